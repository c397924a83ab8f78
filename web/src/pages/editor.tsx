// SPARQL for those who write it: YASQE, with the saved questions to begin from.
import { useEffect, useRef, useState } from "preact/hooks";
import { useApi } from "../api";
import { go, href } from "../address";
import type { Field } from "../sparql/field";
import { Result } from "../sparql/result";
import { run, type Outcome } from "../sparql/run";
import { Await } from "../ui/notice";
import { useTitle } from "../ui/title";

const BEGINNING = `# Whom the articles speak of most
PREFIX par: <https://w3id.org/parley/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?actor ?name (COUNT(?claim) AS ?claims) WHERE {
  ?claim a par:Claim ; rdf:subject ?actor .
  ?actor rdfs:label ?name .
}
GROUP BY ?actor ?name
ORDER BY DESC(?claims) ?name
LIMIT 25
`;

interface Question {
  name: string;
  title: string;
  description: string;
  sparql: string;
}
type State = { state: "idle" } | { state: "running" } | { state: "done"; outcome: Outcome; query: string };

export function Editor({ params }: { params: URLSearchParams }) {
  useTitle("SPARQL");
  const given = params.get("query");
  const [place, value, put] = useField(given ?? BEGINNING, () => start());
  const [state, setState] = useState<State>({ state: "idle" });
  const stop = useRef<AbortController | null>(null);

  const start = () => {
    const query = value();
    stop.current?.abort();
    const own = (stop.current = new AbortController());
    go(href("editor", { query }), true);
    setState({ state: "running" });
    run(query, own.signal).then((outcome) => setState({ state: "done", outcome, query }), () => undefined);
  };
  const cancel = () => {
    stop.current?.abort();
    setState({ state: "idle" });
  };
  useEffect(() => () => stop.current?.abort(), []);

  return (
    <>
      <h1>SPARQL</h1>
      <Examples onPick={(question) => put(question.sparql)} />
      <div ref={place} class="editor" />
      <p class="source">
        {state.state === "running"
          ? <button type="button" onClick={cancel}>Stop</button>
          : <button type="button" class="strong" onClick={start}>Run</button>}
        <span class="quiet">Ctrl+Enter runs, Ctrl+Space completes. The address of this page holds the query once it has run.</span>
      </p>
      {state.state === "running" && <p class="notice loading" role="status">Asking…</p>}
      {state.state === "done" && <Result outcome={state.outcome} query={state.query} />}
    </>
  );
}

/** The editor in the page. It is loaded when this page is opened, being larger than all the rest together. */
function useField(first: string, onRun: () => void) {
  const place = useRef<HTMLDivElement>(null);
  const held = useRef<Field | null>(null);
  const text = useRef(first);
  const act = useRef(onRun);
  act.current = onRun;
  useEffect(() => {
    let isGone = false;
    void import("../sparql/field").then(({ field }) => {
      if (!isGone && place.current) held.current = field(place.current, text.current, () => act.current());
    });
    return () => {
      isGone = true;
      held.current?.destroy();
      held.current = null;
    };
  }, []);
  const value = () => held.current?.value() ?? text.current;
  const put = (next: string) => {
    text.current = next;
    held.current?.put(next);
  };
  return [place, value, put] as const;
}

function Examples({ onPick }: { onPick: (question: Question) => void }) {
  const found = useApi<{ questions: Question[] }>("questions");
  return (
    <Await of={found}>{({ questions }) => (
      <p class="examples">
        <label for="example">Begin from a saved question</label>
        <select id="example" onChange={(event) => {
          const chosen = questions.find(({ name }) => name === event.currentTarget.value);
          if (chosen) onPick(chosen);
        }}>
          <option value="">…</option>
          {questions.map(({ name, title }) => <option key={name} value={name}>{title} ({name})</option>)}
        </select>
      </p>
    )}</Await>
  );
}
