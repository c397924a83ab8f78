// The network on a canvas, by sigma.js. It shows what it is given and tells what is pointed at; it decides nothing.
import Graph from "graphology";
import Sigma from "sigma";
import { extremityArrow, layerDashed, pathCurved, pathLoop } from "sigma/rendering";
import { discs, heightOf, isFew, isSmall, sorted, stands, type Positions, type Stands } from "./layout";
import type { Actor, Line, Network } from "./model";
import { cut, roomFor, widthOf, type Name } from "./names";
import { dotAt, leavePageScrolling, lineAt, type Spot } from "./touch";
import type { Step, Task } from "./force.worker";

/** What is pointed at or chosen: an actor or a line, by id or key. */
export interface Target {
  kind: "actor" | "line";
  key: string;
}
export interface Hooks {
  onChoose: (target: Target | null) => void;
}

interface Palette {
  ink: string;
  quiet: string;
  /** Behind names that stand over dots and lines. */
  plate: string;
  for: string;
  against: string;
  between: string;
}

function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { ink: of("ink"), quiet: of("quiet"), plate: of("card"), for: of("for"), against: of("against"), between: of("between") };
}

const SOLID = { dash: 30000, gap: 0.2 }; // pixels: one dash, longer than any line; sigma draws nothing where there is no gap at all
const DASHED = { dash: 8, gap: 6 };
const THINNEST = 1.8;
const THICKEST = 9;
const MANY = 1500; // actors of whom each gets a smaller dot
const NAMES = 140; // that a large network shows at once, at most
const LOOKED_AT = 500; // actors in sight whose names are tried, the most important first
const REST = 120; // milliseconds that the picture stands still before names are chosen anew
const AFTER_TAP = 800; // milliseconds after a tap in which a click is the same one
const NARROW = 560; // pixels of width under which all is written smaller

/** In pixels, by how many independent origins say so. */
export function thickness(origins: number): number {
  return Math.min(THICKEST, THINNEST + 1.7 * Math.sqrt(Math.max(0, origins - 1)));
}

export class Picture {
  private sigma: Sigma | null = null;
  private graph = new Graph({ type: "directed", multi: true });
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private colours = palette();
  private worker: Worker | null = null;
  private network: Network = { actors: [], lines: [] };
  private chosen: Target | null = null;
  private lit: Target | null = null;
  private whole: Network = { actors: [], lines: [] };
  /** Whether camps stand left and right, each name in a place of its own. */
  private small = true;
  /** Whether there is room for all names. */
  private few = true;
  /** Pixels of width that it was laid out for. */
  private width = 0;
  private naming = 0;
  private tapped = -Infinity;
  private readonly watch = new ResizeObserver(() => this.fit());

  constructor(private readonly container: HTMLElement, private readonly hooks: Hooks) {
    this.dark.addEventListener("change", this.repaint);
    this.watch.observe(container);
    leavePageScrolling(container, (spot) => this.tap(spot));
  }

