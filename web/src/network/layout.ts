// Where actors stand: camps left and right, the parties in front and their backers behind, who is between below.
import type { Actor, Camp, Network } from "./model";

export interface Point {
  x: number;
  y: number;
}
export type Positions = ReadonlyMap<string, Point>;
export type Side = "left" | "right" | "below";

/** A place with a name beside it, which has `room` for it: all in pixels, y upwards. */
export interface Stand extends Point {
  side: Side;
  room: number;
}
export type Stands = ReadonlyMap<string, Stand>;

export interface Room {
  width: number;
  height: number;
}

const FEW = 90; // actors that find room beside each other
const SWEEPS = 6;
export const EDGE = 16; // pixels that stay free all round, and beside a dot before its name begins
const DENSE = 22; // pixels from one name to the next below, at least
const LOOSE = 58; // and at most
const FRONT = 1.8; // names that a party takes the room of
const ROW = 46; // pixels of a row of those who are between
const CELL = 128; // pixels that each of them takes in its row, at least
const NARROW = 560; // pixels of width under which all moves closer

/** Whether there is room for the names of all. */
export function isFew(network: Network): boolean {
  return network.actors.length <= FEW;
}

/** Whether camps stand left and right, name by name; large networks, and those without camps, are pushed apart by a worker. */
export function isSmall(network: Network): boolean {
  return isFew(network) && network.actors.some((actor) => actor.camp !== null);
}

/** How high the picture of a small network has to be for all of its names. */
export function heightOf(network: Network, width: number): number {
  const slots = Math.max(...([0, 1] as const).map((camp) => of(network, camp).reduce((sum, actor) => sum + slot(actor), 0)));
  return 2 * EDGE + DENSE * slots + rowsBelow(of(network, null).length, width) * ROW;
}

/** Each camp in an arc that opens to the middle, its parties in front of it; those who are between in rows below. Those tied
 * to one another stand at about the same height, so that few lines cross. */
export function stands(network: Network, room: Room): Stands {
  const found = new Map<string, Stand>();
  const between = of(network, null);
  const floor = EDGE + rowsBelow(between.length, room.width) * ROW;
  below(found, between, room.width);
  const camps = ([0, 1] as const).map((camp) => of(network, camp));
  for (let n = 0; n <= SWEEPS; n += 1) {
    camps.forEach((camp, side) => arc(found, n ? settled(camp, network, found) : camp, side, room, floor));
  }
  return found;
}

/** A first guess for a large network: each camp a disc of its own, from the middle outwards by how much it is tied. */
export function discs(network: Network): Positions {
  const places = new Map<string, Point>();
  const seen = new Map<Camp | null, number>();
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

/** The most important first. */
export function sorted(actors: readonly Actor[]): Actor[] {
  return [...actors].sort((a, b) => Number(b.isParty) - Number(a.isParty) || b.degree - a.degree || (a.name < b.name ? -1 : 1));
}

function of(network: Network, camp: Camp | null): Actor[] {
  return sorted(network.actors.filter((actor) => actor.camp === camp));
}

function slot(actor: Actor): number {
  return actor.isParty ? FRONT : 1;
}

/** One camp from above: half of its backers, the parties, the other half. */
function arc(found: Map<string, Stand>, camp: readonly Actor[], side: number, { width, height }: Room, floor: number): void {
  const backers = camp.filter((actor) => !actor.isParty);
  const half = Math.ceil(backers.length / 2);
  const order = [...backers.slice(0, half), ...camp.filter((actor) => actor.isParty), ...backers.slice(half)];
  const slots = order.reduce((sum, actor) => sum + slot(actor), 0);
  const pitch = Math.min(LOOSE, (height - floor - EDGE) / (slots || 1));
  const middle = (height + floor - EDGE) / 2;
  const outwards = side === 0 ? -1 : 1;
  let y = middle + (pitch * slots) / 2;
  for (const actor of order) {
    y -= (slot(actor) * pitch) / 2;
    const out = distance(actor, (2 * (y - middle)) / Math.max(1, height - floor), width);
    found.set(actor.id, { x: width / 2 + outwards * out, y, side: side === 0 ? "left" : "right", room: width / 2 - out - 1.5 * EDGE });
    y -= (slot(actor) * pitch) / 2;
  }
}

/** Pixels from the middle of the picture, for a height of -1 to 1: the arc goes outwards where the parties stand. */
function distance(actor: Actor, height: number, width: number): number {
  const [party, end, belly] = width < NARROW ? [0.13, 0.15, 0.21] : [0.16, 0.2, 0.31];
  return width * (actor.isParty ? party : end + (belly - end) * (1 - height * height));
}

function abreast(width: number): number {
  return Math.max(1, Math.floor((width - EDGE) / CELL));
}

function rowsBelow(count: number, width: number): number {
  return Math.ceil(count / abreast(width));
}

function below(found: Map<string, Stand>, actors: readonly Actor[], width: number): void {
  const rows = rowsBelow(actors.length, width);
  const inRow = Math.ceil(actors.length / (rows || 1));
  actors.forEach((actor, n) => {
    const row = Math.floor(n / inRow);
    const cell = width / Math.min(inRow, actors.length - row * inRow);
    found.set(actor.id, { x: ((n % inRow) + 0.5) * cell, y: EDGE + (rows - row - 0.35) * ROW, side: "below", room: Math.min(cell, 2 * CELL) - EDGE });
  });
}

/** The camp by the mean height of those that each is tied to (Sugiyama's barycentre), from above. */
function settled(camp: readonly Actor[], network: Network, found: Stands): Actor[] {
  const heights = new Map<string, number[]>(camp.map((actor) => [actor.id, []]));
  for (const { source, target } of network.lines) {
    heights.get(source)?.push(found.get(target)?.y ?? 0);
    heights.get(target)?.push(found.get(source)?.y ?? 0);
  }
  const mean = ({ id }: Actor) => {
    const ys = heights.get(id) ?? [];
    return ys.reduce((sum, y) => sum + y, 0) / (ys.length || 1);
  };
  return [...camp].sort((a, b) => mean(b) - mean(a) || (a.id < b.id ? -1 : 1));
}
