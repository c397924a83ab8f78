// Classes and properties to complete, from the graph's description of itself.
import Yasqe from "@zazuko/yasqe";
import { run } from "./run";

const USED = (part: string) => `PREFIX void: <http://rdfs.org/ns/void#>
SELECT DISTINCT ?it WHERE { GRAPH <https://w3id.org/parley/graph/description> { ?of void:${part} ?it } } ORDER BY ?it`;

const asked = new Map<string, Promise<string[]>>();

/** IRIs of all classes, or of all properties, that the graph uses; asked for once. */
function used(part: string): Promise<string[]> {
  const known = asked.get(part) ?? run(USED(part), new AbortController().signal).then((outcome) =>
    outcome.kind === "rows" ? outcome.told.rows.map((row) => String(row[0])) : []);
  asked.set(part, known);
  return known;
}

function instead(original: string, part: "class" | "property"): string {
  const name = `${original}-here`;
  const own = { name, get: () => used(part), bulk: true, autoShow: false, persistenceId: null };
  if (!Yasqe.Autocompleters[name]) Yasqe.forkAutocompleter(original, own, false);
  return name;
}

/** What the editor completes: names of this graph, where YASQE's own completers would ask a service elsewhere. */
export function completers(): string[] {
  return ["prefixes", "variables", instead("class", "class"), instead("property", "property")];
}
