// Where the reader is: a view and its parameters, all in the address, so that every view has a link to itself.
import { useEffect, useState } from "preact/hooks";

export type Params = Record<string, string | readonly string[] | number | null | undefined>;

export interface Place {
  view: string;
  params: URLSearchParams;
}

function here(): Place {
  const view = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
  return { view, params: new URLSearchParams(location.search) };
}

/** The query of an address: parameters without a value are left out, lists are repeated. */
export function query(params: Params): string {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined && each !== "") found.append(name, String(each));
    }
  }
  const text = found.toString();
  return text && `?${text}`;
}

/** The address of a view, relative, so that it holds behind a proxy that serves under a path. */
export function href(view: string, params: Params = {}): string {
  return `./${view}${query(params)}`;
}

const listeners = new Set<() => void>();

/** Go to a view; `replace` where it is the same one with other settings, so that Back leaves it. */
export function go(address: string, replace = false): void {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  for (const listener of listeners) listener();
}

/** The place, anew whenever it changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const update = () => setPlace(here());
    listeners.add(update);
    addEventListener("popstate", update);
    return () => {
      listeners.delete(update);
      removeEventListener("popstate", update);
    };
  }, []);
  return place;
}

/** Follow links between views without loading the page anew; leave all others, and those opened elsewhere, alone. */
export function followLinks(): void {
  addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (!link.hasAttribute("data-view") || link.target) return;
    event.preventDefault();
    go(link.href);
    scrollTo(0, 0);
  });
}
