// A query to the endpoint, and what comes back: rows, a truth value, a graph, or why there is none.
import type { Cell, Things } from "../api";

const FORMATS = "application/sparql-results+json, text/turtle;q=0.9";

export interface Told {
  columns: string[];
  rows: Cell[][];
  things: Things;
}
export type Outcome =
  | { kind: "rows"; told: Told; seconds: number }
  | { kind: "truth"; value: boolean; seconds: number }
  | { kind: "graph"; text: string; seconds: number }
  | { kind: "failed"; why: string };

interface Term {
  type: string;
  value: string;
  datatype?: string;
}
interface Results {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term>[] };
}

const OWN = /^https:\/\/w3id\.org\/parley\/(?:(entity|claim|article)\/|(ontology)#)(.+)$/;
const NUMBER = /#(integer|decimal|double|float)$/;

/** Send a query. It rejects only where `signal` was aborted. */
export async function run(query: string, signal: AbortSignal): Promise<Outcome> {
  const started = performance.now();
  const response = await asked(query, FORMATS, signal).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    return null;
  });
  if (!response) return { kind: "failed", why: "The server does not answer. Is kg serve still running?" };
  const text = await response.text();
  const seconds = (performance.now() - started) / 1000;
  if (!response.ok) return { kind: "failed", why: text.trim() || `The server answers ${response.status}.` };
  if (!response.headers.get("Content-Type")?.includes("json")) return { kind: "graph", text, seconds };
  return read(JSON.parse(text) as Results, seconds);
}

/** The same rows in another format, as a file. Raises an Error that says what the endpoint said. */
export async function download(query: string, format: string): Promise<Blob> {
  const response = await asked(query, format, new AbortController().signal);
  if (!response.ok) throw new Error((await response.text()).trim());
  return response.blob();
}

function asked(query: string, accept: string, signal: AbortSignal): Promise<Response> {
  return fetch("./sparql", { method: "POST", body: new URLSearchParams({ query }), signal, headers: { Accept: accept } });
}

const NAMES = (iris: readonly string[]) => `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?it (MIN(STR(?told)) AS ?name) WHERE { VALUES ?it { ${iris.map((iri) => `<${iri}>`).join(" ")} } ?it rdfs:label|dcterms:title ?told } GROUP BY ?it`;

/** The things, those that the graph has a name for called by it. They stay as they are where it does not answer. */
export async function named(things: Things, signal: AbortSignal): Promise<Things> {
  const iris = Object.values(things).flatMap(({ iri }) => (iri && !/[<>"{}|^`\\\s]/.test(iri) ? [iri] : []));
  if (!iris.length) return things;
  const response = await asked(NAMES(iris), "application/sparql-results+json", signal);
  if (!response.ok) return things;
  const found = (await response.json()) as Results;
  const names = new Map((found.results?.bindings ?? []).map(({ it, name }) => [it?.value, name?.value]));
  return Object.fromEntries(Object.entries(things).map(([id, thing]) => [id, { ...thing, name: names.get(thing.iri) ?? thing.name }]));
}

function read(found: Results, seconds: number): Outcome {
  if (found.boolean !== undefined) return { kind: "truth", value: found.boolean, seconds };
  const columns = found.head.vars ?? [];
  const things: Record<string, Things[string]> = {};
  const rows = (found.results?.bindings ?? []).map((row) => columns.map((column) => cell(row[column], things)));
  return { kind: "rows", told: { columns, rows, things }, seconds };
}

/** A term as a cell: what has a page of its own in the explorer is a thing, a number is one, all else is text. */
function cell(term: Term | undefined, things: Record<string, Things[string]>): Cell {
  if (!term) return null;
  const own = term.type === "uri" ? OWN.exec(term.value) : null;
  if (own) {
    const id = `${own[1] ?? "par"}:${own[3]}`;
    if (own[1] !== "claim") things[id] = { name: id, kind: own[1] === "entity" ? "entity" : "term", iri: term.value };
    return { id };
  }
  if (term.datatype && NUMBER.test(term.datatype) && term.value.length < 16) return Number(term.value);
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}
