// Where it happened: places on a map, where Wikidata knows how they lie.
import { useMemo } from "preact/hooks";
import { isRef, record, useApi, type Answer } from "../api";
import { go, href } from "../address";
import { MapView, type Place } from "../map/map-view";
import { point } from "../map/view";
import { Await, Empty } from "../ui/notice";
import { Picker } from "../ui/picker";
import { Rows } from "../ui/rows";
import { Source } from "../ui/source";
import { nameOf, short } from "../ui/thing";
import { useTitle } from "../ui/title";

const ASKED = ["about", "since", "until"] as const;

export function MapPage({ params }: { params: URLSearchParams }) {
  useTitle("Map");
  const asked = { question: "places", ...Object.fromEntries(ASKED.map((name) => [name, params.get(name)])) };
  const about = params.get("about");
  return (
    <>
      <h1>Where it happened</h1>
      <div class="chooser">
        <Picker label="Only claims about" placeholder="an actor, a group…" onPick={(known) => go(href("map", { ...asked, question: null, about: short(known.id) }))} />
        {about && <button type="button" onClick={() => go(href("map"))}>Everything</button>}
      </div>
      <Await of={useApi<Answer>("ask", asked)}>{(answer) => (
        <>
          <Shown answer={answer} about={about} />
          <Source page="ask" params={asked} answer={answer} />
        </>
      )}</Await>
    </>
  );
}

function Shown({ answer, about }: { answer: Answer; about: string | null }) {
  const places = useMemo(() => placesOf(answer), [answer]);
  if (answer.note) return <Empty>{answer.note}.</Empty>;
  if (!places.length) return <Empty>Of no place that is told of is it known where it lies.</Empty>;
  return (
    <>
      {about && <p class="lead">Only what is claimed of or by {about in answer.things ? nameOf(about, answer.things) : about}.</p>}
      <MapView places={places} />
      <h2>The places</h2>
      <Rows answer={answer} hide={["where"]} caption="Places, the most told of first" />
    </>
  );
}

function placesOf(answer: Answer): Place[] {
  return answer.rows.flatMap((row) => {
    const { place, where, origins, told } = record(answer, row);
    const spot = typeof where === "string" ? point(where) : null;
    if (!spot || !isRef(place)) return [];
    const id = place.id;
    return [{ ...spot, id, name: nameOf(id, answer.things), origins: Number(origins), told: Number(told), href: href("timeline", { place: short(id) }) }];
  });
}
