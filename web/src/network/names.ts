// Which names are written beside the dots, and how much of them: none over another.
import type { Side } from "./layout";

export interface Name {
  id: string;
  text: string;
  /** Of the dot, in pixels, y downwards. */
  x: number;
  y: number;
  radius: number;
  side: Side;
  size: number;
}
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const GAP = 4; // pixels between a dot and its name
const ALIKE = 6; // letters that names begin alike with
const AIR = 2; // pixels between two names
const brush = document.createElement("canvas").getContext("2d");

let family = "";

/** The page's font; it is asked for once, since a large network measures hundreds of names. */
export function familyOf(): string {
  family ||= getComputedStyle(document.body).fontFamily;
  return family;
}

/** The page's font in a size, as a canvas wants to hear it. */
export function fontOf(size: number): string {
  return `${size}px ${familyOf()}`;
}

/** How wide a text is in the page's font, in pixels. */
export function widthOf(text: string, size: number): number {
  if (!brush) return text.length * size * 0.6;
  brush.font = fontOf(size);
  return brush.measureText(text).width;
}

/** The text, or its beginning with an ellipsis where it is wider than `room`; with the share of it that `tail` tells kept from its end. */
function cut({ text, size, room }: Label, tail = 0): string {
  if (widthOf(text, size) <= room) return text;
  const kept = (n: number) => `${text.slice(0, Math.ceil(n * (1 - tail))).trimEnd()}…${text.slice(text.length - Math.floor(n * tail)).trimStart()}`;
  let n = text.length - 1;
  while (n > 1 && widthOf(kept(n), size) > room) n -= 1;
  return kept(n);
}

export interface Label {
  text: string;
  size: number;
  room: number;
}

/** Each text as its room allows; those that would be cut to the same keep their ends, by which they differ. */
export function cutAll(labels: readonly Label[]): string[] {
  const found = labels.map((label) => cut(label));
  const times = new Map<string, number>();
  for (const text of found) times.set(text, (times.get(text) ?? 0) + 1);
  const isSame = (text: string) => (times.get(text) ?? 0) > 1;
  const begun = new Set(found.filter(isSame).map((text) => text.slice(0, ALIKE)));
  return labels.map((label, n) => (begun.has(label.text.slice(0, ALIKE)) ? cut(label, 0.5) : found[n] ?? ""));
}

/** The ids of the names that find room, given the most important first; at most so many. */
export function roomFor(names: readonly Name[], most: number): Set<string> {
  const boxes: Box[] = [];
  const found = new Set<string>();
  for (const name of names) {
    if (found.size >= most) break;
    const box = boxOf(name);
    if (boxes.some((other) => isOver(box, other))) continue;
    boxes.push(box);
    found.add(name.id);
  }
  return found;
}

function boxOf({ text, x, y, radius, side, size }: Name): Box {
  const width = widthOf(text, size);
  const height = size * 1.2;
  const away = radius + GAP;
  const left = side === "left" ? x - away - width : side === "right" ? x + away : x - width / 2;
  const top = side === "below" ? y + away : y - height / 2;
  return { left: left - AIR, right: left + width + AIR, top: top - AIR, bottom: top + height + AIR };
}

function isOver(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
