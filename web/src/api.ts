// What the server answers under api/: the records of kg/explorer, and how they are asked for.
import { useEffect, useState } from "preact/hooks";
import { query, type Params } from "./address";

export interface Thing {
  name: string;
  kind: "entity" | "predicate" | "article" | "term";
  type?: string | null;
  qid?: string | null;
  valence?: number;
  meaning?: string;
  /** What it is called among machines, where a reader of SPARQL wants to see it. */
  iri?: string;
}
export interface Ref {
  id: string;
}
export type Cell = string | number | boolean | null | Ref | readonly Cell[];
export type Things = Readonly<Record<string, Thing>>;

/** The rows of a saved question. */
export interface Answer {
  question: string;
  title: string;
  description: string;
  given: Record<string, string | string[]>;
  sparql: string;
  columns: string[];
  rows: Cell[][];
  things: Things;
  cut: number | null;
  note: string | null;
}
export interface Known {
  id: string;
  name: string;
  type: string;
}
/** Why there is no answer; `near` has, for each name that means no one thing, what it may mean. */
export interface Problem {
  error: string;
  hint: string | null;
  near: Record<string, Known[]>;
}
export type Loaded<T> =
  | { state: "loading" }
  | { state: "ready"; data: T }
  | { state: "failed"; problem: Problem };

export function isRef(cell: unknown): cell is Ref {
  return typeof cell === "object" && cell !== null && "id" in cell;
}

/** The address of a page of the API. */
export function address(page: string, params: Params = {}): string {
  return `./api/${page}${query(params)}`;
}

/** A row by its columns. */
export function record(answer: Answer, row: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(answer.columns.map((column, n) => [column, row[n] ?? null]));
}

const NO_ANSWER: Problem = { error: "The server does not answer.", hint: "Is kg serve still running?", near: {} };

async function loaded<T>(url: string, signal: AbortSignal): Promise<Loaded<T>> {
  try {
    const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
    const data = (await response.json()) as T | Problem;
    return response.ok ? { state: "ready", data: data as T } : { state: "failed", problem: data as Problem };
  } catch (cause) {
    if (signal.aborted) return { state: "loading" };
    return { state: "failed", problem: { ...NO_ANSWER, hint: cause instanceof SyntaxError ? null : NO_ANSWER.hint } };
  }
}

/** What the API answers; asked for anew when page or parameters change. Without a page nothing is asked. */
export function useApi<T>(page: string | null, params: Params = {}): Loaded<T> {
  const url = page && address(page, params);
  const [found, setFound] = useState<{ url: string | null; loaded: Loaded<T> }>({ url: null, loaded: { state: "loading" } });
  useEffect(() => {
    if (!url) return;
    const stop = new AbortController();
    void loaded<T>(url, stop.signal).then((answer) => {
      if (!stop.signal.aborted) setFound({ url, loaded: answer });
    });
    return () => stop.abort();
  }, [url]);
  return found.url === url ? found.loaded : { state: "loading" };
}

/** What a search finds: rows of actors, what the text means exactly, and near misses. */
export interface Found extends Answer {
  exact: Known[];
  near: Known[];
}

/** The entities of a search, those that the text means first, each once; near misses where there is none. */
export function idsOfRows(found: Found): Known[] {
  const rows = found.rows.flatMap((row) => {
    const cell = row[0];
    const thing = isRef(cell) ? found.things[cell.id] : undefined;
    return isRef(cell) && thing ? [{ id: cell.id, name: thing.name, type: thing.type ?? "" }] : [];
  });
  const all = new Map([...found.exact, ...rows].map((known) => [known.id, known]));
  return all.size ? [...all.values()] : found.near;
}
