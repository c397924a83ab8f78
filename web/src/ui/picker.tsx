// A box that finds an actor, a place or a conflict by a part of its name: ARIA's combobox with a list.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { address, idsOfRows, type Found, type Known } from "../api";
import { spoken } from "./notice";

const PAUSE = 150; // milliseconds without a key before the graph is asked
const SHOWN = 8;

interface Props {
  label: string;
  placeholder?: string;
  hideLabel?: boolean;
  onPick: (known: Known) => void;
  /** What Enter does while nothing in the list is chosen. */
  onText?: (text: string) => void;
}

export function Picker({ label, placeholder, hideLabel, onPick, onText }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [isAwaited, setAwaited] = useState(false); // Enter came before the list did
  const found = useFound(open ? text : "");
  const box = useRef<HTMLInputElement>(null);
  const isShown = open && text.trim() !== "" && found !== null;
  const pick = (known: Known) => {
    setText("");
    setOpen(false);
    onPick(known);
  };
  useEffect(() => {
    if (!isAwaited || found === null) return;
    setAwaited(false);
    if (found[0]) pick(found[0]);
  }, [isAwaited, found]);
  const press = (event: KeyboardEvent) => {
    const count = found?.length ?? 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (count) setAt((at + (event.key === "ArrowDown" ? 1 : -1) + count + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % count);
    } else if (event.key === "Escape") {
      setOpen(false);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = found?.[at] ?? (onText ? undefined : found?.[0]);
      if (chosen && isShown) pick(chosen);
      else if (onText && text.trim()) {
        setOpen(false);
        onText(text.trim());
      } else if (found === null && text.trim()) {
        setOpen(true);
        setAwaited(true);
      }
    }
  };
  return (
    <div class="picker" onFocusOut={(event) => {
      if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) setOpen(false);
    }}>
      <label for={`${id}-box`} class={hideLabel ? "unseen" : ""}>{label}</label>
      <input
        id={`${id}-box`} ref={box} type="search" role="combobox" list={undefined} autocomplete="off" spellcheck={false} value={text}
        placeholder={placeholder} aria-expanded={isShown} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={isShown && at >= 0 ? `${id}-${at}` : undefined} onKeyDown={press}
        onInput={(event) => { setText(event.currentTarget.value); setOpen(true); setAt(-1); setAwaited(false); }}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!isShown}>
        {isShown && found.map((known, n) => (
          <li
            key={known.id} id={`${id}-${n}`} role="option" aria-selected={n === at}
            onMouseDown={(event) => { event.preventDefault(); pick(known); }}
          >
            {known.name} <span class="quiet">{spoken(known.type)}</span>
          </li>
        ))}
        {isShown && !found.length && <li class="quiet" role="option" aria-disabled="true" aria-selected={false}>Nobody of that name</li>}
      </ul>
    </div>
  );
}

/** What the graph finds for a text, a moment after the last key; null while it looks, or where there is no text. */
function useFound(text: string): Known[] | null {
  const [found, setFound] = useState<{ text: string; known: Known[] } | null>(null);
  const wanted = text.trim();
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      fetch(address("search", { q: wanted }), { signal: stop.signal })
        .then((response) => (response.ok ? (response.json() as Promise<Found>) : Promise.reject(new Error())))
        .then((answer) => setFound({ text: wanted, known: idsOfRows(answer).slice(0, SHOWN) }))
        .catch(() => undefined);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  return found?.text === wanted ? found.known : null;
}
