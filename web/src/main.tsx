import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { followLinks, href, usePlace } from "./address";
import { NAVIGATION, pageOf } from "./pages";
import { SearchBox } from "./ui/search-box";
import "./style.css";

function App() {
  const place = usePlace();
  const page = pageOf(place.view);
  const main = useRef<HTMLElement>(null);
  const seen = useRef(place.view);
  useEffect(() => {
    // who cannot see the page change is told so: the focus goes to the new page
    if (seen.current !== place.view) main.current?.focus();
    seen.current = place.view;
  }, [place]);
  return (
    <>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="top" role="banner">
        <a class="brand" href={href("")} data-view><span aria-hidden="true" class="mark" />Parley</a>
        <nav aria-label="Main">
          {NAVIGATION.map((view) => (
            <a key={view} href={href(view)} data-view aria-current={view === place.view ? "page" : undefined}>
              {pageOf(view).title}
            </a>
          ))}
        </nav>
        <SearchBox />
      </header>
      <main id="main" ref={main} tabIndex={-1} data-view-name={place.view || "start"}>
        <page.Component params={place.params} />
      </main>
      <footer class="foot">
        Claims that articles make, and who makes them; never what is true. <a href="./licences.txt">Licences</a>
      </footer>
    </>
  );
}

followLinks();
const root = document.getElementById("app");
if (root) render(<App />, root);
