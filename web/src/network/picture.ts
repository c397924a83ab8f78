// The network on a canvas, by sigma.js. It shows what it is given and tells what is pointed at; it decides nothing.
import Graph from "graphology";
import Sigma from "sigma";
import { sorted } from "./layout";
import { bend, dotColour, dotSize, isLarge, labelSize, lineColour, lineOpacity, palette, planned, thickness, type Plan } from "./looks";
import type { Actor, Line, Network } from "./model";
import { roomFor, widthOf, type Name } from "./names";
import { DASHED, optionsOf, SOLID } from "./options";
import { dotAt, leavePageScrolling, lineAt, type Spot } from "./touch";
import type { Drawing, Hooks, Target } from "./drawing";
import { push } from "./push";

const NEAR = 4; // pixels beside one of more lines in which a click means it
const NAMES = 140; // that a large network shows at once, at most
const LOOKED_AT = 500; // actors in sight whose names are tried, the most important first
const REST = 120; // milliseconds that the picture stands still before names are chosen anew
const AFTER_TAP = 800; // milliseconds after a tap in which a click is the same one
export class Picture implements Drawing {
  private sigma: Sigma | null = null;
  private graph = new Graph({ type: "directed", multi: true });
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private colours = palette();
  private stop: () => void = () => undefined;
  private network: Network = { actors: [], lines: [] };
  private chosen: Target | null = null;
  private lit: Target | null = null;
  /** Where all of it finds room; null before there is anything. */
  private plan: Plan | null = null;
  private naming = 0;
  /** Whether what is to be shown was not drawn yet. */
  private isNew = false;
  /** Whether lines are too many for arrows and dashes. */
  private isCheap = false;
  private tapped = -Infinity;
  private readonly off = new AbortController();
  private readonly watch = new ResizeObserver(() => this.fit());

  constructor(private readonly container: HTMLElement, private readonly hooks: Hooks) {
    this.dark.addEventListener("change", this.repaint);
    this.watch.observe(container);
    leavePageScrolling(container, (spot) => this.tap(spot), this.off.signal);
  }

  /** Draw a network, a part of the whole. Actors stay where they are while the part changes, so that nothing jumps. */
  show(network: Network, whole: Network): void {
    this.network = network;
    this.isNew = true;
    const same = this.graph.order === whole.actors.length && whole.actors.every((actor) => this.graph.hasNode(actor.id));
    if (same && this.sigma) this.paint();
    else this.build(whole);
  }

  private build(whole: Network): void {
    this.rest();
    const plan = planned(this.container, whole);
    const { stood, places, room } = plan;
    this.plan = plan;
    this.graph = new Graph({ type: "directed", multi: true });
    for (const actor of whole.actors) this.graph.addNode(actor.id, { ...(places.get(actor.id) ?? { x: 0, y: 0 }), ...this.form(actor, plan) });
    for (const line of whole.lines) this.graph.addEdgeWithKey(line.key, line.source, line.target, { curvature: bend(line, plan) });
    this.paint();
    const isCheap = isLarge(whole);
    if (this.sigma && isCheap === this.isCheap) this.sigma.setGraph(this.graph);
    else this.begin(isCheap);
    this.sigma?.setCustomBBox(stood ? { x: [0, room.width], y: [0, room.height] } : null);
    if (!stood) this.push(plan);
  }

  /** Lay it out anew where it has become much wider or narrower, as when a phone is turned. */
  private fit(): void {
    if (this.sigma && this.plan?.stood && Math.abs(this.container.clientWidth - this.plan.room.width) > 24) this.build(this.plan.whole);
    else this.rename();
  }

  private begin(isCheap: boolean): void {
    this.sigma?.kill();
    this.isCheap = isCheap;
    this.sigma = new Sigma(this.graph, this.container, optionsOf(isCheap));
    const click = (target: Target | null) => {
      if (performance.now() - this.tapped > AFTER_TAP) this.choose(target); // some browsers tell a tap as a click, too
    };
    this.sigma.on("clickNode", ({ node }: { node: string }) => click({ kind: "actor", key: node }));
    this.sigma.on("clickEdge", ({ edge }: { edge: string }) => click({ kind: "line", key: edge }));
    this.sigma.on("clickStage", ({ event: { x, y } }: { event: Spot }) => click(isCheap ? this.line({ x, y }, NEAR) : null));
    this.sigma.getCamera().on("updated", () => this.rename());
    this.sigma.on("afterRender", () => this.drawn());
  }

  private drawn(): void {
    if (this.isNew && this.graph.order) this.hooks.onDrawn();
    this.isNew = false;
  }

  private form(actor: Actor, plan: Plan) {
    const stand = plan.stood?.get(actor.id);
    const size = labelSize(actor, plan);
    return {
      label: plan.labels.get(actor.id) ?? actor.name, labelSize: size, side: stand?.side ?? "right",
      z: actor.isParty ? 2 : 1, labels: stand ? "visible" : "hidden", size: dotSize(actor, plan),
    };
  }

  /** Choose anew which names of a large network are written, once it has come to rest: those that find room. */
  private rename(): void {
    clearTimeout(this.naming);
    if (this.plan && !this.plan.stood && this.sigma) this.naming = setTimeout(() => this.name(), REST);
  }

  private name(): void {
    if (!this.sigma || !this.plan) return;
    const near = this.around(this.lit ?? this.chosen)?.nodes;
    const order = sorted(this.plan.whole.actors);
    const first = near ? [...order.filter(({ id }) => near.has(id)), ...order.filter(({ id }) => !near.has(id))] : order;
    const named = roomFor(this.inSight(first), near ? Math.min(NAMES, near.size) : NAMES);
    for (const { id } of order) {
      const labels = named.has(id) ? "visible" : "hidden";
      if (this.graph.getNodeAttribute(id, "labels") !== labels) this.graph.setNodeAttribute(id, "labels", labels);
    }
  }

