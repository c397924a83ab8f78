import { useEffect } from "preact/hooks";

/** Name the page in the tab and in the history. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Parley` : "Parley";
  }, [title]);
}
