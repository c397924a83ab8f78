// The picture in the page, with its buttons and its legend. Sigma is loaded when the first network is shown.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Things } from "../api";
import { nameOf } from "../ui/thing";
import type { Network } from "./model";
import type { Picture, Target } from "./picture";

interface Props {
  network: Network;
  /** All that the slider may show: where actors stand follows from this. */
  whole: Network;
  chosen: Target | null;
  lit: Target | null;
  onChoose: (target: Target | null) => void;
  label: string;
  things: Things;
}

export function NetworkView({ network, whole, chosen, lit, onChoose, label, things }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<Picture | null>(null);
  const [failed, setFailed] = useState(false);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    let made: Picture | null = null;
    let gone = false;
    import("./picture").then((module) => {
      if (gone || !container.current) return;
      made = new module.Picture(container.current, { onChoose: (target) => choose.current(target) });
      setPicture(made);
    }).catch(() => setFailed(true));
    return () => {
      gone = true;
      made?.kill();
    };
  }, []);
  useEffect(() => picture?.show(network, whole), [picture, network, whole]);
  useEffect(() => picture?.highlight(chosen, lit), [picture, network, chosen, lit]);
  return (
    <figure class="network">
      {failed
        ? <p class="notice">This browser cannot draw the network (WebGL is missing or off). The table below says the same.</p>
        : <div class="canvas" ref={container} role="img" aria-label={`${label}. The table below says the same in words.`} data-ready={picture ? "true" : "false"} />}
      {chosen && <Picked chosen={chosen} network={network} things={things} />}
      <figcaption class="legend">
        <Legend />
        <div class="zoom" role="group" aria-label="Zoom">
          <button type="button" aria-label="Zoom in" onClick={() => picture?.zoom(1.5)}>+</button>
          <button type="button" aria-label="Zoom out" onClick={() => picture?.zoom(1 / 1.5)}>−</button>
          <button type="button" aria-label="Show all" onClick={() => picture?.reset()}>⤢</button>
        </div>
      </figcaption>
    </figure>
  );
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
      <span class="quiet hint">Ctrl and wheel, or two fingers, zoom</span>
    </>
  );
}
