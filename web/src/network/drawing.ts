// What a page may ask of a drawn network, and what it is told: whichever way it is drawn.
import type { Network } from "./model";

/** What is pointed at or chosen: an actor or a line, by id or key. */
export interface Target {
  kind: "actor" | "line";
  key: string;
}
export interface Hooks {
  onChoose: (target: Target | null) => void;
  /** A network that was given to `show` has been drawn. */
  onDrawn: () => void;
}
export interface Drawing {
  /** Draw a network, a part of the whole. Actors stay where they are while the part changes, so that nothing jumps. */
  show(network: Network, whole: Network): void;
  /** Let what is chosen, and what a table points at, stand out: all that has nothing to do with it steps back. */
  highlight(chosen: Target | null, lit: Target | null): void;
  zoom(factor: number): void;
  reset(): void;
  kill(): void;
}
