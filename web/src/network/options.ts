// How sigma is to draw: every line with its arrow and dashes, or, where there are thousands, as cheaply as it can.
import { extremityArrow, layerDashed, layerPlain, pathCurved, pathLine, pathLoop } from "sigma/rendering";
import { familyOf } from "./names";

export const SOLID = { dash: 30000, gap: 0.2 }; // pixels: one dash, longer than any line; sigma draws nothing where there is no gap at all
export const DASHED = { dash: 8, gap: 6 };

const DETAILED = {
  variables: { dash: { type: "number" as const, default: SOLID.dash }, gap: { type: "number" as const, default: SOLID.gap } },
  paths: [pathCurved(), pathLoop()],
  extremities: [extremityArrow({ lengthRatio: 4, widthRatio: 3.2 })],
  layers: [layerDashed({ dashSize: { attribute: "dash", mode: "pixels" }, gapSize: { attribute: "gap", mode: "pixels" }, align: 0, solidExtremities: "head" })],
};
const DETAILED_STYLES = { dash: { attribute: "dash" }, gap: { attribute: "gap" }, curvature: { attribute: "curvature" }, head: "arrow", path: "curved", parallelPath: "curved" };
const CHEAP = { paths: [pathLine(), pathLoop()], layers: [layerPlain()] };
const CHEAP_STYLES = { path: "straight", parallelPath: "straight" };

/** The options of a picture; `isCheap` where lines are straight and plain, pointed at by `lineAt`, and stay away while the picture moves. */
export function optionsOf(isCheap: boolean) {
  return {
    primitives: { nodes: { label: { margin: 4, font: { family: familyOf() } } }, edges: isCheap ? CHEAP : DETAILED },
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
        size: { attribute: "size" }, color: { attribute: "color" }, opacity: { attribute: "opacity" }, visibility: { attribute: "visibility" },
        zIndex: { attribute: "z" }, cursor: "pointer", ...(isCheap ? CHEAP_STYLES : DETAILED_STYLES),
      },
    },
    settings: {
      itemSizesReference: "screen" as const, enableEdgeEvents: !isCheap, hideEdgesOnMove: isCheap, edgePickingPadding: 4,
      autoRescaleContent: "positions" as const, stagePadding: 0, minCameraRatio: 0.03, maxCameraRatio: 3, enableCameraRotation: false,
      allowInvalidContainer: true, hideLabelsOnMove: false,
    },
  } as never; // sigma derives its types from primitives; attributes are checked where they are written
}
