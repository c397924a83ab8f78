// What a network looks like, however it is drawn: where all stand, how large and in which colours.
import { discs, heightOf, isFew, isSmall, stands, type Positions, type Room, type Stands } from "./layout";
import type { Actor, Line, Network } from "./model";
import { cutAll } from "./names";

export interface Palette {
  ink: string;
  quiet: string;
  /** Behind names that stand over dots and lines. */
  plate: string;
  for: string;
  against: string;
  between: string;
}

/** The page's colours as they are now, by day or at night. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { ink: of("ink"), quiet: of("quiet"), plate: of("card"), for: of("for"), against: of("against"), between: of("between") };
}

const THINNEST = 1.8;
const THICKEST = 9;
const MANY = 1500; // actors of whom each gets a smaller dot
const DETAILED = 1500; // lines that have arrows and dashes, at most
const NARROW = 560; // pixels of width under which all is written smaller
const BEND = 0.28;

/** Where a network finds room. `stood` where camps stand left and right, each name in a place of its own. */
export interface Plan {
  whole: Network;
  /** Whether there is room for all names. */
  few: boolean;
  room: Room;
  stood: Stands | null;
  places: Positions;
  /** What is written for the actors that have a place for their name, by id. */
  labels: ReadonlyMap<string, string>;
}

/** Whether lines are too many for arrows and dashes. */
export function isLarge(network: Network): boolean {
  return network.lines.length > DETAILED;
}

/** The plan of a network in a part of the page, which is made as high as its names need. */
export function planned(container: HTMLElement, whole: Network): Plan {
  const small = isSmall(whole);
  const width = container.clientWidth || 800;
  container.style.height = small ? `max(var(--stage), ${Math.ceil(heightOf(whole, width))}px)` : "";
  const room = { width, height: container.clientHeight || 500 };
  const stood = small ? stands(whole, room) : null;
  const plan = { whole, few: isFew(whole), room, stood, places: stood ?? discs(whole), labels: new Map<string, string>() };
  return stood ? { ...plan, labels: labelled(plan, stood) } : plan;
}

function labelled(plan: Plan, stood: Stands): ReadonlyMap<string, string> {
  const { actors } = plan.whole;
  const cut = cutAll(actors.map((actor) => ({ text: actor.name, size: labelSize(actor, plan), room: stood.get(actor.id)?.room ?? 0 })));
  return new Map(actors.map(({ id }, n) => [id, cut[n] ?? ""]));
}

/** Pixels of a line, by how many independent origins say so. */
export function thickness(line: Line, { few }: Plan): number {
  return Math.min(THICKEST, THINNEST + 1.7 * Math.sqrt(Math.max(0, line.origins - 1))) * (few ? 1 : 0.5);
}

/** Pixels of a dot's radius. */
export function dotSize({ isParty, degree }: Actor, { few, room, whole }: Plan): number {
  const narrow = room.width < NARROW;
  if (isParty) return narrow || !few ? 10 : 13;
  const least = few ? (narrow ? 4 : 5) : whole.actors.length > MANY ? 1 : 2.5;
  return least + Math.min(few ? 4 : 9, Math.sqrt(degree));
}

/** Pixels of a name. */
export function labelSize({ isParty }: Actor, { few, room }: Plan): number {
  const narrow = room.width < NARROW;
  return isParty ? (narrow ? 14 : 17) : few && !narrow ? 13 : 12;
}

export function dotColour({ camp, isParty }: Actor, colours: Palette): string {
  return camp === null ? colours.between : isParty ? colours.ink : colours.quiet;
}

export function lineColour({ valence }: Line, colours: Palette): string {
  return valence > 0 ? colours.for : valence < 0 ? colours.against : colours.between;
}

export function lineOpacity({ few }: Plan): number {
  return few ? 0.9 : 0.45;
}

/** How far a line bows: between two of one row upwards, away from names; others are straight unless parallel. */
export function bend(line: Line, { stood }: Plan): number {
  const from = stood?.get(line.source);
  const to = stood?.get(line.target);
  if (!from || !to || Math.abs(from.y - to.y) > 1 || from.side !== "below") return 0;
  return to.x > from.x ? -BEND : BEND;
}
