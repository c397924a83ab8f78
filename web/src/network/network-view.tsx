// The picture in the page, with its buttons and its legend. A sketch is there at once; sigma is loaded behind it, and takes its place.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Things } from "../api";
import { nameOf } from "../ui/thing";
import { isLarge, planned } from "./looks";
import { mark } from "./marks";
import type { Network } from "./model";
import type { Drawing, Target } from "./drawing";
import { Flat } from "./flat";
import { pixels, sketch } from "./sketch";
import { KEYS, stepped, zoomed } from "./walk";

interface Props {
  network: Network;
  /** All that the slider may show: where actors stand follows from this. */
  whole: Network;
  chosen: Target | null;
  lit: Target | null;
  onChoose: (target: Target | null) => void;
  label: string;
  things: Things;
  /** Whether more of it is still to come. */
  isPart: boolean;
}

export function NetworkView(props: Props) {
  const { network, chosen, label, things } = props;
  const { container, still, drawing, isDrawn, isHidden } = usePicture(props);
  const walk = useWalk(props, drawing);
  return (
    <figure class="network">
      <div
        class="canvas" ref={container} role="application" aria-roledescription="network" tabIndex={0} data-ready={isDrawn} onKeyDown={walk}
        aria-label={`${label}. ${KEYS} The table below says the same in words.`}
      >
        <canvas class="sketch" ref={still} hidden={isHidden} />
      </div>
      <div role="status">{chosen && <Picked chosen={chosen} network={network} things={things} />}</div>
      <figcaption class="legend">
        <Legend />
        <div class="zoom" role="group" aria-label="Zoom">
          <button type="button" aria-label="Zoom in" onClick={() => drawing?.zoom(1.5)}>+</button>
          <button type="button" aria-label="Zoom out" onClick={() => drawing?.zoom(1 / 1.5)}>−</button>
          <button type="button" aria-label="Show all" onClick={() => drawing?.reset()}>⤢</button>
        </div>
      </figcaption>
    </figure>
  );
}

/** What keys do in the picture; those that mean nothing here are the page's. */
function useWalk({ network, chosen, onChoose }: Props, drawing: Drawing | null): (event: KeyboardEvent) => void {
  const from = useRef<string | null>(null);
  if (chosen?.kind === "actor") from.current = chosen.key;
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stepped(event.key, chosen, from.current, network);
    if (next === undefined && !zoomed(event.key, drawing)) return;
    event.preventDefault();
    if (next !== undefined) onChoose(next);
    if (next === null) from.current = null;
  };
}

/** The network drawn: at once as a sketch, then by what lets it be moved. Sigma takes its time to load and to begin; where it
 * cannot, or only slowly, a plain canvas has to do. */
function usePicture({ network, whole, chosen, lit, onChoose, isPart }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [isDrawn, setDrawn] = useState(false);
  const [failed, setFailed] = useState(false);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const isFlat = failed || (!isPart && isLarge(whole) && isSlow());
  useLayoutEffect(() => {
    if (drawing || !container.current || !still.current) return;
    const plan = planned(container.current, whole);
    sketch(still.current, network, plan, pixels(plan));
    mark("network", ...(isPart ? [] : ["network-whole"] as const));
  }, [network, whole, drawing]);
  useEffect(() => {
    if (isPart) return; // what is a part is sketched only: to begin anew for the whole would take longer
    let made: Drawing | null = null;
    const hooks = {
      onChoose: (target: Target | null) => choose.current(target),
      onDrawn: () => {
        setDrawn(true);
        mark("network-live", "network-whole");
      },
    };
    const stop = afterPaint(async () => {
      const Kind = isFlat ? null : (await import("./picture")).Picture;
      if (!container.current || !still.current) return;
      setDrawing(made = Kind ? new Kind(container.current, hooks) : new Flat(container.current, still.current, hooks));
    }, () => setFailed(true));
    return () => {
      stop();
      made?.kill();
      setDrawing(null);
      setDrawn(false);
    };
  }, [isPart, isFlat]);
  useEffect(() => {
    try {
      drawing?.show(network, whole);
    } catch (cause) {
      if (isFlat) throw cause;
      setFailed(true); // there is no WebGL
    }
  }, [drawing, network, whole]);
  useEffect(() => drawing?.highlight(chosen, lit), [drawing, network, chosen, lit]);
  return { container, still, drawing, isDrawn, isHidden: isDrawn && !isFlat };
}

let slow: boolean | null = null;

/** Whether the browser has no WebGL, or does by software what a graphics card should. */
function isSlow(): boolean {
  slow ??= isSoftware(document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true }));
  return slow;
}

/** Some browsers give a context by software all the same; then its name tells. */
function isSoftware(gl: WebGL2RenderingContext | null): boolean {
  const named = gl?.getExtension("WEBGL_debug_renderer_info");
  const renderer = gl && named ? String(gl.getParameter(named.UNMASKED_RENDERER_WEBGL)) : "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return !gl || /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

/** Do something once what was drawn is to be seen: it keeps the page from painting. What is returned calls it off. */
function afterPaint(work: () => Promise<void>, failed: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => void work().catch(failed));
  });
  return () => cancelAnimationFrame(frame);
}

/** What was tapped, in full, where the panel that tells more is out of sight: on a phone. */
function Picked({ chosen, network, things }: { chosen: Target; network: Network; things: Things }) {
  const lines = network.lines.filter(({ key, source, target }) => key === chosen.key || source === chosen.key || target === chosen.key);
  const [line] = lines;
  if (!line) return null;
  const how = [...new Set(line.ties.map((tie) => nameOf(tie.how, things)))].join(", ");
  return (
    <p class="picked">
      {chosen.kind === "line"
        ? <>{nameOf(line.source, things)} <strong>{how}</strong> {nameOf(line.target, things)}</>
        : <><strong>{nameOf(chosen.key, things)}</strong>, {lines.length} line{lines.length === 1 ? "" : "s"}</>}
      {" "}<a href="#chosen" onClick={(event) => { event.preventDefault(); document.getElementById("chosen")?.scrollIntoView(); }}>What is said</a>
    </p>
  );
}

function Legend() {
  return (
    <>
      <span><svg width="34" height="10" aria-hidden="true"><line x1="1" y1="5" x2="33" y2="5" class="for" stroke-width="3" /></svg> for</span>
      <span><svg width="34" height="10" aria-hidden="true"><line x1="1" y1="5" x2="33" y2="5" class="against" stroke-width="3" /></svg> against</span>
      <span><svg width="34" height="10" aria-hidden="true"><line x1="1" y1="5" x2="33" y2="5" class="between" stroke-width="3" stroke-dasharray="7 5" /></svg> denied by somebody</span>
      <span><svg width="34" height="12" aria-hidden="true"><line x1="1" y1="6" x2="33" y2="6" class="between" stroke-width="8" /></svg> several independent origins</span>
      <span class="quiet hint">Ctrl and wheel, or two fingers, zoom; <span class="keys">arrow keys walk</span></span>
    </>
  );
}
