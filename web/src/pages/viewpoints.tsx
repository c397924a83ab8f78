// The world as one party tells it, and beside it as another does.
import { useApi, type Answer, record, type Cell } from "../api";
import { go } from "../address";
import { Await, Empty } from "../ui/notice";
import { Picker } from "../ui/picker";
import { Receipts } from "../ui/rows";
import { Source } from "../ui/source";
import { idsOf, nameOf, short, textOf, ThingLink } from "../ui/thing";
import { useTitle } from "../ui/title";

const QUESTION = "as-told-by";

export function Viewpoints({ params }: { params: URLSearchParams }) {
  const teller = params.get("teller");
  const against = params.get("against");
  useTitle("Viewpoints");
  const set = (name: "teller" | "against", id: string | null) => {
    const next = new URLSearchParams(params);
    if (id) next.set(name, id);
    else next.delete(name);
    go(`./viewpoints?${next}`);
  };
  return (
    <>
      <h1>The world as they tell it</h1>
      <div class="chooser" role="group" aria-label="Whose word">
        <Picker label={teller ? "Told by somebody else" : "Told by"} onPick={(known) => set("teller", short(known.id))} />
        <Picker label={against ? "Beside somebody else" : "Beside"} onPick={(known) => set("against", short(known.id))} />
      </div>
      {teller && (
        <p class="actions" role="group" aria-label="Viewpoint">
          {against && <button type="button" onClick={() => go(`./viewpoints?${new URLSearchParams({ teller: against, against: teller })}`)}>Swap</button>}
          {against && <button type="button" onClick={() => set("against", null)}>Only one</button>}
        </p>
      )}
      {!teller && !against && <Empty>Choose a party: an actor whose word the articles report. A second one stands beside it.</Empty>}
      <div class={teller && against ? "versions two" : "versions"}>
        {teller && <Version teller={teller} against={against} />}
        {against && <Version teller={against} against={teller} />}
      </div>
    </>
  );
}

function Version({ teller, against }: { teller: string; against: string | null }) {
  const asked = { question: QUESTION, teller, against };
  const found = useApi<Answer>("ask", asked);
  const head = useApi<{ id: string; name: string; type: string }>("actor", { id: teller });
  const name = head.state === "ready" ? head.data.name : teller;
  return (
    <section class="version" aria-label={`As told by ${name}`}>
      <h2>As {head.state === "ready" ? <ThingLink id={head.data.id} things={{ [head.data.id]: { ...head.data, kind: "entity" } }} /> : name} tells it</h2>
      <Await of={found}>{(answer) => (
        <>
          {answer.rows.length ? <Told answer={answer} /> : <Empty>No word of its own was read, nor of those who act for it.</Empty>}
          <Source page="ask" params={asked} answer={answer} />
        </>
      )}</Await>
    </section>
  );
}

function Told({ answer }: { answer: Answer }) {
  return (
    <ul class="ties">
      {answer.rows.map((row, n) => <Item key={n} r={record(answer, row)} answer={answer} />)}
    </ul>
  );
}

/** One thing told: how others stand to it is beside it. */
function Item({ r, answer }: { r: Record<string, Cell>; answer: Answer }) {
  const { things } = answer;
  const [subject = ""] = idsOf(r.subject);
  const [predicate = ""] = idsOf(r.predicate);
  const [object] = idsOf(r.object);
  const denies = textOf(r.polarity, things) === "negated";
  const valence = things[predicate]?.valence ?? 0;
  const reply = textOf(r.against_says, things);
  const opposed = idsOf(r.denied_by);
  return (
    <li class={valence > 0 ? "for" : valence < 0 ? "against" : "between"} data-disputed={opposed.length > 0}>
      <p class="said">
        {denies && <strong class="denied">Denies: </strong>}
        <ThingLink id={subject} things={things} /> <strong>{nameOf(predicate, things)}</strong> {object && <ThingLink id={object} things={things} />}
      </p>
      <blockquote>{textOf(r.sentence, things)}</blockquote>
      <p class="quiet">
        {[textOf(r.first, things), r.last !== r.first && textOf(r.last, things)].filter(Boolean).join(" to ")}
        {opposed.length > 0 && <>. The opposite says: <strong>{opposed.map((id) => nameOf(id, things)).join(", ")}</strong></>}
        {reply && <>. The other one here: <strong>{reply}</strong></>}. Receipts: <Receipts ids={idsOf(r.claims)} />
      </p>
    </li>
  );
}
