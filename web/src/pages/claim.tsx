// The receipt of a claim: the sentence in its context, who says and who denies it, the article and its copies.
import { useApi, type Things } from "../api";
import { Await } from "../ui/notice";
import { Source } from "../ui/source";
import { nameOf, short, ThingLink } from "../ui/thing";
import { useTitle } from "../ui/title";

interface Speaker {
  name: string | null;
  stance: string;
  cue: string | null;
  quoted: boolean;
}
interface Mark {
  start: number;
  end: number;
  role: "subject" | "predicate" | "object" | "cue";
}
interface Stand {
  voice: string;
  stance: string;
  first: string | null;
  last: string | null;
  origins: number;
}
interface Copy {
  copy: string;
  title: string | null;
  publisher: string | null;
  date: string | null;
  url: string | null;
}
interface Receipt {
  claim: string;
  subject: string;
  predicate: string;
  object: string | null;
  polarity: string;
  modality: string;
  time: string | null;
  quantity: number | null;
  mode: string | null;
  confidence: number;
  reasons: { kind: string; name: string; confidence: number }[];
  evidence: {
    title: string | null; publisher: string | null; date: string | null; url: string | null; source: string | null;
    article: string; origin: string; start: number; end: number; speakers: Speaker[]; denied_by: string[];
  };
  ends: [string, string, string | null];
  things: Things;
  context: [string, string, string];
  marks: Mark[];
  copies: Copy[];
  origin_title: string | null;
  stands: Stand[];
}

export function ClaimPage({ params }: { params: URLSearchParams }) {
  const id = params.get("id") ?? "";
  return <Await of={useApi<Receipt>("claim", { id })} title="No such claim here">{(receipt) => <Shown receipt={receipt} />}</Await>;
}

function Shown({ receipt }: { receipt: Receipt }) {
  const [subject, predicate, object] = receipt.ends;
  const { things } = receipt;
  useTitle(`${receipt.subject} ${nameOf(predicate, things)} ${receipt.object ?? ""}`);
  return (
    <article class="receipt-page">
      <p class="quiet">Claim</p>
      <h1>
        <ThingLink id={subject} things={things} /> <Not receipt={receipt} />{nameOf(predicate, things)}{" "}
        {object && <ThingLink id={object} things={things} />}
      </h1>
      <Qualifiers receipt={receipt} />
      <Context receipt={receipt} />
      <Article receipt={receipt} />
      <div class="columns wide">
        <Chain receipt={receipt} />
        <Stands receipt={receipt} />
        <Origin receipt={receipt} />
        <Reasons receipt={receipt} />
      </div>
      <Source page="claim" params={{ id: short(receipt.claim) }} />
    </article>
  );
}

function Not({ receipt }: { receipt: Receipt }) {
  return receipt.polarity === "negated" ? <em class="denied">not: </em> : null;
}

function Qualifiers({ receipt }: { receipt: Receipt }) {
  const told = [
    receipt.time && `when: ${receipt.time}`, receipt.quantity !== null && `number: ${receipt.quantity.toLocaleString("en")}`,
    receipt.mode && `how: ${receipt.mode}`, receipt.modality !== "actual" && `said as ${receipt.modality}`,
  ].filter(Boolean);
  return told.length ? <p class="lead">{told.join("; ")}</p> : null;
}

/** The text around the sentence; in the sentence the words that say who, what, to whom, and by whom it is told. */
function Context({ receipt }: { receipt: Receipt }) {
  const [before, , after] = receipt.context;
  return (
    <>
      <blockquote class="context" id="context">
        <Lines text={before} /><mark class="sentence"><Marked receipt={receipt} /></mark><Lines text={after} />
      </blockquote>
      <p class="quiet key" aria-hidden="true">
        <span class="m subject">who</span> <span class="m predicate">what</span> <span class="m object">to whom</span> <span class="m cue">how it is told</span>
      </p>
    </>
  );
}

function Lines({ text }: { text: string }) {
  return <span class="around">{text}</span>;
}

