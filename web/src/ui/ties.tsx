// Ties in words: "Turkey supplies weapons to Azerbaijan, says France; Turkey denies it."
import type { Things } from "../api";
import { href } from "../address";
import type { Tie } from "../network/model";
import { Receipts } from "./rows";
import { nameOf, short, ThingLink, ThingList } from "./thing";

export function TieList({ ties, things, most = 60 }: { ties: readonly Tie[]; things: Things; most?: number }) {
  return (
    <>
      <ul class="ties">
        {ties.slice(0, most).map((tie) => <TieItem key={tie.row} tie={tie} things={things} />)}
      </ul>
      {ties.length > most && <p class="quiet">And {ties.length - most} more: see the table.</p>}
    </>
  );
}

function TieItem({ tie, things }: { tie: Tie; things: Things }) {
  return (
    <li class={tie.valence > 0 ? "for" : "against"} data-disputed={tie.deniedBy.length > 0}>
      <p class="said">
        <ThingLink id={tie.actor} things={things} /> <strong title={things[tie.how]?.meaning}>{nameOf(tie.how, things)}</strong>{" "}
        <ThingLink id={tie.other} things={things} />
      </p>
      <p class="voices">
        <Voices tie={tie} things={things} />
      </p>
      <blockquote>{tie.sentence}</blockquote>
      <p class="quiet">
        {when(tie)}{tie.origins} independent origin{tie.origins === 1 ? "" : "s"}. Receipts: <Receipts ids={tie.claims} />
      </p>
    </li>
  );
}

function Voices({ tie, things }: { tie: Tie; things: Things }) {
  const says = tie.saidBy.length === 1 ? "says so" : "say so";
  return (
    <>
      {tie.saidBy.length ? <><ThingList ids={tie.saidBy} things={things} /> {says}</> : "Nobody says so"}
      {tie.deniedBy.length > 0 && (
        <>; <span class="denied"><ThingList ids={tie.deniedBy} things={things} /> {tie.deniedBy.length === 1 ? "denies" : "deny"} it</span>
          {" "}<a class="quiet" href={href("viewpoints", viewpoint(tie))} data-view>compare</a></>
      )}.
    </>
  );
}

/** The two whose word stands against one another, where both are actors. */
function viewpoint(tie: Tie): Record<string, string> {
  const actor = (ids: readonly string[]) => ids.find((id) => id.startsWith("entity:"));
  const teller = actor(tie.saidBy) ?? tie.other;
  const against = actor(tie.deniedBy) ?? tie.actor;
  return { teller: short(teller), against: short(against) };
}

function when(tie: Tie): string {
  if (!tie.first && !tie.last) return "Undated; ";
  return tie.first === tie.last || !tie.last ? `${tie.first}; ` : `${tie.first ?? "…"} to ${tie.last}; `;
}
