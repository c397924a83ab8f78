// A dossier: who it is, whom it is for and against, what it says itself, what is said of it, and since when.
import { useMemo, useState } from "preact/hooks";
import { useApi, type Answer, type Thing, type Things } from "../api";
import { href, type Params } from "../address";
import { tiesOf, type Tie } from "../network/model";
import { Await, Cut, Empty, spoken } from "../ui/notice";
import { Rows } from "../ui/rows";
import { Source } from "../ui/source";
import { short, ThingLink } from "../ui/thing";
import { TieList } from "../ui/ties";
import { useTitle } from "../ui/title";
import { count } from "./start";

interface Head {
  id: string;
  name: string;
  type: string;
  qid: string | null;
  wikidata: string | null;
  other_names: string[];
  organs: Record<string, Thing>;
  acts_for: Record<string, Thing>;
  articles: number;
  first: string | null;
  last: string | null;
  claims: number;
  says: number;
}

export function Actor({ params }: { params: URLSearchParams }) {
  const id = params.get("id") ?? "";
  const found = useApi<Head>("actor", { id });
  return <Await of={found} title="No such actor here">{(head) => <Dossier key={head.id} head={head} />}</Await>;
}

function Dossier({ head }: { head: Head }) {
  useTitle(head.name);
  const id = short(head.id);
  return (
    <>
      <header class="dossier-head">
        <p class="quiet">{spoken(head.type)}</p>
        <h1>{head.name}</h1>
        {head.other_names.length > 0 && <p class="quiet">Also: {head.other_names.join(", ")}</p>}
        <p class="lead">
          In {count(head.articles, "article")}{head.first && (head.first === head.last ? ` of ${head.first}` : ` from ${head.first} to ${head.last}`)};{" "}
          {count(head.claims, "claim")} about it, and its own word on {count(head.says, "thing")}.
        </p>
        <People title="Acts for" things={head.acts_for} />
        <People title="Those who act for it" things={head.organs} />
        <p class="actions">
          <a class="button" href={href("sides", { actor: id })} data-view>Who is for and against it</a>
          <a class="button" href={href("viewpoints", { teller: id })} data-view>The world as it tells it</a>
          {head.wikidata && <a class="button" href={head.wikidata} rel="noreferrer external">Wikidata {head.qid}</a>}
        </p>
        <Source page="actor" params={{ id }} />
      </header>
      <Ties id={id} name={head.name} />
      <Section id="says" title={`Where ${head.name} stands`} page={{ question: "positions", voice: id }} hide={["voice"]}
        none={`Of ${head.name} no word of its own was read.`} />
      <Section id="told" title="What is claimed of it, by whom" page={{ question: "says-denies", about: id }} hide={["depth", "relayed_by", "confidence"]}
        none="Nothing that is certain enough is claimed of it." />
      <Section id="history" title="Its history, as told" page={{ question: "history-of", entity: id }} none="No dated claim." />
    </>
  );
}

function People({ title, things }: { title: string; things: Things }) {
  const ids = Object.keys(things);
  if (!ids.length) return null;
  return <p><span class="quiet">{title}:</span> {ids.map((id, n) => <span key={id}>{n ? ", " : ""}<ThingLink id={id} things={things} /></span>)}</p>;
}

/** Whom it is for and against, and who is so towards it. */
function Ties({ id, name }: { id: string; name: string }) {
  const found = useApi<Answer>("ask", { question: "ties", party: id });
  return (
    <section aria-labelledby="ties">
      <h2 id="ties">For and against</h2>
      <Await of={found}>{(answer) => <TieColumns answer={answer} id={id} name={name} />}</Await>
    </section>
  );
}

function TieColumns({ answer, id, name }: { answer: Answer; id: string; name: string }) {
  const ties = useMemo(() => tiesOf(answer), [answer]);
  if (!ties.length) return <Empty>Of {name} nothing was read that is for or against anybody.</Empty>;
  const groups: [string, string, Tie[]][] = [
    ["for", "For", ties.filter((tie) => tie.valence > 0)],
    ["against", "Against", ties.filter((tie) => tie.valence < 0)],
  ];
  return (
    <>
      <div class="columns wide">
        {groups.map(([key, title, group]) => (
          <div class="card" key={key} id={`ties-${key}`}>
            <h3>{title} <span class="quiet">{group.length}</span></h3>
            <FirstTies ties={group} answer={answer} />
          </div>
        ))}
      </div>
      <Source page="ask" params={{ question: "ties", party: id }} answer={answer} />
    </>
  );
}

function FirstTies({ ties, answer }: { ties: readonly Tie[]; answer: Answer }) {
  const [all, setAll] = useState(false);
  if (!ties.length) return <p class="quiet">Nobody, as far as was read.</p>;
  return (
    <>
      <TieList ties={all ? ties : ties.slice(0, 6)} things={answer.things} most={500} />
      {ties.length > 6 && !all && <button type="button" onClick={() => setAll(true)}>All {ties.length}</button>}
    </>
  );
}

/** The rows of a saved question, under a heading. */
export function Section({ id, title, page, hide, none }: {
  id: string;
  title: string;
  page: Params;
  hide?: readonly string[];
  none: string;
}) {
  const found = useApi<Answer>("ask", page);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Await of={found}>{(answer) => answer.rows.length ? (
        <>
          <Rows answer={answer} caption={title} {...(hide ? { hide } : {})} />
          <Cut limit={answer.cut} rows={answer.rows.length} />
          <Source page="ask" params={page} answer={answer} />
        </>
      ) : <Empty>{none}</Empty>}</Await>
    </section>
  );
}
