// The rows of an answer as a table, with links to actors and to the claims behind each row.
import type { Answer, Cell } from "../api";
import { isRef } from "../api";
import { href } from "../address";
import { idsOf, short, ThingLink, textOf } from "./thing";

const SENTENCES = new Set(["sentence"]);

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
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {shown.map((column) => <th key={column.name} scope="col">{column.name.replaceAll("_", " ")}</th>)}
            {claims >= 0 && <th scope="col">receipts</th>}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row, n) => (
            <tr key={n} onMouseEnter={() => onRow?.(n)} onMouseLeave={() => onRow?.(null)}>
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
