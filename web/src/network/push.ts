// Large networks are pushed apart by a worker; whoever draws them is told where all stand by now.
import type { Plan } from "./looks";
import type { Positions } from "./layout";
import type { Step, Task } from "./force.worker";

/** Begin to push a network apart. `onStep` is told the places several times; what is returned ends it. */
export function push({ whole, places }: Plan, onStep: (places: Positions, isLast: boolean) => void): () => void {
  const worker = new Worker(new URL("./force.worker.ts", import.meta.url), { type: "module" });
  const nodes = whole.actors.map(({ id }) => ({ id, ...(places.get(id) ?? { x: 0, y: 0 }) }));
  const edges = whole.lines.filter((line) => line.valence > 0).map(({ source, target, origins }) => ({ source, target, weight: origins }));
  worker.onmessage = ({ data: { positions, isLast } }: MessageEvent<Step>) => {
    onStep(new Map(nodes.map(({ id }, n) => [id, { x: positions[2 * n] ?? 0, y: positions[2 * n + 1] ?? 0 }])), isLast);
    if (isLast) worker.terminate();
  };
  worker.postMessage({ nodes, edges } satisfies Task);
  return () => worker.terminate();
}
