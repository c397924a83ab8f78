// Moving a drawn picture about: while it moves, the browser shifts and stretches what was drawn; it is drawn anew when it rests.
const REST = 120; // milliseconds that it stands still before it is drawn anew
const STILL = 4; // pixels that a mouse may move between down and up, for a click

/** What was drawn, shifted by x and y pixels and stretched by k. */
export interface View {
  x: number;
  y: number;
  k: number;
}
export const HOME: View = { x: 0, y: 0, k: 1 };
const [LEAST, MOST] = [0.3, 40];

/** A view, stretched so that the spot stays where it is. */
export function stretched({ x, y, k }: View, by: number, spot: { x: number; y: number }): View {
  const next = Math.min(MOST, Math.max(LEAST, k * by));
  return { x: spot.x - ((spot.x - x) * next) / k, y: spot.y - ((spot.y - y) * next) / k, k: next };
}

export class Glide {
  /** What is seen now; `drawn` is what it was when it was last drawn. */
  private view = HOME;
  private drawn = HOME;
  private resting = 0;
  private readonly off = new AbortController();

  constructor(
    private readonly container: HTMLElement, private readonly layer: HTMLElement,
    private readonly hooks: { draw: (view: View) => void; click: (spot: { x: number; y: number }) => void },
  ) {
    const { signal } = this.off;
    layer.style.transformOrigin = "0 0";
    container.addEventListener("mousedown", (event) => this.down(event), { signal });
    container.addEventListener("wheel", (event) => this.wheel(event), { signal, capture: true, passive: false });
  }

  private down(begun: MouseEvent): void {
    if (begun.button) return;
    begun.preventDefault();
    const up = new AbortController();
    const { x, y, k } = this.view;
    const moved = (event: MouseEvent) => [event.clientX - begun.clientX, event.clientY - begun.clientY] as const;
    addEventListener("mousemove", (event) => {
      const [dx, dy] = moved(event);
      this.go({ x: x + dx, y: y + dy, k });
    }, { signal: up.signal });
    addEventListener("mouseup", (event) => {
      up.abort();
      if (Math.hypot(...moved(event)) < STILL) this.hooks.click(this.spot(event));
    }, { signal: up.signal });
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.go(stretched(this.view, Math.exp(-event.deltaY / 400), this.spot(event)));
  }

  private spot(event: MouseEvent): { x: number; y: number } {
    const { left, top } = this.container.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private go(view: View): void {
    this.view = view;
    const k = view.k / this.drawn.k;
    this.layer.style.transform = `translate(${view.x - k * this.drawn.x}px, ${view.y - k * this.drawn.y}px) scale(${k})`;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.draw(), REST);
  }

  /** Draw what is seen now, as it is now. */
  draw(): void {
    clearTimeout(this.resting);
    this.drawn = this.view;
    this.layer.style.transform = "";
    this.hooks.draw(this.view);
  }

  /** Stretch it round its middle. */
  zoom(by: number): void {
    const { clientWidth, clientHeight } = this.container;
    this.view = stretched(this.view, by, { x: clientWidth / 2, y: clientHeight / 2 });
    this.draw();
  }

  reset(): void {
    this.view = HOME;
    this.draw();
  }

  kill(): void {
    clearTimeout(this.resting);
    this.off.abort();
    this.layer.style.transform = "";
  }
}
