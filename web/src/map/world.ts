// Land and borders, from Natural Earth (public domain); a file of its own, loaded by the map alone.
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Feature, MultiLineString } from "geojson";
import countries from "world-atlas/countries-50m.json";

const world = countries as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

export const land = feature(world, world.objects.land) as unknown as Feature;
const lines: MultiLineString = mesh(world, world.objects.countries, (a, b) => a !== b);
export const borders: Feature = { type: "Feature", properties: {}, geometry: lines };
