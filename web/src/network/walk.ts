// The network by keyboard: from actor to actor, along the lines of one, and over to the other end.
import type { Drawing, Target } from "./drawing";
import { sorted } from "./layout";
import type { Actor, Line, Network } from "./model";

export const KEYS = "Left and right arrow: another actor; up and down: its lines; Enter: to the other end; plus, minus and 0: zoom; Escape: nothing chosen.";
const ZOOM = 1.5;

/** Where a key leads from what is chosen; undefined where it means nothing here. `from` is the actor whose lines are gone through. */
export function stepped(key: string, chosen: Target | null, from: string | null, network: Network): Target | null | undefined {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (key === "Escape") return null;
  if (key === "Enter" || key === " ") return across(chosen, from, network);
  if (!by) return undefined;
  if (key === "ArrowLeft" || key === "ArrowRight") return target("actor", beside(standing(network), "id", from, by));
  return target("line", beside(linesOf(from, network), "key", chosen?.kind === "line" ? chosen.key : null, by));
}

/** Zoom by a key; whether it was one that does. */
export function zoomed(key: string, drawing: Drawing | null): boolean {
  if (key === "+" || key === "=") drawing?.zoom(ZOOM);
  else if (key === "-") drawing?.zoom(1 / ZOOM);
  else if (key === "0") drawing?.reset();
  else return false;
  return true;
}

function standing(network: Network): Actor[] {
  return sorted(network.actors.filter(({ degree, isParty }) => degree || isParty));
}

/** The lines of an actor, or all, those of most origins first. */
function linesOf(actor: string | null, { lines }: Network): Line[] {
  const own = lines.filter(({ source, target: end }) => !actor || source === actor || end === actor);
  return own.sort((a, b) => b.origins - a.origins || (a.key < b.key ? -1 : 1));
}

/** The id of the one after, or before; round the end to the first, and the first where nobody stood anywhere. */
function beside<K extends string>(all: readonly Record<K, string>[], name: K, at: string | null, by: number): string | undefined {
  const n = all.findIndex((each) => each[name] === at);
  const next = n < 0 ? (by > 0 ? 0 : all.length - 1) : (n + by + all.length) % all.length;
  return all[next]?.[name];
}

function across(chosen: Target | null, from: string | null, { lines }: Network): Target | null | undefined {
  const line = chosen?.kind === "line" ? lines.find(({ key }) => key === chosen.key) : undefined;
  return line ? target("actor", line.source === from ? line.target : line.source) : undefined;
}

function target(kind: Target["kind"], key: string | undefined): Target | undefined {
  return key === undefined ? undefined : { kind, key };
}
