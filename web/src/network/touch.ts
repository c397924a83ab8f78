// Fingers: one scrolls the page and not the picture, and a short touch chooses what is nearest.
const STILL = 12; // pixels that a finger may move, and milliseconds that it may stay, for a touch to be a tap
const BRIEF = 600;
const NEAR_NODE = 26; // pixels round a dot, and beside a line, that a finger may miss it by
const NEAR_LINE = 14;

export interface Spot {
  x: number;
  y: number;
}

/** A wheel without Ctrl, and one finger, scroll the page and not the picture: a reader is never caught in it. `onTap` is told
 * where a finger touched, in pixels of the container, until the signal. */
export function leavePageScrolling(container: HTMLElement, onTap: (spot: Spot) => void, signal: AbortSignal): void {
  const pass = (event: Event) => event.stopPropagation();
  let begun: { x: number; y: number; at: number } | null = null;
  const single = (event: TouchEvent) => event.touches.length + event.changedTouches.length < (event.type === "touchend" ? 2 : 3);
  container.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) pass(event); }, { capture: true, passive: true, signal });
  for (const kind of ["touchstart", "touchmove", "touchend"] as const) {
    container.addEventListener(kind, (event) => {
      const touch = event.changedTouches[0];
      const isOne = single(event) && event.touches.length < 2;
      if (isOne) pass(event);
      if (!isOne || !touch) begun = null;
      else if (kind === "touchstart") begun = { x: touch.clientX, y: touch.clientY, at: event.timeStamp };
      else if (kind === "touchend" && begun) {
        const isTap = Math.hypot(touch.clientX - begun.x, touch.clientY - begun.y) < STILL && event.timeStamp - begun.at < BRIEF;
        const { left, top } = container.getBoundingClientRect();
        begun = null;
        if (isTap) onTap({ x: touch.clientX - left, y: touch.clientY - top });
      }
    }, { capture: true, passive: true, signal });
  }
}

/** The dot that a finger meant, if one is near; `nameWidth` is how far its name reaches to its left (below 0) or right. */
export function dotAt(spot: Spot, dots: Iterable<Spot & { id: string; nameWidth: number }>, near = NEAR_NODE): string | null {
  let best: { id: string; away: number } | null = null;
  for (const { id, x, y, nameWidth } of dots) {
    const end = x + nameWidth;
    const across = Math.max(Math.min(x, end) - spot.x, spot.x - Math.max(x, end), 0); // 0 on the name too
    const away = Math.hypot(across, spot.y - y);
    if (away < near && (!best || away < best.away)) best = { id, away };
  }
  return best?.id ?? null;
}

/** The line that a finger meant, if one is near. */
export function lineAt(spot: Spot, lines: Iterable<{ key: string; from: Spot; to: Spot }>, near = NEAR_LINE): string | null {
  let best: { key: string; away: number } | null = null;
  for (const { key, from, to } of lines) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const along = Math.min(1, Math.max(0, ((spot.x - from.x) * dx + (spot.y - from.y) * dy) / (dx * dx + dy * dy || 1)));
    const away = Math.hypot(spot.x - from.x - along * dx, spot.y - from.y - along * dy);
    if (away < near && (!best || away < best.away)) best = { key, away };
  }
  return best?.key ?? null;
}
