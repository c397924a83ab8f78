// Two handles on the days that the ties tell of, over bars that show how many there are.
import { useId } from "preact/hooks";
import { isWithin, type Tie } from "../network/model";

const BARS = 60;
const LEAST = 24; // places that bars take at least: few days make no broad blocks

/** The days at which something begins or ends, sorted. */
export function daysOf(ties: readonly Tie[]): string[] {
  return [...new Set(ties.flatMap((tie) => [tie.first, tie.last]).filter((day): day is string => day !== null))].sort();
}

interface Props {
  ties: readonly Tie[];
  since: string | null;
  until: string | null;
  onChange: (since: string | null, until: string | null, isDone: boolean) => void;
}

export function TimeSlider({ ties, since, until, onChange }: Props) {
  const id = useId();
  const days = daysOf(ties);
  if (days.length < 2) return null;
  const last = days.length - 1;
  const from = since ? Math.max(0, days.findIndex((day) => day >= since)) : 0;
  const to = until ? Math.max(from, days.findLastIndex((day) => day.slice(0, until.length) <= until)) : last;
  const set = (a: number, b: number, isDone: boolean) =>
    onChange(a > 0 ? days[a] ?? null : null, b < last ? days[b] ?? null : null, isDone);
  const handle = (which: "from" | "to") => ({
    type: "range" as const, min: 0, max: last, step: 1,
    "aria-valuetext": days[which === "from" ? from : to],
    onInput: (event: Event) => move(event, which, false),
    onChange: (event: Event) => move(event, which, true),
  });
  const move = (event: Event, which: "from" | "to", isDone: boolean) => {
    const n = Number((event.currentTarget as HTMLInputElement).value);
    if (which === "from") set(Math.min(n, to), to, isDone);
    else set(from, Math.max(n, from), isDone);
  };
  return (
    <fieldset class="slider">
      <legend>When <output>{days[from]} – {days[to]}</output>
        {(from > 0 || to < last) && <button type="button" class="small" onClick={() => onChange(null, null, true)}>All days</button>}
      </legend>
      <Bars ties={ties} days={days} from={from} to={to} />
      <div class="handles">
        <label class="unseen" for={`${id}-from`}>From</label>
        <input id={`${id}-from`} {...handle("from")} value={from} />
        <label class="unseen" for={`${id}-to`}>To</label>
        <input id={`${id}-to`} {...handle("to")} value={to} />
      </div>
    </fieldset>
  );
}

function Bars({ ties, days, from, to }: { ties: readonly Tie[]; days: readonly string[]; from: number; to: number }) {
  const count = Math.min(BARS, days.length);
  const step = days.length / count;
  const bars = Array.from({ length: count }, (_, n) => {
    const a = Math.floor(n * step);
    const b = Math.max(a, Math.ceil((n + 1) * step) - 1);
    return { n: ties.filter((tie) => tie.first !== null && isWithin(tie, days[a] ?? null, days[b] ?? null)).length, isIn: b >= from && a <= to };
  });
  const places = Math.max(LEAST, count);
  const most = Math.max(1, ...bars.map((bar) => bar.n));
  return (
    <svg class="bars" viewBox={`0 0 ${places} 10`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((bar, n) => (
        <rect key={n} x={(count > 1 ? n / (count - 1) : 0.5) * (places - 1) + 0.15} width={0.7} y={10 - (9 * bar.n) / most} height={(9 * bar.n) / most} class={bar.isIn ? "in" : "out"} />
      ))}
    </svg>
  );
}
