// The rows of an answer as a table, with links to actors and to the claims behind each row.
import { useState } from "preact/hooks";
import type { Answer, Cell } from "../api";
import { isRef } from "../api";
import { href } from "../address";
import { idsOf, short, ThingLink, textOf } from "./thing";

const SENTENCES = new Set(["sentence"]);
const AT_ONCE = 200; // rows that a page shows before it is asked for more: a browser lays out thousands in seconds

/** `isPlain` where the columns are not those of a saved question, whose `claims` are receipts. */
export function Rows({ answer, hide = [], caption, onRow, isPlain = false }: {
  answer: Answer;
  isPlain?: boolean;
  hide?: readonly string[];
  caption: string;
  onRow?: (row: number | null) => void;
}) {
  const shown = answer.columns.map((name, n) => ({ name, n })).filter((c) => (isPlain || c.name !== "claims") && !hide.includes(c.name));
  const claims = isPlain ? -1 : answer.columns.indexOf("claims");
  const [most, setMost] = useState(AT_ONCE);
  return (
    <>
    <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {shown.map((column) => <th key={column.name} scope="col">{column.name.replaceAll("_", " ")}</th>)}
            {claims >= 0 && <th scope="col">receipts</th>}
          </tr>
        </thead>
        <tbody>
          {answer.rows.slice(0, most).map((row, n) => (
            <tr key={n} onMouseEnter={() => onRow?.(n)} onMouseLeave={() => onRow?.(null)} onFocusIn={() => onRow?.(n)} onFocusOut={() => onRow?.(null)}>
              {shown.map((column) => (
                <td key={column.name} data-column={column.name} class={SENTENCES.has(column.name) ? "quote" : kindOf(row[column.n])}>
                  <CellView cell={row[column.n]} answer={answer} />
                </td>
              ))}
              {claims >= 0 && <td class="receipts"><Receipts ids={idsOf(row[claims])} /></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {answer.rows.length > most && (
      <p class="quiet">
        {most.toLocaleString("en")} of {answer.rows.length.toLocaleString("en")} rows.{" "}
        <button type="button" class="small" onClick={() => setMost(most + 5 * AT_ONCE)}>Show more rows</button>
      </p>
    )}
    </>
  );
}

function kindOf(cell: Cell | undefined): string {
  return typeof cell === "number" ? "number" : "";
}

function CellView({ cell, answer }: { cell: Cell | undefined; answer: Answer }) {
  if (Array.isArray(cell)) {
    return <>{cell.map((part: Cell, n) => <span key={n}>{n ? ", " : ""}<CellView cell={part} answer={answer} /></span>)}</>;
  }
  if (isRef(cell)) return <ThingLink id={cell.id} things={answer.things} />;
  return <>{textOf(cell, answer.things)}</>;
}

/** The first claims behind a row, each a link to its receipt. */
export function Receipts({ ids, most = 3 }: { ids: readonly string[]; most?: number }) {
  return (
    <>
      {ids.slice(0, most).map((id, n) => (
        <a key={id} href={href("claim", { id: short(id) })} data-view class="receipt" aria-label={`Receipt ${n + 1}`}>{n + 1}</a>
      ))}
      {ids.length > most && <span class="quiet"> of {ids.length}</span>}
    </>
  );
}
