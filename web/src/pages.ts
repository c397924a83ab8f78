// The pages: an address, a title, and what draws it. A new one is a line here and one in kg/serve/pages.py.
import type { ComponentType } from "preact";
import { Start } from "./pages/start";
import { Search } from "./pages/search";
import { Sides } from "./pages/sides";
import { Actor } from "./pages/actor";
import { ClaimPage } from "./pages/claim";
import { Viewpoints } from "./pages/viewpoints";
import { Ask } from "./pages/ask";
import { MapPage } from "./pages/map";
import { Timeline } from "./pages/timeline";
import { Editor } from "./pages/editor";
import { Missing } from "./pages/missing";

export interface PageProps {
  params: URLSearchParams;
}
export interface Page {
  title: string;
  Component: ComponentType<PageProps>;
}

const PAGES: Readonly<Record<string, Page>> = {
  "": { title: "Start", Component: Start },
  search: { title: "Search", Component: Search },
  sides: { title: "Sides", Component: Sides },
  viewpoints: { title: "Viewpoints", Component: Viewpoints },
  map: { title: "Map", Component: MapPage },
  timeline: { title: "Timeline", Component: Timeline },
  ask: { title: "Questions", Component: Ask },
  editor: { title: "SPARQL", Component: Editor },
  actor: { title: "Actor", Component: Actor },
  claim: { title: "Claim", Component: ClaimPage },
};

/** Those that the header leads to. */
export const NAVIGATION = ["sides", "viewpoints", "map", "timeline", "ask", "editor"] as const;

export function pageOf(view: string): Page {
  return PAGES[view] ?? { title: "No such page", Component: Missing };
}