  private options() {
    return {
      primitives: {
        nodes: { label: { margin: 4, font: { family: getComputedStyle(document.body).fontFamily } } },
        edges: {
          variables: { dash: { type: "number" as const, default: SOLID.dash }, gap: { type: "number" as const, default: SOLID.gap } },
          paths: [pathCurved(), pathLoop()],
          extremities: [extremityArrow({ lengthRatio: 4, widthRatio: 3.2 })],
          layers: [layerDashed({ dashSize: { attribute: "dash", mode: "pixels" }, gapSize: { attribute: "gap", mode: "pixels" }, align: 0, solidExtremities: "head" })],
        },
      },
      styles: {
        nodes: {
          x: { attribute: "x" }, y: { attribute: "y" }, size: { attribute: "size" }, color: { attribute: "color" }, label: { attribute: "label" },
          labelColor: { attribute: "labelColor" }, labelSize: { attribute: "labelSize" },
          labelBackgroundColor: { attribute: "plate" }, labelBackgroundPadding: 1,
          labelPosition: (attributes: Record<string, unknown>) => attributes.side as "left" | "right" | "below",
          labelVisibility: (attributes: Record<string, unknown>) => attributes.labels as "visible" | "hidden",
          opacity: { attribute: "opacity" }, visibility: { attribute: "visibility" }, zIndex: { attribute: "z" }, cursor: "pointer",
        },
        edges: {
          size: { attribute: "size" }, color: { attribute: "color" }, opacity: { attribute: "opacity" }, dash: { attribute: "dash" },
          gap: { attribute: "gap" }, curvature: { attribute: "curvature" }, head: "arrow", path: "curved",
          parallelPath: "curved", visibility: { attribute: "visibility" }, zIndex: { attribute: "z" }, cursor: "pointer",
        },
      },
      settings: {
        itemSizesReference: "screen" as const, enableEdgeEvents: true, edgePickingPadding: 4, autoRescaleContent: "positions" as const, stagePadding: 0, minCameraRatio: 0.03, maxCameraRatio: 3, enableCameraRotation: false,
        allowInvalidContainer: true, hideLabelsOnMove: false,
      },
    } as never; // sigma derives its types from primitives; attributes are checked where they are written
  }

  /** Draw a network, a part of the whole. Actors stay where they are while the part changes, so that nothing jumps. */
  show(network: Network, whole: Network): void {
    this.network = network;
    const same = this.graph.order === whole.actors.length && whole.actors.every((actor) => this.graph.hasNode(actor.id));
    if (same && this.sigma) this.paint();
    else this.build(whole);
  }

  private build(whole: Network): void {
    this.worker?.terminate();
    this.whole = whole;
    this.small = isSmall(whole);
    this.few = isFew(whole);
    this.width = this.container.clientWidth || 800;
    this.container.style.height = this.small ? `max(var(--stage), ${Math.ceil(heightOf(whole, this.width))}px)` : "";
    const room = { width: this.width, height: this.container.clientHeight || 500 };
    const stood = this.small ? stands(whole, room) : null;
    const places = stood ?? discs(whole);
    this.graph = new Graph({ type: "directed", multi: true });
    for (const actor of whole.actors) this.graph.addNode(actor.id, { ...(places.get(actor.id) ?? { x: 0, y: 0 }), ...this.form(actor, stood) });
    for (const line of whole.lines) this.graph.addEdgeWithKey(line.key, line.source, line.target, { curvature: stood ? bend(stood, line) : 0 });
    this.paint();
    if (this.sigma) this.sigma.setGraph(this.graph);
    else this.begin();
    this.sigma?.setCustomBBox(stood ? { x: [0, room.width], y: [0, room.height] } : null);
    if (!this.small) this.push(whole, places);
  }

  /** Lay it out anew where it has become much wider or narrower, as when a phone is turned. */
  private fit(): void {
    if (this.sigma && this.small && Math.abs(this.container.clientWidth - this.width) > 24) this.build(this.whole);
    else this.rename();
  }

  private begin(): void {
    this.sigma = new Sigma(this.graph, this.container, this.options());
    const click = (target: Target | null) => {
      if (performance.now() - this.tapped > AFTER_TAP) this.choose(target); // some browsers tell a tap as a click, too
    };
    this.sigma.on("clickNode", ({ node }: { node: string }) => click({ kind: "actor", key: node }));
    this.sigma.on("clickEdge", ({ edge }: { edge: string }) => click({ kind: "line", key: edge }));
    this.sigma.on("clickStage", () => click(null));
    this.sigma.getCamera().on("updated", () => this.rename());
  }

  private form({ id, name, camp, isParty, degree }: Actor, stood: Stands | null) {
    const stand = stood?.get(id);
    const narrow = this.width < NARROW;
    const labelSize = isParty ? (narrow ? 14 : 17) : this.few && !narrow ? 13 : 12;
    return {
      label: stand ? cut(name, labelSize, stand.room) : name, camp, isParty, labelSize, side: stand?.side ?? "right",
      z: isParty ? 2 : 1, labels: stand ? "visible" : "hidden",
      size: isParty ? (narrow || !this.few ? 10 : 13) : (this.few ? (narrow ? 4 : 5) : this.whole.actors.length > MANY ? 1 : 2.5) + Math.min(this.few ? 4 : 9, Math.sqrt(degree)),
    };
  }

