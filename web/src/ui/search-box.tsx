import { go, href } from "../address";
import { Picker } from "./picker";
import { short } from "./thing";

/** The box in the header: a name leads to its dossier, other text to the page of results. */
export function SearchBox() {
  return (
    <search class="search">
      <Picker
        label="Find an actor, a place or a conflict" placeholder="Find an actor, a place…" hideLabel
        onPick={(known) => go(href("actor", { id: short(known.id) }))}
        onText={(text) => go(href("search", { q: text }))}
      />
    </search>
  );
}
