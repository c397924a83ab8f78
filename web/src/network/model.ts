// From the rows of an answer to what is drawn: actors, and one line for all that one does for, or against, another.
import { record, type Answer, type Cell } from "../api";
import { idsOf, textOf } from "../ui/thing";

export type Valence = -1 | 0 | 1;

/** A row: in one way one actor is for or against another. */
export interface Tie {
  row: number;
  actor: string;
  other: string;
  how: string;
  valence: Valence;
  saidBy: string[];
  deniedBy: string[];
  first: string | null;
  last: string | null;
  origins: number;
  sentence: string;
  claims: string[];
}

/** All ties of one valence from one actor to another. `disputed` where somebody denies one of them. */
export interface Line {
  key: string;
  source: string;
  target: string;
  valence: Valence;
  ties: Tie[];
  origins: number;
  disputed: boolean;
}

export type Camp = 0 | 1;

export interface Actor {
  id: string;
  name: string;
  type: string;
  /** 0 or 1; null between the camps. */
  camp: Camp | null;
  isParty: boolean;
  degree: number;
}

export interface Network {
  actors: Actor[];
  lines: Line[];
}

function valence(cell: Cell | undefined): Valence {
  const n = Number(cell ?? 0);
  return n > 0 ? 1 : n < 0 ? -1 : 0;
}

/** The ties of an answer to `ties`. */
export function tiesOf(answer: Answer): Tie[] {
  return answer.rows.map((cells, row) => {
    const r = record(answer, cells);
    return {
      row, actor: idsOf(r.actor)[0] ?? "", other: idsOf(r.other)[0] ?? "", how: idsOf(r.tie)[0] ?? "", valence: valence(r.valence),
      saidBy: idsOf(r.said_by), deniedBy: idsOf(r.denied_by), first: text(r.first), last: text(r.last),
      origins: Number(r.origins ?? 1), sentence: textOf(r.sentence, {}), claims: idsOf(r.claims),
    };
  });
}

function text(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

/** Whether a tie lies between two days, given as far as they are known; what has no date lies anywhere. */
export function isWithin(tie: Tie, since: string | null, until: string | null): boolean {
  if (since && tie.last && tie.last < since) return false;
  return !(until && tie.first && tie.first.slice(0, until.length) > until);
}

/** What is drawn of the ties. What nobody says, but somebody denies, is no line; where others say the like, it disputes theirs. */
export function network(
  ties: readonly Tie[], answer: Answer, camps: Readonly<Record<string, number>>, parties: readonly string[],
): Network {
  const lines = new Map<string, Line>();
  const degree = new Map<string, number>(parties.map((id) => [id, 0]));
  const keyOf = (tie: Tie) => `${tie.actor} ${tie.valence} ${tie.other}`;
  for (const tie of ties) {
    if (!tie.saidBy.length) continue;
    const key = keyOf(tie);
    const line = lines.get(key) ?? { key, source: tie.actor, target: tie.other, valence: tie.valence, ties: [], origins: 0, disputed: false };
    line.ties.push(tie);
    line.origins = Math.max(line.origins, tie.origins);
    line.disputed ||= tie.deniedBy.length > 0;
    lines.set(key, line);
  }
  for (const tie of ties) {
    const line = tie.saidBy.length || !tie.deniedBy.length ? undefined : lines.get(keyOf(tie));
    line?.ties.push(tie);
    if (line) line.disputed = true;
  }
  for (const { source, target } of lines.values()) {
    for (const end of [source, target]) degree.set(end, (degree.get(end) ?? 0) + 1);
  }
  const chosen = new Set(parties);
  const actors = [...degree].map(([id, n]) => {
    const camp = camps[id];
    const thing = answer.things[id];
    return { id, name: thing?.name ?? id, type: thing?.type ?? "", degree: n, isParty: chosen.has(id), camp: camp === 0 || camp === 1 ? camp : null } as const;
  });
  return { actors, lines: [...lines.values()] };
}
