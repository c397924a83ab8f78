import { record, useApi, type Answer } from "../api";
import { href } from "../address";
import { Await, Empty, spoken } from "../ui/notice";
import { Source } from "../ui/source";
import { idsOf, nameOf, short, ThingLink } from "../ui/thing";
import { useTitle } from "../ui/title";

interface Overview {
  version: string;
  counts: { articles: number; claims: number; contested: number; first: string | null; last: string | null };
  conflicts: Answer;
  regions: Answer;
  actors: Answer;
  contested: Answer;
  fights: Answer;
}

export function Start() {
  const found = useApi<Overview>("overview");
  useTitle("");
  return (
    <>
      <h1 class="unseen">Start</h1>
      <Await of={found}>{(data) => <Beginnings data={data} />}</Await>
    </>
  );
}

function Beginnings({ data }: { data: Overview }) {
  const { articles, claims, contested, first, last } = data.counts;
  if (!articles) return <Empty>The graph is empty: no article was read yet. Build it with <code>kg build</code>.</Empty>;
  return (
    <>
      <p class="lead">
        <strong>{count(articles, "article")}</strong>{first && <>, {first} to {last},</>} make <strong>{count(claims, "claim")}</strong>;{" "}
        <strong>{count(contested, "thing")}</strong> {contested === 1 ? "is" : "are"} contested: one says it, another denies it.
      </p>
      <div class="columns">
        <Section title="Conflicts and regions" hint="Who stands on which side">
          <Links answer={data.conflicts.rows.length ? data.conflicts : data.regions} view="sides" parameter="conflict" />
        </Section>
        <Section title="Actors" hint="All that is claimed of them">
          <Links answer={data.actors} view="actor" parameter="id" />
        </Section>
        <Section title="Against one another" hint="The two, and who backs them"><Fights answer={data.fights} /></Section>
      </div>
      <Section title="Contested" hint="What one says and another denies"><Contested answer={data.contested} /></Section>
      <Source page="overview" params={{}} />
    </>
  );
}

function Section({ title, hint, children }: { title: string; hint: string; children: preact.ComponentChildren }) {
  const id = `s-${title.toLowerCase().replaceAll(/\W+/g, "-")}`;
  return (
    <section aria-labelledby={id} class="card">
      <h2 id={id}>{title}</h2>
      <p class="quiet">{hint}</p>
      {children}
    </section>
  );
}

function Links({ answer, view, parameter }: { answer: Answer; view: string; parameter: string }) {
  if (!answer.rows.length) return <p class="quiet">None in these articles.</p>;
  return (
    <ul class="plain">
      {answer.rows.map((row) => {
        const [id] = idsOf(row[0]);
        const thing = id ? answer.things[id] : undefined;
        const articles = record(answer, row).articles;
        return id && (
          <li key={id}>
            <a href={href(view, { [parameter]: short(id) })} data-view>{nameOf(id, answer.things)}</a>
            <span class="quiet"> {spoken(thing?.type)}, {count(Number(articles), "article")}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Fights({ answer }: { answer: Answer }) {
  const pairs = new Map(answer.rows.map((row) => {
    const pair = [...idsOf(row[0]), ...idsOf(record(answer, row).target)];
    return [[...pair].sort().join(" "), pair] as const;
  }));
  if (!pairs.size) return <p class="quiet">Nobody fights anybody in these articles.</p>;
  return (
    <ul class="plain">
      {[...pairs].map(([key, pair]) => (
        <li key={key}>
          <a href={href("sides", { actor: pair.map(short) })} data-view>
            {pair.map((id) => nameOf(id, answer.things)).join(" and ")}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Contested({ answer }: { answer: Answer }) {
  if (!answer.rows.length) return <p class="quiet">Nothing: nobody denies what others say.</p>;
  return (
    <ul class="contested">
      {answer.rows.map((row, n) => {
        const r = record(answer, row);
        const [claim] = idsOf(r.claims);
        return (
          <li key={n}>
            <blockquote>{String(r.sentence ?? "")}</blockquote>
            <p>
              <ThingIds ids={idsOf(r.asserted_by)} answer={answer} /> says so, <ThingIds ids={idsOf(r.denied_by)} answer={answer} /> denies it.{" "}
              {claim && <a href={href("claim", { id: short(claim) })} data-view>Receipt</a>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function ThingIds({ ids, answer }: { ids: string[]; answer: Answer }) {
  return <>{ids.map((id, n) => <span key={id}>{n ? ", " : ""}<ThingLink id={id} things={answer.things} /></span>)}</>;
}

export function count(n: number, what: string): string {
  return `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
}
