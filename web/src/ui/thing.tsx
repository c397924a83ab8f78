// Things by name: an actor leads to its dossier, a claim to its receipt.
import { isRef, type Cell, type Things } from "../api";
import { href } from "../address";

const OWN: Readonly<Record<string, string>> = {
  "par:theArticle": "the article itself",
  "par:somebody": "somebody unnamed",
};

export function nameOf(id: string, things: Things): string {
  return OWN[id] ?? things[id]?.name ?? id;
}

export function ThingLink({ id, things }: { id: string; things: Things }) {
  const thing = things[id];
  if (thing?.kind === "entity") {
    return <a href={href("actor", { id: short(id) })} data-view title={thing.iri}>{thing.name}</a>;
  }
  if (id.startsWith("claim:")) return <a href={href("claim", { id: short(id) })} data-view>{id}</a>;
  return <span class={thing?.kind} title={thing?.iri ?? thing?.meaning}>{nameOf(id, things)}</span>;
}

/** `Q399` for `entity:Q399`: what stands in addresses. */
export function short(id: string): string {
  return id.replace(/^entity:|^claim:/, "");
}

/** A cell of an answer as text. */
export function textOf(cell: Cell | undefined, things: Things): string {
  if (cell === null || cell === undefined) return "";
  if (Array.isArray(cell)) return cell.map((part: Cell) => textOf(part, things)).filter(Boolean).join(", ");
  return isRef(cell) ? nameOf(cell.id, things) : String(cell);
}

/** A list of things, in a line. */
export function ThingList({ ids, things, none = "" }: { ids: readonly string[]; things: Things; none?: string }) {
  if (!ids.length) return <span class="quiet">{none}</span>;
  return (
    <>
      {ids.map((id, n) => (
        <span key={id}>{n ? ", " : ""}<ThingLink id={id} things={things} /></span>
      ))}
    </>
  );
}

/** The ids of a cell that holds things. */
export function idsOf(cell: Cell | undefined): string[] {
  if (Array.isArray(cell)) return cell.flatMap((part: Cell) => idsOf(part));
  return isRef(cell) ? [cell.id] : [];
}
