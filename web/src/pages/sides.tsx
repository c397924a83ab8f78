// Who stands with whom: the parties of a conflict or chosen actors, their backers, and who is against them.
import { useMemo, useState } from "preact/hooks";
import { useApi, type Answer, type Things } from "../api";
import { go, href } from "../address";
import { isWithin, network, tiesOf, type Actor, type Network, type Tie } from "../network/model";
import { NetworkView } from "../network/network-view";
import type { Target } from "../network/drawing";
import { Await, Empty } from "../ui/notice";
import { Picker } from "../ui/picker";
import { Rows } from "../ui/rows";
import { Source } from "../ui/source";
import { nameOf, short, ThingLink } from "../ui/thing";
import { TieList } from "../ui/ties";
import { TimeSlider } from "../ui/time-slider";
import { useTitle } from "../ui/title";

interface SidesAnswer extends Answer {
  parties: string[];
  conflict: string | null;
  camps: Record<string, number>;
}

const FIRST = 200; // things claimed that the picture begins with, so that it is there soon
const BEST = 500; // and that it has where nobody is chosen: more is a ball of wool
const ALL = 0;

function askedOf(params: URLSearchParams) {
  const conflict = params.get("conflict");
  const actor = params.getAll("actor");
  return { conflict, actor, limit: params.get("limit") ?? (conflict || actor.length ? ALL : BEST) };
}

export function Sides({ params }: { params: URLSearchParams }) {
  const asked = askedOf(params);
  const isMany = Number(asked.limit) === ALL || Number(asked.limit) > FIRST;
  const first = useApi<SidesAnswer>("sides", isMany ? { ...asked, limit: FIRST } : asked);
  const isPart = isMany && first.state === "ready" && first.data.rows.length >= FIRST / 2; // several things claimed may make one tie
  const all = useApi<SidesAnswer>(isPart ? "sides" : null, asked);
  const found = isPart && all.state === "ready" ? all : first;
  return (
    <Await of={found} title="Who stands with whom" head={<Chooser params={params} isOpen />}>
      {(answer) => (
        <>
          {isPart && all.state === "loading" && <p class="coming" role="status">The best attested ties; the others are being read…</p>}
          <Picture key={[answer.conflict, ...answer.parties].join(" ")} answer={answer} params={params} isPart={isPart && all.state === "loading"} />
        </>
      )}
    </Await>
  );
}

function change(params: URLSearchParams, by: (next: URLSearchParams) => void, replace = false): void {
  const next = new URLSearchParams(params);
  by(next);
  go(`./sides?${next}`, replace);
}

/** Whom the page is about: a conflict, or actors one by one. */
function Chooser({ params, isOpen }: { params: URLSearchParams; isOpen: boolean }) {
  const drop = (next: URLSearchParams) => ["since", "until", "chosen"].forEach((name) => next.delete(name));
  return (
    <details class="whom" open={isOpen}>
    <summary>Choose whom the picture shows</summary>
    <div class="chooser" role="group" aria-label="Whom the picture shows">
      <Picker label="A conflict, a region, a place" onPick={(known) => change(params, (next) => {
        drop(next);
        next.delete("actor");
        next.set("conflict", short(known.id));
      })} />
      <Picker label="Add an actor" onPick={(known) => change(params, (next) => {
        drop(next);
        next.delete("conflict");
        if (!next.getAll("actor").includes(short(known.id))) next.append("actor", short(known.id));
      })} />
    </div>
    </details>
  );
}

