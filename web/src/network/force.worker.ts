// Pushes a large network apart, away from the page's own thread. Who is for one another is drawn together; who is against
// one another is not, so that camps come apart.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

export interface Task {
  nodes: { id: string; x: number; y: number }[];
  edges: { source: string; target: string; weight: number }[];
}
export interface Step {
  /** x and y of each node, in their order. */
  positions: Float32Array;
  isLast: boolean;
}

const ROUNDS = [10, 20, 30, 60]; // steps of the layout, after each of which the page is shown how far it is: to draw it costs more

function run(task: Task): void {
  const graph = new Graph({ type: "undirected", multi: false });
  for (const { id, x, y } of task.nodes) graph.addNode(id, { x, y });
  for (const { source, target, weight } of task.edges) graph.mergeEdge(source, target, { weight });
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 500, gravity: 0.3, scalingRatio: 8 };
  for (const [round, iterations] of ROUNDS.entries()) {
    forceAtlas2.assign(graph, { iterations, settings, getEdgeWeight: "weight" });
    const positions = new Float32Array(task.nodes.length * 2);
    task.nodes.forEach(({ id }, n) => {
      positions[2 * n] = Number(graph.getNodeAttribute(id, "x"));
      positions[2 * n + 1] = Number(graph.getNodeAttribute(id, "y"));
    });
    postMessage({ positions, isLast: round === ROUNDS.length - 1 } satisfies Step, { transfer: [positions.buffer] });
  }
}

addEventListener("message", (event: MessageEvent<Task>) => run(event.data));
