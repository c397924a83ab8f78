// A picture of a part of the world: which part, and where a place lies in it.
import { geoEqualEarth, geoGraticule10, geoPath, type GeoProjection } from "d3-geo";
import type { Feature, MultiPoint } from "geojson";

export interface Spot {
  longitude: number;
  latitude: number;
}

export const WIDTH = 960;
export const HEIGHT = 540;
const MARGIN = 70;
const NARROWEST = 8; // degrees: a single town is shown with what lies around it

/** A point in well-known text, `POINT(east north)`; null where it is none. */
export function point(wkt: string): Spot | null {
  const found = /^\s*POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*$/i.exec(wkt);
  if (!found) return null;
  const [longitude, latitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : null;
}

/** The projection in which all spots stand within the picture: Equal Earth, turned so that their middle is its middle. */
export function fitted(spots: readonly Spot[]): GeoProjection {
  const middle = centre(spots);
  const projection = geoEqualEarth().rotate([-middle.longitude, 0]);
  const around: Spot[] = [-1, 1].flatMap((side) => [
    { longitude: middle.longitude + (side * NARROWEST) / 2, latitude: middle.latitude },
    { longitude: middle.longitude, latitude: clamp(middle.latitude + (side * NARROWEST) / 4) },
  ]);
  const all: MultiPoint = { type: "MultiPoint", coordinates: [...spots, ...around].map((s) => [s.longitude, s.latitude]) };
  return projection.fitExtent([[MARGIN, MARGIN], [WIDTH - MARGIN, HEIGHT - MARGIN]], all);
}

function clamp(latitude: number): number {
  return Math.max(-90, Math.min(90, latitude));
}

/** The middle on the sphere, so that places on both sides of the date line stay together. */
function centre(spots: readonly Spot[]): Spot {
  const [x, y, z] = spots.reduce<[number, number, number]>((sum, { longitude, latitude }) => {
    const [l, p] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
    return [sum[0] + Math.cos(p) * Math.cos(l), sum[1] + Math.cos(p) * Math.sin(l), sum[2] + Math.sin(p)];
  }, [0, 0, 0]);
  if (Math.hypot(x, y, z) < 1e-9) return { longitude: 0, latitude: 0 };
  return { longitude: (Math.atan2(y, x) * 180) / Math.PI, latitude: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI };
}

/** The outline of a shape as the `d` of an SVG path: also around the picture, which can be moved. */
export function outline(projection: GeoProjection, shape: Feature | ReturnType<typeof geoGraticule10>): string {
  return geoPath(projection.clipExtent([[-WIDTH, -HEIGHT], [2 * WIDTH, 2 * HEIGHT]])).digits(1)(shape) ?? "";
}
