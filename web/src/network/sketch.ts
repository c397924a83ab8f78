// The network drawn on a plain canvas, at once: it is there before sigma is loaded, and stays where there is no WebGL worth having.
import type { Target } from "./drawing";
import { HOME, type View } from "./glide";
import { bend, dotColour, dotSize, labelSize, lineColour, lineOpacity, palette, thickness, type Palette, type Plan } from "./looks";
import { EDGE, sorted } from "./layout";
import type { Actor, Network } from "./model";
import { fontOf, roomFor, widthOf, type Name } from "./names";
import type { Spot } from "./touch";

const NAMES = 90; // that a large network has at most
const DASHES = [8, 6];
const HEAD = 3.2; // widths of a line that its arrow has, to each side
const NOWHERE = { x: -9999, y: -9999 };

type Brush = CanvasRenderingContext2D;
type Spots = ReadonlyMap<string, Spot>;
/** The actors and lines that stand out, all others step back. */
export interface Near {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

/** Draw what is shown of a network, as the plan of the whole has it, on a canvas that fills its part of the page. */
export function sketch(canvas: HTMLCanvasElement, shown: Network, plan: Plan, spots: Spots, view = HOME, near: Near | null = null): void {
  const brush = canvas.getContext("2d");
  if (!brush) return;
  const { width, height } = plan.room;
  const sharp = devicePixelRatio || 1;
  [canvas.width, canvas.height] = [width * sharp, height * sharp]; // which clears it, too
  brush.scale(sharp, sharp);
  const colours = palette();
  const at = (id: string) => seen(spots.get(id), view);
  const inSight = ({ x, y }: Spot) => x > -20 && y > -20 && x < width + 20 && y < height + 20;
  const actors = shown.actors.filter(({ id, degree, isParty }) => (degree || isParty) && inSight(at(id)));
  lines(brush, shown, plan, at, colours, near);
  for (const actor of actors) {
    const { x, y } = at(actor.id);
    brush.globalAlpha = !near || near.nodes.has(actor.id) ? 1 : 0.15;
    brush.fillStyle = dotColour(actor, colours);
    brush.beginPath();
    brush.arc(x, y, dotSize(actor, plan), 0, 2 * Math.PI);
    brush.fill();
  }
  brush.globalAlpha = 1;
  names(brush, near ? actors.filter(({ id }) => near.nodes.has(id)) : actors, plan, at, colours);
}

/** Where a spot is seen in a view; far outside where there is none. */
export function seen(spot: Spot | undefined, { x, y, k }: View): Spot {
  return spot ? { x: x + k * spot.x, y: y + k * spot.y } : NOWHERE;
}

/** What has to do with something chosen: it, its ends or neighbours. */
export function around(target: Target | null, { lines }: Network): Near | null {
  if (!target) return null;
  const found = lines.filter(({ key, source, target: end }) => key === target.key || source === target.key || end === target.key);
  if (!found.length) return null;
  return { nodes: new Set(found.flatMap(({ source, target: end }) => [source, end])), edges: new Set(found.map(({ key }) => key)) };
}

/** Places in pixels, y downwards, with all of a large network in sight. */
export function pixels({ places, stood, room }: Plan): Spots {
  if (stood) return new Map([...places].map(([id, { x, y }]) => [id, { x, y: room.height - y }]));
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of places.values()) {
    [left, right, low, high] = [Math.min(left, x), Math.max(right, x), Math.min(low, y), Math.max(high, y)];
  }
  const scale = Math.min((room.width - 2 * EDGE) / (right - left || 1), (room.height - 2 * EDGE) / (high - low || 1));
  const [across, down] = [room.width / 2 - (scale * (left + right)) / 2, room.height / 2 + (scale * (low + high)) / 2];
  return new Map([...places].map(([id, { x, y }]) => [id, { x: across + scale * x, y: down - scale * y }]));
}

function lines(brush: Brush, shown: Network, plan: Plan, at: (id: string) => Spot, colours: Palette, near: Near | null): void {
  const radius = new Map(plan.few ? shown.actors.map((actor) => [actor.id, dotSize(actor, plan)]) : []);
  const { width, height } = plan.room;
  for (const line of shown.lines) {
    const from = at(line.source);
    const to = at(line.target);
    if (Math.max(from.x, to.x) < 0 || Math.max(from.y, to.y) < 0 || Math.min(from.x, to.x) > width || Math.min(from.y, to.y) > height) continue;
    const bow = bend(line, plan);
    const control = { x: (from.x + to.x) / 2 + bow * (to.y - from.y), y: (from.y + to.y) / 2 - bow * (to.x - from.x) };
    brush.globalAlpha = !near ? lineOpacity(plan) : near.edges.has(line.key) ? 1 : 0.06;
    brush.strokeStyle = brush.fillStyle = lineColour(line, colours);
    brush.lineWidth = thickness(line, plan);
    brush.setLineDash(line.disputed ? DASHES : []);
    brush.beginPath();
    brush.moveTo(from.x, from.y);
    if (bow) brush.quadraticCurveTo(control.x, control.y, to.x, to.y);
    else brush.lineTo(to.x, to.y);
    brush.stroke();
    if (plan.few) head(brush, control, to, radius.get(line.target) ?? 0);
  }
  brush.setLineDash([]);
}

/** The arrow at the end of a line that comes from `from`. */
function head(brush: Brush, from: Spot, to: Spot, away: number): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const wide = (HEAD / 2) * brush.lineWidth;
  const [x, y] = [to.x - ux * away, to.y - uy * away];
  const [bx, by] = [x - ux * 4 * brush.lineWidth, y - uy * 4 * brush.lineWidth];
  brush.beginPath();
  brush.moveTo(x, y);
  brush.lineTo(bx - uy * wide, by + ux * wide);
  brush.lineTo(bx + uy * wide, by - ux * wide);
  brush.fill();
}

function names(brush: Brush, actors: readonly Actor[], plan: Plan, at: (id: string) => Spot, colours: Palette): void {
  const told: Name[] = sorted(actors).slice(0, plan.stood ? actors.length : 4 * NAMES).map((actor) => {
    const size = labelSize(actor, plan);
    const text = plan.labels.get(actor.id) ?? actor.name;
    const spot = at(actor.id);
    const radius = dotSize(actor, plan);
    const isAtEdge = spot.x + radius + widthOf(text, size) > plan.room.width - EDGE;
    return { id: actor.id, text, ...spot, radius, side: plan.stood?.get(actor.id)?.side ?? (isAtEdge ? "left" : "right"), size };
  });
  const written = plan.stood ? null : roomFor(told, NAMES);
  brush.textBaseline = "middle";
  for (const { id, text, x, y, radius, side, size } of told) {
    if (written && !written.has(id)) continue;
    brush.font = fontOf(size);
    brush.textAlign = side === "left" ? "right" : side === "right" ? "left" : "center";
    const away = radius + 4;
    const across = side === "left" ? x - away : side === "right" ? x + away : x;
    if (!plan.few) {
      brush.fillStyle = colours.plate;
      const wide = widthOf(text, size) + 2;
      brush.fillRect(side === "left" ? across + 1 - wide : across - 1, y - size * 0.6, wide, size * 1.2);
    }
    brush.fillStyle = colours.ink;
    brush.fillText(text, across, side === "below" ? y + away + size / 2 : y);
  }
}