  /** Choose anew which names of a large network are written, once it has come to rest: those that find room. */
  private rename(): void {
    clearTimeout(this.naming);
    if (!this.small && this.sigma) this.naming = setTimeout(() => this.name(), REST);
  }

  private name(): void {
    if (!this.sigma) return;
    const near = this.around(this.lit ?? this.chosen)?.nodes;
    const order = sorted(this.whole.actors);
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
    const lines = new Map(this.network.lines.map((line) => [line.key, line]));
    const active = new Set(this.network.actors.filter((actor) => actor.degree || actor.isParty).map((actor) => actor.id));
    const near = this.around(this.lit ?? this.chosen);
    this.graph.updateEachNodeAttributes((id, was) => ({
      ...was, color: was.camp === null ? this.colours.between : was.isParty ? this.colours.ink : this.colours.quiet,
      labelColor: this.colours.ink, plate: this.few ? "rgba(0, 0, 0, 0)" : this.colours.plate, visibility: active.has(id) ? "visible" : "hidden", opacity: !near || near.nodes.has(id) ? 1 : 0.15,
    }));
    this.graph.updateEachEdgeAttributes((key, was) => {
      const line = lines.get(key);
      const opacity = !near ? (this.few ? 0.9 : 0.45) : near.edges.has(key) ? 1 : 0.06;
      return { ...was, ...(line ? this.look(line) : {}), visibility: line ? "visible" : "hidden", opacity };
    });
    this.rename();
  }

  private look(line: Line) {
    const size = this.few ? thickness(line.origins) : thickness(line.origins) * 0.5;
    return {
      size, valence: line.valence, z: line.origins,
      color: line.valence > 0 ? this.colours.for : line.valence < 0 ? this.colours.against : this.colours.between,
      ...(line.disputed ? DASHED : SOLID),
    };
  }

  private readonly repaint = () => {
    this.colours = palette();
    this.paint();
  };

  private push(whole: Network, places: Positions): void {
    this.worker = new Worker(new URL("./force.worker.ts", import.meta.url), { type: "module" });
    const nodes = whole.actors.map(({ id }) => ({ id, ...(places.get(id) ?? { x: 0, y: 0 }) }));
    const edges = whole.lines.filter((line) => line.valence > 0).map(({ source, target, origins }) => ({ source, target, weight: origins }));
    this.worker.onmessage = ({ data }: MessageEvent<Step>) => {
      const order = new Map(nodes.map(({ id }, n) => [id, n]));
      this.graph.updateEachNodeAttributes((id, was) => {
        const n = order.get(id) ?? 0;
        return { ...was, x: data.positions[2 * n], y: data.positions[2 * n + 1] };
      });
      if (data.isLast) this.worker?.terminate();
      this.rename();
    };
    this.worker.postMessage({ nodes, edges } satisfies Task);
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
    const line = lineAt(spot, this.network.lines.map(({ key, source, target }) => ({ key, from: this.at(source), to: this.at(target) })));
    this.choose(line ? { kind: "line", key: line } : null);
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
    this.worker?.terminate();
    this.watch.disconnect();
    clearTimeout(this.naming);
    this.dark.removeEventListener("change", this.repaint);
    this.sigma?.kill();
  }
}

const BEND = 0.28;

/** Lines between two of one row bow upwards, away from names; others are straight unless parallel. */
function bend(stood: Stands, line: Line): number {
  const from = stood.get(line.source);
  const to = stood.get(line.target);
  if (!from || !to || Math.abs(from.y - to.y) > 1 || from.side !== "below") return 0;
  return to.x > from.x ? -BEND : BEND;
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