function Picture({ answer, params, isPart }: { answer: SidesAnswer; params: URLSearchParams; isPart: boolean }) {
  const since = params.get("since");
  const until = params.get("until");
  const [window, setWindow] = useState({ since, until });
  const [lit, setLit] = useState<Target | null>(null);
  const chosen = parsed(params.get("chosen"));
  const ties = useMemo(() => tiesOf(answer), [answer]);
  const whole = useMemo(() => network(ties, answer, answer.camps, answer.parties), [ties, answer]);
  const within = useMemo(() => ties.filter((tie) => isWithin(tie, window.since, window.until)), [ties, window]);
  const shown = useMemo(() => network(within, answer, answer.camps, answer.parties), [within, answer]);
  const heading = headingOf(answer);
  useTitle(heading);
  const choose = (target: Target | null) => change(params, (next) => {
    if (target) next.set("chosen", `${target.kind}:${target.key}`);
    else next.delete("chosen");
  }, true);
  const slide = (from: string | null, to: string | null, isDone: boolean) => {
    setWindow({ since: from, until: to });
    if (isDone) change(params, (next) => {
      next.delete("since");
      next.delete("until");
      if (from) next.set("since", from);
      if (to) next.set("until", to);
    }, true);
  };
  const asked = askedOf(params);
  return (
    <>
      <h1>{heading}</h1>
      <Chooser params={params} isOpen={!answer.conflict && !answer.parties.length} />
      <Chosen answer={answer} params={params} />
      {!ties.length ? <NoTies answer={answer} /> : (
        <>
          <p class="lead tight" role="status">{summary(shown, within)}</p>
          <TimeSlider ties={ties} since={window.since} until={window.until} onChange={slide} />
          <div class="stage">
            <NetworkView network={shown} whole={whole} chosen={chosen} lit={lit} onChoose={choose} label={heading} things={answer.things} isPart={isPart} />
            <Panel chosen={chosen} network={shown} things={answer.things} onClose={() => choose(null)} onChoose={choose} />
          </div>
          {answer.parties.length > 0 && <Camps network={shown} things={answer.things} onChoose={choose} />}
          <h2 id="table">Every tie</h2>
          <Rows
            answer={{ ...answer, rows: within.map((tie) => answer.rows[tie.row] ?? []) }} hide={["valence"]} caption="Every tie, with who says and who denies it"
            onRow={(n) => setLit(n === null ? null : lineOf(within[n]))}
          />
          <More limit={Number(asked.limit ?? 0)} rows={ties.length} params={params} />
        </>
      )}
      <Source page="sides" params={asked} answer={answer} />
    </>
  );
}

/** Several things claimed may make one tie, so that an answer that was cut has some fewer rows than its limit. */
function More({ limit, rows, params }: { limit: number; rows: number; params: URLSearchParams }) {
  if (!limit || rows < limit / 2) return null;
  const all = new URLSearchParams(params);
  all.set("limit", "0");
  return <p>These are the best attested ties. <a href={`./sides?${all}`} data-view>Show all</a>, which may be many.</p>;
}

function lineOf(tie: Tie | undefined): Target | null {
  return tie ? { kind: "line", key: `${tie.actor} ${tie.valence} ${tie.other}` } : null;
}

function parsed(text: string | null): Target | null {
  const found = /^(actor|line):(.+)$/.exec(text ?? "");
  return found ? { kind: found[1] as Target["kind"], key: found[2] ?? "" } : null;
}

