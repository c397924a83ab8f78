// What happened when: to a place, or to an actor or conflict, the oldest first.
import { isRef, record, useApi, type Answer, type Cell } from "../api";
import { go, href } from "../address";
import { Await, Empty } from "../ui/notice";
import { Picker } from "../ui/picker";
import { Receipts } from "../ui/rows";
import { Source } from "../ui/source";
import { idsOf, nameOf, short, textOf, ThingLink, ThingList } from "../ui/thing";
import { useTitle } from "../ui/title";

const PLACES = new Set(["Place", "Region", "City", "Border"]);

/** `place` asks for what happened there, `entity` for what is told of somebody or something; where that tells no days of
 * its own, for what is told on the days of the articles. */
export function Timeline({ params }: { params: URLSearchParams }) {
  const place = params.get("place");
  const entity = params.get("entity");
  const asked: Record<string, string | null> = place
    ? { question: "timeline", place, since: params.get("since"), until: params.get("until") }
    : { question: "history-of", entity };
  const first = useApi<Answer>(place || entity ? "ask" : null, asked);
  const isEmpty = !place && first.state === "ready" && !first.data.rows.length;
  const instead = { question: "timeline", place: entity };
  const second = useApi<Answer>(isEmpty ? "ask" : null, instead);
  const found = isEmpty && second.state !== "failed" ? second : first;
  useTitle("Timeline");
  return (
    <>
      <div class="chooser">
        <Picker label="What happened to" placeholder="a place, an actor, a conflict…"
          onPick={(known) => go(href("timeline", { [PLACES.has(known.type) ? "place" : "entity"]: short(known.id) }))} />
      </div>
      {!place && !entity
        ? <><h1>Timeline</h1><Empty>Choose a place, an actor or a conflict.</Empty></>
        : <Await of={found}>{(answer) => <Shown answer={answer} id={(place ?? entity) as string} asked={found === second ? instead : asked} isByArticle={found === second} />}</Await>}
    </>
  );
}

interface Event {
  day: string;
  row: Record<string, Cell>;
}

function Shown({ answer, id, asked, isByArticle }: { answer: Answer; id: string; asked: Record<string, string | null>; isByArticle: boolean }) {
  const events: Event[] = answer.rows.map((row) => {
    const told = record(answer, row);
    return { day: String(told.day ?? told.when ?? ""), row: told };
  });
  const years = new Map<string, Event[]>();
  for (const event of events) years.set(year(event.day), [...(years.get(year(event.day)) ?? []), event]);
  const known = Object.keys(answer.things).find((thing) => thing === `entity:${id}`) ??
    Object.keys(answer.things).find((thing) => thing.startsWith("entity:") && nameOf(thing, answer.things).toLowerCase() === id.trim().toLowerCase());
  return (
    <>
      <h1>{known ? <ThingLink id={known} things={answer.things} /> : id}</h1>
      {isByArticle && events.length > 0 && <p class="quiet">The articles tell no days of this; each stands at the day of its article.</p>}
      {!events.length && <Empty>Nothing with a day is told of it.</Empty>}
      {[...years].map(([when, members]) => (
        <section key={when} class="year" aria-labelledby={`y${when}`}>
          <h2 id={`y${when}`}>{when || "No day told"}</h2>
          <ol>{members.map((event, n) => <Entry key={n} event={event} answer={answer} />)}</ol>
        </section>
      ))}
      <Source page="ask" params={asked} answer={answer} />
    </>
  );
}

/** The year of a day, of a month, or of a period, as ISO 8601 writes them: that in which it began. */
function year(day: string): string {
  return /^(?:\.\.\/)?(-?\d{4})/.exec(day)?.[1] ?? "";
}

function Entry({ event: { day, row }, answer: { things } }: { event: Event; answer: Answer }) {
  const denied = idsOf(row.denied_by);
  const isNot = isRef(row.polarity) && row.polarity.id.endsWith("negated");
  return (
    <li class={side(row.predicate, things)} data-disputed={denied.length > 0}>
      <p class="day"><time>{day.replace("/", " – ").replace(/^\.\. – /, "until ").replace(/ – \.\.$/, " on")}</time></p>
      <div>
        <p>
          <Part cell={row.subject} things={things} /> {isNot && <strong>not </strong>}
          <span class="how">{isRef(row.predicate) ? nameOf(row.predicate.id, things) : ""}</span> <Part cell={row.object} things={things} />{" "}
          <Receipts ids={idsOf(row.claims)} />
        </p>
        <blockquote>{textOf(row.sentence, things)}</blockquote>
        <p class="quiet">
          Says <ThingList ids={idsOf(row.said_by)} things={things} none="nobody by name" />
          {denied.length > 0 && <>; <span class="denied">denies</span> <ThingList ids={denied} things={things} /></>}
        </p>
      </div>
    </li>
  );
}

function side(predicate: Cell | undefined, things: Answer["things"]): string {
  const valence = isRef(predicate) ? (things[predicate.id]?.valence ?? 0) : 0;
  return valence > 0 ? "for" : valence < 0 ? "against" : "between";
}

function Part({ cell, things }: { cell: Cell | undefined; things: Answer["things"] }) {
  return isRef(cell) ? <ThingLink id={cell.id} things={things} /> : <>{textOf(cell, things)}</>;
}