  private inSight(actors: readonly Actor[]): Name[] {
    const { clientWidth, clientHeight } = this.container;
    const found: Name[] = [];
    for (const { id, name } of actors) {
      const { x: across, y: up, size, labelSize, visibility } = this.graph.getNodeAttributes(id) as Record<string, number> & { visibility: string };
      const at = this.sigma?.graphToViewport({ x: across ?? 0, y: up ?? 0 });
      if (!at || visibility === "hidden" || at.x < 0 || at.y < 0 || at.x > clientWidth || at.y > clientHeight) continue;
      found.push({ id, text: name, ...at, radius: size ?? 3, side: "right", size: labelSize ?? 12 });
      if (found.length >= LOOKED_AT) break;
    }
    return found;
  }

  /** Colours, thickness, and what is hidden or steps back: all at once, so that sigma looks at it once. */
  private paint(): void {
    const { plan } = this;
    if (!plan) return;
    const { ink, plate } = this.colours;
    const lines = new Map(this.network.lines.map((line) => [line.key, line]));
    const actors = new Map(plan.whole.actors.map((actor) => [actor.id, actor]));
    const active = new Set(this.network.actors.filter((actor) => actor.degree || actor.isParty).map((actor) => actor.id));
    const near = this.around(this.lit ?? this.chosen);
    this.graph.updateEachNodeAttributes((id, was) => ({
      ...was, color: dotColour(actors.get(id) as Actor, this.colours), labelColor: ink, plate: plan.few ? "rgba(0, 0, 0, 0)" : plate,
      visibility: active.has(id) ? "visible" : "hidden", opacity: !near || near.nodes.has(id) ? 1 : 0.15,
    }));
    this.graph.updateEachEdgeAttributes((key, was) => {
      const line = lines.get(key);
      const opacity = !near ? lineOpacity(plan) : near.edges.has(key) ? 1 : 0.06;
      return { ...was, ...(line ? this.look(line, plan) : {}), visibility: line ? "visible" : "hidden", opacity };
    });
    this.rename();
  }

  private look(line: Line, plan: Plan) {
    return { size: thickness(line, plan), z: line.origins, color: lineColour(line, this.colours), ...(line.disputed ? DASHED : SOLID) };
  }

  private readonly repaint = () => {
    this.colours = palette();
    this.paint();
  };

  private push(plan: Plan): void {
    this.container.dataset.moving = "true";
    this.stop = push(plan, (places, isLast) => {
      this.graph.updateEachNodeAttributes((id, was) => ({ ...was, ...places.get(id) }));
      if (isLast) this.rest();
      this.rename();
    });
  }

  private rest(): void {
    this.stop();
    delete this.container.dataset.moving;
  }

  private at(id: string): Spot {
    const { x, y } = this.graph.getNodeAttributes(id) as { x: number; y: number };
    return this.sigma?.graphToViewport({ x, y }) ?? { x: -1, y: -1 };
  }

  /** Choose what a finger touched: fingers are broad, so that the nearest dot, name or line is meant. */
  private tap(spot: Spot): void {
    this.tapped = performance.now();
    const dots = this.network.actors.filter(({ degree, isParty }) => degree || isParty).map(({ id }) => {
      const { label, labelSize, side, labels } = this.graph.getNodeAttributes(id) as { label: string; labelSize: number; side: string; labels: string };
      const width = labels === "visible" && side !== "below" ? widthOf(label, labelSize) : 0;
      return { id, ...this.at(id), nameWidth: side === "left" ? -width : width };
    });
    const dot = dotAt(spot, dots);
    if (dot) return this.choose({ kind: "actor", key: dot });
    this.choose(this.line(spot));
  }

  private line(spot: Spot, near?: number): Target | null {
    const line = lineAt(spot, this.network.lines.map(({ key, source, target }) => ({ key, from: this.at(source), to: this.at(target) })), near);
    return line ? { kind: "line", key: line } : null;
  }

  /** Choose something as if it had been clicked. */
  choose(target: Target | null): void {
    this.hooks.onChoose(target);
  }

  /** Let what is chosen, and what a table points at, stand out: all that has nothing to do with it steps back. */
  highlight(chosen: Target | null, lit: Target | null = null): void {
    this.chosen = chosen;
    this.lit = lit;
    if (this.sigma) this.paint();
  }

  private around(target: Target | null): { nodes: Set<string>; edges: Set<string> } | null {
    if (!target) return null;
    if (target.kind === "line") {
      if (!this.graph.hasEdge(target.key)) return null;
      return { nodes: new Set(this.graph.extremities(target.key)), edges: new Set([target.key]) };
    }
    if (!this.graph.hasNode(target.key)) return null;
    return { nodes: new Set([target.key, ...this.graph.neighbors(target.key)]), edges: new Set(this.graph.edges(target.key)) };
  }

  zoom(factor: number): void {
    const camera = this.sigma?.getCamera();
    void camera?.animate({ ratio: camera.getState().ratio / factor }, { duration: still() ? 0 : 200 });
  }

  reset(): void {
    void this.sigma?.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: still() ? 0 : 250 });
  }

  kill(): void {
    this.rest();
    this.watch.disconnect();
    this.off.abort();
    clearTimeout(this.naming);
    this.dark.removeEventListener("change", this.repaint);
    this.sigma?.kill();
  }
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