/** Offsets are code points; JavaScript counts UTF-16 units. */
function Marked({ receipt }: { receipt: Receipt }) {
  const points = [...receipt.context[1]];
  const parts = [];
  let at = 0;
  for (const mark of receipt.marks) {
    parts.push(points.slice(at, mark.start).join(""));
    parts.push(<span key={mark.start} class={`m ${mark.role}`}>{points.slice(mark.start, mark.end).join("")}</span>);
    at = mark.end;
  }
  parts.push(points.slice(at).join(""));
  return <>{parts}</>;
}

function Article({ receipt }: { receipt: Receipt }) {
  const { title, publisher, date, url, source } = receipt.evidence;
  const link = url && /^https?:/i.test(url) ? url : null;
  const name = title ?? source ?? "An article without a title";
  return (
    <p class="byline">
      {link ? <a href={link} rel="noreferrer external">{name}</a> : <strong>{name}</strong>}
      <span class="quiet"> {[publisher, date].filter(Boolean).join(", ")}</span>
    </p>
  );
}

/** Who makes the claim, who tells that they do, and so on outwards to the article. */
function Chain({ receipt }: { receipt: Receipt }) {
  const { speakers, denied_by } = receipt.evidence;
  return (
    <section class="card" aria-labelledby="chain">
      <h2 id="chain">Who says so, here</h2>
      <ol class="chain">
        {speakers.map((speaker, n) => (
          <li key={n}>
            <strong>{speaker.name ?? "Somebody unnamed"}</strong> {speaker.stance}
            {speaker.cue && <span class="quiet"> (“{speaker.cue}”{speaker.quoted ? ", in its own words" : ""})</span>}
          </li>
        ))}
        <li><strong>The article</strong> {speakers.length ? "reports it" : "says so in its own voice"}</li>
      </ol>
      <h3>Who denies it, here</h3>
      {denied_by.length ? <p class="denied">{denied_by.join(", ")}</p> : <p class="quiet">Nobody.</p>}
    </section>
  );
}

/** What all articles together say of the same thing. */
function Stands({ receipt }: { receipt: Receipt }) {
  return (
    <section class="card" aria-labelledby="stands">
      <h2 id="stands">In all articles</h2>
      {!receipt.stands.length && <p class="quiet">It only may be so, is planned or hangs on a condition: nobody takes a stand on it.</p>}
      <ul class="plain">
        {receipt.stands.map((stand, n) => (
          <li key={n}>
            <ThingLink id={stand.voice} things={receipt.things} />{" "}
            <span class={stand.stance === "denies" ? "denied" : ""}>{stand.stance}</span>
            <span class="quiet"> {[stand.first, stand.last !== stand.first && stand.last].filter(Boolean).join(" to ")}, {stand.origins} origin{stand.origins === 1 ? "" : "s"}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Origin({ receipt }: { receipt: Receipt }) {
  const { copies, origin_title } = receipt;
  return (
    <section class="card" aria-labelledby="origin">
      <h2 id="origin">Origin and copies</h2>
      {origin_title ? <p>The sentence comes from <strong>{origin_title}</strong>.</p> : <p>This article is the first that has the sentence.</p>}
      {copies.length ? (
        <>
          <p>{copies.length === 1 ? "One more article has" : `${copies.length} more articles have`} the same text; together they are one witness:</p>
          <ul>{copies.map((copy) => <li key={copy.copy}>{copy.title ?? copy.copy} <span class="quiet">{[copy.publisher, copy.date].filter(Boolean).join(", ")}</span></li>)}</ul>
        </>
      ) : <p class="quiet">No copy of it was read.</p>}
    </section>
  );
}

function Reasons({ receipt }: { receipt: Receipt }) {
  return (
    <section class="card" aria-labelledby="reasons">
      <h2 id="reasons">Why it was read</h2>
      <p>{Math.round(receipt.confidence * 100)}% sure that the article says so; not how likely it is to be true.</p>
      <ul class="plain">{receipt.reasons.map((reason, n) => <li key={n} class="quiet">{reason.kind}: {reason.name} ({reason.confidence.toFixed(2)})</li>)}</ul>
      <p class="quiet">Characters {receipt.evidence.start}–{receipt.evidence.end} of the text. <code>kg show {receipt.claim}</code> says the same.</p>
    </section>
  );
}
