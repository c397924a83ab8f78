// When the network is there, for whoever measures it: marks in the page's own timeline.

/** Mark, once in the life of a page, that what was just drawn is to be seen: in the frame after it was drawn. */
export function mark(...names: readonly ("network" | "network-live" | "network-whole")[]): void {
  requestAnimationFrame(() => {
    for (const name of names) if (!performance.getEntriesByName(name).length) performance.mark(name);
  });
}
