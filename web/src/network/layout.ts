// Where actors stand: camps left and right, the parties in front, who is between in the middle.
import type { Actor, Network } from "./model";

export interface Point {
  x: number;
  y: number;
}
export type Positions = Map<string, Point>;

const FEW = 90; // actors that find room in columns
const TALL = 9; // actors above one another before a second column begins
const ABREAST = 3; // the same in a row
const SWEEPS = 6;

/** Whether there is room for the names of all. */
export function isFew(network: Network): boolean {
  return network.actors.length <= FEW;
}

/** Whether actors stand in columns, camp by camp; those of large networks, or without camps, are pushed apart by a worker. */
export function isSmall(network: Network): boolean {
  return isFew(network) && network.actors.some((actor) => actor.camp !== null);
}

/** Columns of actors, in a picture of this ratio of width to height; rows where it is taller than wide. Those tied to one
 * another stand beside each other, so that few lines cross. */
export function columns(network: Network, ratio: number): Positions {
  const places: Positions = new Map();
  const all = new Map<string, Actor[]>();
  for (const actor of sorted(network.actors)) {
    const key = actor.camp === null ? "between" : `${actor.camp}${actor.isParty ? "party" : "backer"}`;
    all.set(key, [...(all.get(key) ?? []), actor]);
  }
  const tall = ratio < 1 ? ABREAST : TALL;
  const hasParties = all.has("0party") || all.has("1party");
  const out = hasParties ? 2.1 : 1.2;
  place(places, all.get("0party") ?? [], -1, -1, tall);
  place(places, all.get("1party") ?? [], 1, 1, tall);
  place(places, all.get("0backer") ?? [], -out, -1, tall);
  place(places, all.get("1backer") ?? [], out, 1, tall);
  place(places, all.get("between") ?? [], 0, 0, tall);
  for (let n = 0; n < SWEEPS; n += 1) settle(network, places);
  if (ratio >= 1) return stretched(places, ratio);
  return stretched(new Map([...places].map(([id, { x, y }]) => [id, { x: y, y: -x }])), ratio);
}

/** A first guess for a large network: each camp a disc of its own, from the middle outwards by how much it is tied. */
export function discs(network: Network): Positions {
  const places: Positions = new Map();
  const seen = new Map<number | null, number>();
  const size = Math.sqrt(network.actors.length) * 10;
  for (const actor of sorted(network.actors)) {
    const n = seen.get(actor.camp) ?? 0;
    seen.set(actor.camp, n + 1);
    const centre = actor.camp === null ? 0 : actor.camp === 0 ? -1 : 1;
    const angle = n * 2.399963; // the golden angle fills a disc evenly
    const radius = 10 * Math.sqrt(n);
    places.set(actor.id, { x: centre * size * 1.2 + radius * Math.cos(angle), y: radius * Math.sin(angle) });
  }
  return places;
}

/** The places, stretched so that they fill the picture. */
function stretched(places: Positions, ratio: number): Positions {
  const extent = (of: (point: Point) => number) => {
    const all = [...places.values()].map(of);
    return Math.max(...all) - Math.min(...all) || 1;
  };
  const by = (extent((point) => point.y) * Math.max(0.5, ratio * 0.8)) / extent((point) => point.x);
  return new Map([...places].map(([id, { x, y }]) => [id, { x: x * by, y }]));
}

function sorted(actors: readonly Actor[]): Actor[] {
  return [...actors].sort((a, b) => Number(b.isParty) - Number(a.isParty) || b.degree - a.degree || (a.name < b.name ? -1 : 1));
}

/** Actors above one another, in further columns outwards where they are many. */
function place(places: Positions, actors: readonly Actor[], x: number, outwards: number, tall: number): void {
  const rows = Math.min(actors.length, Math.max(tall, Math.ceil(actors.length / (tall === TALL ? 3 : 6))));
  actors.forEach((actor, n) => {
    const column = Math.floor(n / rows);
    const inColumn = Math.min(rows, actors.length - column * rows);
    const lean = outwards === 0 ? (column % 2 ? -1 : 1) * Math.ceil(column / 2) * 0.7 : outwards * column;
    places.set(actor.id, { x: x + lean, y: spread(n % rows, inColumn, rows) + (column % 2) * 0.05 });
  });
}

function spread(n: number, of: number, most: number): number {
  return of <= 1 ? 0 : (n / (of - 1) - 0.5) * Math.min(most, of) * 0.42;
}

/** Sort each column by the mean height of those that its actors are tied to (Sugiyama's barycentre). */
function settle(network: Network, places: Positions): void {
  const heights = new Map<string, number[]>();
  const tell = (of: string, by: string) => {
    const place = places.get(by);
    if (place) heights.set(of, [...(heights.get(of) ?? []), place.y]);
  };
  for (const line of network.lines) {
    tell(line.source, line.target);
    tell(line.target, line.source);
  }
  const mean = (id: string) => {
    const ys = heights.get(id) ?? [0];
    return ys.reduce((sum, y) => sum + y, 0) / ys.length;
  };
  const byColumn = new Map<number, string[]>();
  for (const [id, place] of places) byColumn.set(place.x, [...(byColumn.get(place.x) ?? []), id]);
  for (const [x, ids] of byColumn) {
    const free = ids.map((id) => places.get(id)?.y ?? 0).sort((a, b) => a - b);
    ids.sort((a, b) => mean(a) - mean(b) || (a < b ? -1 : 1)).forEach((id, n) => places.set(id, { x, y: free[n] ?? 0 }));
  }
}