function headingOf(answer: SidesAnswer): string {
  const names = answer.parties.map((id) => nameOf(id, answer.things));
  if (answer.conflict) return `${nameOf(answer.conflict, answer.things)}: who stands with whom`;
  if (!names.length) return "Who stands with whom";
  if (names.length === 1) return `Who is for and against ${names[0]}`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}: who stands with whom`;
}

function summary(shown: Network, ties: readonly Tie[]): string {
  const disputed = ties.filter((tie) => tie.deniedBy.length && tie.saidBy.length).length;
  const actors = shown.actors.filter((actor) => actor.degree > 0).length;
  const n = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  return `${n(actors, "actor")}, ${n(ties.filter((tie) => tie.valence > 0).length, "tie")} for and ` +
    `${ties.filter((tie) => tie.valence < 0).length} against; ${disputed || "none"} of them disputed.`;
}

/** The chosen actors, each with a way to take it out. */
function Chosen({ answer, params }: { answer: SidesAnswer; params: URLSearchParams }) {
  const actors = params.getAll("actor");
  if (!actors.length) return null;
  return (
    <ul class="chips" aria-label="Chosen actors">
      {answer.parties.map((id) => (
        <li key={id}>
          <ThingLink id={id} things={answer.things} />
          <button type="button" aria-label={`Without ${nameOf(id, answer.things)}`} onClick={() => change(params, (next) => {
            next.delete("actor");
            for (const other of answer.parties) if (other !== id) next.append("actor", short(other));
          })}>×</button>
        </li>
      ))}
    </ul>
  );
}

function NoTies({ answer }: { answer: SidesAnswer }) {
  const about = answer.conflict ?? answer.parties[0];
  return (
    <Empty>
      The articles say of nobody here that it is for or against another.{" "}
      {about && <>See <a href={href("actor", { id: short(about) })} data-view>all that they say of {nameOf(about, answer.things)}</a>.</>}
    </Empty>
  );
}

/** What is chosen in the picture, in words. */
function Panel({ chosen, network: drawn, things, onClose, onChoose }: {
  chosen: Target | null;
  network: Network;
  things: Things;
  onClose: () => void;
  onChoose: (target: Target) => void;
}) {
  const lines = drawn.lines.filter((line) => chosen?.kind === "line" ? line.key === chosen.key : chosen?.key === line.source || chosen?.key === line.target);
  if (!chosen || !lines.length) {
    return (
      <aside class="panel" id="chosen" aria-label="What is chosen" data-panel="empty">
        <h2>What the lines say</h2>
        <p class="quiet">Click a line or an actor in the picture, or choose one here.</p>
        <Strongest network={drawn} things={things} onChoose={onChoose} />
      </aside>
    );
  }
  const ties = lines.flatMap((line) => line.ties).sort((a, b) => b.origins - a.origins);
  return (
    <aside class="panel" id="chosen" aria-label="What is chosen" data-panel={chosen.kind}>
      <button type="button" class="small close" onClick={onClose}>Close</button>
      <h2>{chosen.kind === "actor" ? <ThingLink id={chosen.key} things={things} /> : <>{nameOf(lines[0]?.source ?? "", things)} → {nameOf(lines[0]?.target ?? "", things)}</>}</h2>
      <TieList ties={ties} things={things} />
    </aside>
  );
}

/** The lines that most origins speak of, as buttons: the way into the picture for those who use no mouse. */
function Strongest({ network: drawn, things, onChoose }: { network: Network; things: Things; onChoose: (target: Target) => void }) {
  const lines = [...drawn.lines].sort((a, b) => b.origins - a.origins || (a.key < b.key ? -1 : 1)).slice(0, 10);
  return (
    <ul class="plain strongest">
      {lines.map((line) => (
        <li key={line.key}>
          <button type="button" class={`line ${line.valence > 0 ? "for" : "against"}`} onClick={() => onChoose({ kind: "line", key: line.key })}>
            {nameOf(line.source, things)} <span class="how">{[...new Set(line.ties.map((tie) => nameOf(tie.how, things)))].join(", ")}</span>{" "}
            {nameOf(line.target, things)}{line.disputed && <em> (denied)</em>}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The camps in words, for whoever does not see the picture. */
function Camps({ network: drawn, things, onChoose }: { network: Network; things: Things; onChoose: (target: Target) => void }) {
  const active = drawn.actors.filter((actor) => actor.degree > 0 || actor.isParty);
  const of = (camp: Actor["camp"]) => active.filter((actor) => actor.camp === camp).sort((a, b) => Number(b.isParty) - Number(a.isParty) || b.degree - a.degree || (a.name < b.name ? -1 : 1));
  const title = (camp: 0 | 1) => of(camp).filter((actor) => actor.isParty).map((actor) => actor.name).join(", ") || of(camp)[0]?.name || "";
  const groups = [
    { key: "camp-0", heading: `With ${title(0)}`, actors: of(0) },
    { key: "camp-1", heading: `With ${title(1)}`, actors: of(1) },
    { key: "between", heading: "Tied to both, or to neither", actors: of(null) },
  ].filter((group) => group.actors.length);
  return (
    <section aria-labelledby="camps" class="camps">
      <h2 id="camps">The camps, as these ties have them</h2>
      <div class="columns">
        {groups.map((group) => (
          <div key={group.key} class="card" id={group.key}>
            <h3>{group.heading}</h3>
            <ul class="plain tight">
              {group.actors.slice(0, 40).map((actor) => (
                <li key={actor.id}>
                  {actor.isParty ? <strong><ThingLink id={actor.id} things={things} /></strong> : <ThingLink id={actor.id} things={things} />}
                  {" "}<button type="button" class="small" aria-label={`${actor.degree}: show the ties of ${actor.name}`} onClick={() => onChoose({ kind: "actor", key: actor.id })}>{actor.degree}</button>
                </li>
              ))}
              {group.actors.length > 40 && <li class="quiet">and {group.actors.length - 40} more</li>}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
