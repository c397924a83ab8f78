import { useApi, idsOfRows, record, type Found } from "../api";
import { href } from "../address";
import { Await, Empty, spoken } from "../ui/notice";
import { Source } from "../ui/source";
import { short, textOf } from "../ui/thing";
import { useTitle } from "../ui/title";

export function Search({ params }: { params: URLSearchParams }) {
  const wanted = params.get("q") ?? "";
  const found = useApi<Found>("search", { q: wanted });
  useTitle(wanted ? `Search: ${wanted}` : "Search");
  return (
    <>
      <h1>{wanted ? <>Who or what is called “{wanted}”</> : "Who and what the articles speak of"}</h1>
      <Await of={found}>{(answer) => (
        <>
          <Hits answer={answer} wanted={wanted} />
          <Source page="search" params={{ q: wanted }} answer={answer} />
        </>
      )}</Await>
    </>
  );
}

function Hits({ answer, wanted }: { answer: Found; wanted: string }) {
  const told = new Map(answer.rows.map((row) => {
    const r = record(answer, row);
    return [textOf(r.entity, {}) , r] as const;
  }));
  const known = idsOfRows(answer);
  const isNear = !answer.rows.length && !answer.exact.length;
  if (!known.length) return <Empty>The graph knows nobody and nothing of that name, nor one that is written like it.</Empty>;
  return (
    <>
      {isNear && <p class="notice" role="status">Nothing is called “{wanted}”. Written almost like it:</p>}
      <ul class="hits">
        {known.map((each) => {
          const r = told.get(each.id);
          const articles = r?.articles;
          return (
            <li key={each.id}>
              <a href={href("actor", { id: short(each.id) })} data-view>{each.name}</a>
              <span class="quiet"> {spoken(each.type)}{typeof articles === "number" ? `, in ${articles} article${articles === 1 ? "" : "s"}` : ""}</span>
              {r && <div class="quiet">{textOf(r.other_names, answer.things)}</div>}
            </li>
          );
        })}
      </ul>
    </>
  );
}
