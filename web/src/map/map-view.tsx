// The map: a circle for each place, the larger the more origins tell of it; all of it works by keyboard.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { geoGraticule10, type GeoProjection } from "d3-geo";
import { fitted, HEIGHT, outline, WIDTH, type Spot } from "./view";

export interface Place extends Spot {
  id: string;
  name: string;
  origins: number;
  told: number;
  href: string;
}

const STEP = 1.5;
const FARTHEST = 1;
const NEAREST = 12;
type World = typeof import("./world");

export function MapView({ places }: { places: readonly Place[] }) {
  const projection = useMemo(() => fitted(places), [places]);
  const world = useWorld();
  const [zoom, setZoom] = useState({ by: 1, x: WIDTH / 2, y: HEIGHT / 2 });
  const nearer = (factor: number) => setZoom((old) => ({ ...old, by: Math.max(FARTHEST, Math.min(NEAREST, old.by * factor)) }));
  const move = (dx: number, dy: number) =>
    setZoom((old) => ({ ...old, x: old.x + (dx * 120) / old.by, y: old.y + (dy * 80) / old.by }));
  const keys: Record<string, () => void> = {
    "+": () => nearer(STEP), "=": () => nearer(STEP), "-": () => nearer(1 / STEP),
    ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0), ArrowUp: () => move(0, -1), ArrowDown: () => move(0, 1),
  };
  const picture = useRef<SVGSVGElement>(null);
  const unit = useUnit(picture) / zoom.by;
  const [w, h] = [WIDTH / zoom.by, HEIGHT / zoom.by];
  return (
    <figure class="network map" onKeyDown={(event) => {
      const act = keys[event.key];
      if (act && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); act(); }
    }}>
      <svg ref={picture} viewBox={`${zoom.x - w / 2} ${zoom.y - h / 2} ${w} ${h}`} role="group" aria-label="Map of the places; the table below tells the same">
        {world && <Ground projection={projection} world={world} />}
        {places.map((place) => <Mark key={place.id} place={place} projection={projection} unit={unit} places={places} />)}
      </svg>
      <div class="zoom">
        <button type="button" aria-label="Nearer" onClick={() => nearer(STEP)}>+</button>
        <button type="button" aria-label="Farther" onClick={() => nearer(1 / STEP)}>−</button>
        <button type="button" aria-label="All places" onClick={() => setZoom({ by: 1, x: WIDTH / 2, y: HEIGHT / 2 })}>⤢</button>
      </div>
      <figcaption class="legend">
        A circle is the larger the more independent origins tell of the place. Borders as Natural Earth draws them, by who is in control; nobody's claim is meant by them.
      </figcaption>
    </figure>
  );
}

function useWorld(): World | null {
  const [world, setWorld] = useState<World | null>(null);
  useEffect(() => {
    let isGone = false;
    void import("./world").then((found) => { if (!isGone) setWorld(found); });
    return () => { isGone = true; };
  }, []);
  return world;
}

/** How many units of the picture are a pixel on the screen: circles and names are as large on a phone as elsewhere. */
function useUnit(picture: { current: SVGSVGElement | null }): number {
  const [unit, setUnit] = useState(1);
  useEffect(() => {
    if (!picture.current) return;
    const seen = new ResizeObserver(([entry]) => { if (entry?.contentRect.width) setUnit(WIDTH / entry.contentRect.width); });
    seen.observe(picture.current);
    return () => seen.disconnect();
  }, []);
  return unit;
}

function Ground({ projection, world }: { projection: GeoProjection; world: World }) {
  const [lines, land, borders] = useMemo(
    () => [outline(projection, geoGraticule10()), outline(projection, world.land), outline(projection, world.borders)],
    [projection, world],
  );
  return (
    <g aria-hidden="true">
      <path class="graticule" d={lines} />
      <path class="land" d={land} />
      <path class="borders" d={borders} />
    </g>
  );
}

function Mark({ place, projection, unit, places }: {
  place: Place; projection: GeoProjection; unit: number; places: readonly Place[];
}) {
  const at = projection([place.longitude, place.latitude]);
  if (!at) return null;
  const radius = (4 + 4 * Math.sqrt(place.origins)) * unit;
  const isNamed = hasRoom(place, at, projection, unit, places);
  return (
    <a href={place.href} data-view aria-label={`${place.name}: ${place.told} claim${place.told === 1 ? "" : "s"}`}>
      <title>{place.name}</title>
      <circle class="place" cx={at[0]} cy={at[1]} r={radius} style={{ strokeWidth: 1.5 * unit }} />
      {isNamed && (
        <text x={at[0] + radius + 4 * unit} y={at[1]} dy="0.35em" style={{ fontSize: `${13 * unit}px`, strokeWidth: 3 * unit }}>{place.name}</text>
      )}
    </a>
  );
}

/** Whether the name fits: no place that more origins tell of lies where it would stand. */
function hasRoom(place: Place, at: [number, number], projection: GeoProjection, unit: number, places: readonly Place[]): boolean {
  const [wide, high] = [(30 + 8 * place.name.length) * unit, 18 * unit];
  return !places.slice(0, places.indexOf(place)).some((other) => {
    const there = projection([other.longitude, other.latitude]);
    if (!there) return false;
    const reach = (30 + 8 * other.name.length) * unit;
    return Math.abs(there[1] - at[1]) < high && there[0] < at[0] + wide && at[0] < there[0] + reach;
  });
}
