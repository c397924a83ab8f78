// Every saved question, with a form for its parameters, and its rows.
import { useState } from "preact/hooks";
import { useApi, type Answer } from "../api";
import { go, href } from "../address";
import { Await, Cut, Empty } from "../ui/notice";
import { Rows } from "../ui/rows";
import { Source } from "../ui/source";
import { useTitle } from "../ui/title";

interface Parameter {
  name: string;
  type: "entity" | "predicate" | "date" | "text" | "integer";
  meaning: string;
  required: boolean;
  default: string | null;
  example: string | null;
}
export interface Question {
  name: string;
  title: string;
  description: string;
  tags: string[];
  parameters: Parameter[];
  example: Record<string, string>;
  sparql: string;
}
export interface Catalogue {
  questions: Question[];
}

export function Ask({ params }: { params: URLSearchParams }) {
  const wanted = params.get("question");
  const catalogue = useApi<Catalogue>("questions");
  useTitle("Questions");
  return (
    <Await of={catalogue}>{({ questions }) => {
      const chosen = questions.find((question) => question.name === wanted);
      if (!wanted) return <List questions={questions} />;
      return chosen ? <One key={wanted} question={chosen} params={params} /> : <NoQuestion name={wanted} />;
    }}</Await>
  );
}

function NoQuestion({ name }: { name: string }) {
  return <><h1>Questions</h1><Empty>There is no saved question “{name}”. <a href={href("ask")} data-view>All questions</a></Empty></>;
}

function List({ questions }: { questions: Question[] }) {
  const groups = new Map<string, Question[]>();
  for (const question of questions) groups.set(question.tags[0] ?? "other", [...(groups.get(question.tags[0] ?? "other") ?? []), question]);
  return (
    <>
      <h1>Questions that the graph answers</h1>
      <div class="columns wide">
        {[...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tag, members]) => (
          <section class="card" key={tag} aria-labelledby={`tag-${tag}`}>
            <h2 id={`tag-${tag}`}>{tag}</h2>
            <ul class="plain">
              {members.map((question) => (
                <li key={question.name}><a href={href("ask", { question: question.name })} data-view>{question.title}</a></li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function One({ question, params }: { question: Question; params: URLSearchParams }) {
  const given = Object.fromEntries(question.parameters.map((p) => [p.name, params.get(p.name)]));
  const missing = question.parameters.filter((p) => p.required && !given[p.name]);
  const asked = { question: question.name, ...given };
  const found = useApi<Answer>(missing.length ? null : "ask", asked);
  useTitle(question.title);
  return (
    <>
      <p class="quiet"><a href={href("ask")} data-view>All questions</a></p>
      <h1>{question.title}</h1>
      <p class="prose">{question.description}</p>
      <Form question={question} given={given} />
      {missing.length > 0 ? <Empty>Say {missing.map((p) => p.name).join(" and ")} to ask this.</Empty> : (
        <Await of={found}>{(answer) => (
          <>
            {answer.note && <p class="notice">{answer.note}</p>}
            {answer.rows.length
              ? <><p role="status" class="quiet">{answer.rows.length.toLocaleString("en")} row{answer.rows.length === 1 ? "" : "s"}</p><Rows answer={answer} caption={question.title} /><Cut limit={answer.cut} rows={answer.rows.length} /></>
              : <Empty>Nothing in these articles answers this.</Empty>}
            <Source page="ask" params={asked} answer={answer} />
          </>
        )}</Await>
      )}
    </>
  );
}

function Form({ question, given }: { question: Question; given: Record<string, string | null> }) {
  const [values, setValues] = useState<Record<string, string>>(() => Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v ?? ""])));
  if (!question.parameters.length) return null;
  const ask = (next: Record<string, string>) => go(href("ask", { question: question.name, ...next }));
  return (
    <form class="ask" onSubmit={(event) => { event.preventDefault(); ask(values); }}>
      {question.parameters.map((p) => (
        <div key={p.name} class="field">
          <label for={`p-${p.name}`}>{p.name.replaceAll("_", " ")}{p.required && <span class="quiet"> (needed)</span>}</label>
          <input
            id={`p-${p.name}`} name={p.name} type="text" value={values[p.name] ?? ""} aria-describedby={`p-${p.name}-meaning`} required={p.required}
            placeholder={p.default ?? p.example ?? ""} inputMode={p.type === "integer" ? "numeric" : "text"}
            onInput={(event) => setValues({ ...values, [p.name]: event.currentTarget.value })}
          />
          <span class="quiet" id={`p-${p.name}-meaning`}>{p.meaning}</span>
        </div>
      ))}
      <p class="actions">
        <button type="submit" class="strong">Ask</button>
        {Object.keys(question.example).length > 0 && (
          <button type="button" onClick={() => { setValues(question.example); ask(question.example); }}>Try an example</button>
        )}
      </p>
    </form>
  );
}
