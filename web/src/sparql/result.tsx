// What the endpoint answered, and ways to take it along.
import { useEffect, useMemo, useState } from "preact/hooks";
import { isRef, type Answer, type Things } from "../api";
import { Empty } from "../ui/notice";
import { Rows } from "../ui/rows";
import { download, named, type Outcome, type Told } from "./run";

const MOST = 500; // rows that are drawn; the rest is in the files
const FILES = [
  { label: "CSV", format: "text/csv", name: "rows.csv" },
  { label: "TSV", format: "text/tab-separated-values", name: "rows.tsv" },
  { label: "JSON", format: "application/sparql-results+json", name: "rows.srj" },
] as const;
const TRIPLES = [
  { label: "Turtle", format: "text/turtle", name: "graph.ttl" },
  { label: "JSON-LD", format: "application/ld+json", name: "graph.jsonld" },
] as const;

export function Result({ outcome, query }: { outcome: Outcome; query: string }) {
  if (outcome.kind === "failed") return <section class="notice trouble" role="alert"><pre>{outcome.why}</pre></section>;
  return (
    <section aria-label="Result">
      <p class="quiet" role="status">{summary(outcome)}</p>
      {outcome.kind === "rows" && <Table told={outcome.told} />}
      {outcome.kind === "graph" && <pre tabIndex={0} aria-label="The graph in Turtle">{outcome.text}</pre>}
      {outcome.kind !== "truth" && <Files query={query} files={outcome.kind === "rows" ? FILES : TRIPLES} />}
    </section>
  );
}

function summary(outcome: Exclude<Outcome, { kind: "failed" }>): string {
  const took = `in ${outcome.seconds.toFixed(outcome.seconds < 1 ? 2 : 1)} s`;
  if (outcome.kind === "truth") return `${outcome.value ? "Yes" : "No"}, ${took}.`;
  if (outcome.kind === "graph") return `A graph, ${took}.`;
  const count = outcome.told.rows.length;
  const shown = count > MOST ? `; the first ${MOST} are shown, the files hold all` : "";
  return `${count.toLocaleString("en")} row${count === 1 ? "" : "s"} ${took}${shown}.`;
}

function Table({ told }: { told: Told }) {
  const rows = useMemo(() => told.rows.slice(0, MOST), [told]);
  const things = useNamed(told.things, rows);
  if (!told.rows.length) return <Empty>Nothing in the graph answers to this.</Empty>;
  const answer: Answer = {
    question: "", title: "", description: "", given: {}, sparql: "", columns: told.columns, rows,
    things, cut: null, note: null,
  };
  return <Rows isPlain answer={answer} caption="Rows of the query" />;
}

/** The things of these rows by their names, as soon as those are here; machines get IRIs in the files. */
function useNamed(things: Things, rows: Answer["rows"]): Things {
  const [known, setKnown] = useState(things);
  useEffect(() => {
    const stop = new AbortController();
    const ids = new Set(rows.flat().flatMap((cell) => (isRef(cell) ? [cell.id] : [])));
    setKnown(things);
    named(Object.fromEntries(Object.entries(things).filter(([id]) => ids.has(id))), stop.signal).then(setKnown, () => undefined);
    return () => stop.abort();
  }, [things, rows]);
  return known;
}

function Files({ query, files }: { query: string; files: readonly { label: string; format: string; name: string }[] }) {
  const [trouble, setTrouble] = useState("");
  const save = (format: string, name: string) => {
    setTrouble("");
    download(query, format).then((blob) => keep(blob, name), (cause: Error) => setTrouble(cause.message));
  };
  return (
    <p class="source">
      {files.map(({ label, format, name }) => (
        <button key={name} type="button" onClick={() => save(format, name)}>Save as {label}</button>
      ))}
      {trouble && <span role="alert">{trouble}</span>}
    </p>
  );
}

function keep(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
