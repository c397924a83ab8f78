// The network on a plain canvas: where a browser has no WebGL, and of thousands of lines where WebGL is done by software.
import { Glide, HOME, type View } from "./glide";
import { planned, type Plan } from "./looks";
import type { Drawing, Hooks, Target } from "./drawing";
import type { Network } from "./model";
import { around, pixels, seen, sketch } from "./sketch";
import { push } from "./push";
import { dotAt, leavePageScrolling, lineAt, type Spot } from "./touch";

const NEAR_DOT = 8; // pixels beside a dot and a line in which a click of a mouse means it
const NEAR_LINE = 4;

export class Flat implements Drawing {
  private plan: Plan | null = null;
  private spots: ReadonlyMap<string, Spot> = new Map();
  private network: Network = { actors: [], lines: [] };
  private target: Target | null = null;
  private view: View = HOME;
  private isPushed: () => void = () => undefined;
  private readonly glide: Glide;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private readonly again = () => this.glide.draw();
  private readonly off = new AbortController();
  private readonly watch = new ResizeObserver(() => this.fit());

  constructor(private readonly container: HTMLElement, private readonly canvas: HTMLCanvasElement, private readonly hooks: Hooks) {
    this.glide = new Glide(container, canvas, { draw: (view) => this.draw(view), click: (spot) => this.tap(spot, NEAR_DOT, NEAR_LINE) });
    leavePageScrolling(container, (spot) => this.tap(spot), this.off.signal);
    this.dark.addEventListener("change", this.again);
    this.watch.observe(container);
  }

  show(network: Network, whole: Network): void {
    const same = this.plan?.whole === whole;
    this.network = network;
    if (!same) this.build(whole);
    this.glide.draw();
    this.hooks.onDrawn();
  }

  private build(whole: Network): void {
    this.isPushed();
    const plan = planned(this.container, whole);
    this.place(plan);
    if (plan.stood) return;
    this.container.dataset.moving = "true";
    const stop = push(plan, (places, isLast) => {
      this.place({ ...plan, places });
      this.glide.draw();
      if (isLast) delete this.container.dataset.moving;
    });
    this.isPushed = () => {
      stop();
      delete this.container.dataset.moving;
    };
  }

  private place(plan: Plan): void {
    this.plan = plan;
    this.spots = pixels(plan);
  }

  private fit(): void {
    if (!this.plan || Math.abs(this.container.clientWidth - this.plan.room.width) < 1) return;
    this.place({ ...planned(this.container, this.plan.whole), ...(this.plan.stood ? {} : { places: this.plan.places }) });
    this.glide.draw();
  }

  private draw(view: View): void {
    this.view = view;
    if (this.plan) sketch(this.canvas, this.network, this.plan, this.spots, view, around(this.target, this.network));
  }

  /** Choose what was clicked or touched; fingers are broader than a mouse. */
  private tap(spot: Spot, nearDot?: number, nearLine?: number): void {
    const at = (id: string) => seen(this.spots.get(id), this.view);
    const actors = this.network.actors.filter(({ degree, isParty }) => degree || isParty);
    const dot = dotAt(spot, actors.map(({ id }) => ({ id, ...at(id), nameWidth: 0 })), nearDot);
    const line = dot ? null : lineAt(spot, this.network.lines.map(({ key, source, target }) => ({ key, from: at(source), to: at(target) })), nearLine);
    this.hooks.onChoose(dot ? { kind: "actor", key: dot } : line ? { kind: "line", key: line } : null);
  }

  highlight(chosen: Target | null, lit: Target | null = null): void {
    const target = lit ?? chosen;
    if (target?.key === this.target?.key) return;
    this.target = target;
    this.glide.draw();
  }

  zoom(factor: number): void {
    this.glide.zoom(factor);
  }

  reset(): void {
    this.glide.reset();
  }

  kill(): void {
    this.isPushed();
    this.glide.kill();
    this.watch.disconnect();
    this.off.abort();
    this.dark.removeEventListener("change", this.again);
  }
}
