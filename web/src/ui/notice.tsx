// What is shown where there is nothing to show: waiting, an error with what was perhaps meant, no result.
import type { ComponentChildren } from "preact";
import type { Known, Loaded, Problem } from "../api";
import { go } from "../address";

interface AwaitProps<T> {
  of: Loaded<T>;
  /** What stands above while there are no data. */
  head?: ComponentChildren;
  /** The heading of the page where there never are. */
  title?: string;
  children: (data: T) => ComponentChildren;
}

/** The data once they are here; until then, or where they never come, why. */
export function Await<T>({ of, head, title, children }: AwaitProps<T>) {
  if (of.state === "loading") return <>{head}<p class="notice loading" role="status">Reading the graph…</p></>;
  if (of.state === "failed") return <>{title && <h1>{title}</h1>}{head}<Trouble problem={of.problem} /></>;
  return <>{children(of.data)}</>;
}

export function Trouble({ problem }: { problem: Problem }) {
  const near = Object.entries(problem.near ?? {}).filter(([, candidates]) => candidates.length);
  return (
    <section class="notice trouble" role="alert">
      <p><strong>{sentence(problem.error)}</strong></p>
      {near.length === 0 && problem.hint && <p>{sentence(problem.hint)}</p>}
      {near.map(([name, candidates]) => <Candidates key={name} name={name} candidates={candidates} />)}
    </section>
  );
}

/** The same view with a name put right, by a click. */
function Candidates({ name, candidates }: { name: string; candidates: Known[] }) {
  const mended = (known: Known) => {
    const params = new URLSearchParams();
    for (const [key, value] of new URLSearchParams(location.search)) {
      params.append(key, value === name ? known.id.replace(/^entity:/, "") : value);
    }
    return `${location.pathname}?${params}`;
  };
  return (
    <>
      <p>Did you mean, by “{name}”:</p>
      <ul class="choices">
        {candidates.map((known) => (
          <li key={known.id}>
            <a href={mended(known)} onClick={(event) => { event.preventDefault(); go(mended(known)); }}>{known.name}</a>
            <span class="quiet"> {spoken(known.type)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="notice empty" role="status">{children}</p>;
}

/** That an answer of so many rows reached its limit, on rows or on the claims that it looks at. */
export function Cut({ limit, rows }: { limit: number | null; rows: number }) {
  if (!limit) return null;
  const most = limit.toLocaleString("en");
  return <p class="quiet">{rows < limit ? `The ${most} best attested claims were looked at: there may be more.` : `The first ${most} are shown: there may be more.`}</p>;
}

/** `ArmedGroup` as people say it. */
export function spoken(type: string | null | undefined): string {
  return (type ?? "").replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
}
