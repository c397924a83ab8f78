// Where a view comes from: its link, its question in SPARQL, and its rows for other programs.
import { useState } from "preact/hooks";
import { address, type Answer } from "../api";
import { href, type Params } from "../address";

/** `page` and `params` are what the API was asked; without `answer` there are no rows, and JSON alone. */
export function Source({ page, params, answer }: { page: string; params: Params; answer?: Answer }) {
  return (
    <div class="source" role="group" aria-label="Source of this view">
      <CopyLink />
      <a href={address(page, params)} type="application/json">JSON</a>
      {answer && <a href={address(page, { ...params, format: "csv" })} type="text/csv" download={`${answer.question}.csv`}>CSV</a>}
      {answer && <Sparql answer={answer} />}
    </div>
  );
}

function Sparql({ answer }: { answer: Answer }) {
  return (
    <details class="sparql">
      <summary>SPARQL</summary>
      <p>
        The saved question <a href={href("ask", { question: answer.question })} data-view><code>{answer.question}</code></a>:{" "}
        {answer.description} <a href={href("editor", { query: answer.sparql })} data-view>Open in the editor</a>
      </p>
      <pre tabIndex={0} aria-label="SPARQL of this view">{answer.sparql}</pre>
    </details>
  );
}

function CopyLink() {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <a href={location.href} class="copy-link" onClick={(event) => { event.preventDefault(); void copy(); }}>
      <span aria-live="polite">{copied ? "Link copied" : "Link to this view"}</span>
    </a>
  );
}
