"""How soon the explorer's *sides* page shows its network in a browser, and how smoothly that moves.

    python benchmarks/explorer.py [--actors 5000] [--turns 5] [--graph FOLDER]

Two pages are opened in headless Chromium, each turn in a new context with nothing kept: a dispute of the demo's graph,
and a made one of so many actors (`dispute.py`; `--graph` takes one that is there). The server runs; its work is part of
what is measured. Told are, from the page's own clock, the first contentful paint; the first meaningful one, the frame
after the first actors and lines were drawn (the mark `network`); when they can be moved (`network-live`); when all
actors are drawn (`network-whole`); then the frames while the network is dragged and zoomed by script. Beside them
stands the CPU that the server, the page's thread and all of Chromium have taken by then, for a shared machine makes
times by the clock long. Chromium draws by its own software, as on a machine without a graphics card, the slowest that
there is.

Limits, on the median of the turns: the first meaningful paint within 1 s for the demo, and 3 s for the made graph; half
of the frames within 34 ms. It needs playwright and a Chromium (PARLEY_CHROMIUM, or on the PATH), no network.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import dispute
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

DEMO, DEMO_S, MADE_S, FRAME_MS = "sides?conflict=Nagorno-Karabakh", 1.0, 3.0, 34.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WAIT = 120_000
MOVES, LONGEST = 60, 20.0
_TICKS = os.sysconf("SC_CLK_TCK")
_MARKS = {"network": "first meaningful paint", "network-live": "it can be moved", "network-whole": "all is drawn"}
_SEEN = """([type, name]) => new Promise((done) => {
  const look = (list) => list.getEntriesByName(name).forEach((entry) => done(entry.startTime / 1000));
  new PerformanceObserver(look).observe({ type, buffered: true });
})"""
_FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const next = (now) => { window.frames_.push(now - last); last = now; window.framing_ = requestAnimationFrame(next); };
  window.framing_ = requestAnimationFrame((now) => { last = now; window.framing_ = requestAnimationFrame(next); });
}"""
_STOPPED = "() => { cancelAnimationFrame(window.framing_); return window.frames_; }"
Figures = Mapping[str, float]


@dataclass(frozen=True)
class Shown:
    """A page to be opened: what it is, where, and within how many seconds its network has to be there."""

    what: str
    folder: Path
    view: str
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=int, default=5000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--graph", type=Path)
    args = parser.parse_args()
    with TemporaryDirectory() as place, browser() as chromium:
        held = [_held(chromium, shown, args.turns) for shown in pages(Path(place), args.actors, args.graph)]
    sys.exit(0 if all(held) else 1)


def pages(place: Path, actors: int, made: Path | None) -> Iterator[Shown]:
    """The two pages, each once its graph is there."""
    demo = place / "demo"
    subprocess.run([sys.executable, "-m", "kg.cli", "demo", "-o", str(demo)], check=True, stdout=subprocess.DEVNULL)
    yield Shown("the demo", demo, DEMO, DEMO_S)
    if made is None:
        made = place / "dispute"
        dispute.make(made, actors)
    what = f"{actors:,} actors" if made.parent == place else made.name
    yield Shown(what, made, f"sides?conflict={dispute.DISPUTE}", MADE_S)


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium. Ends the run with a line where there is none."""
    path = os.environ.get("PARLEY_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        sys.exit("no Chromium is installed: apt install chromium, or say where it is by PARLEY_CHROMIUM")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


def _held(chromium: Browser, shown: Shown, turns: int) -> bool:
    """Whether a page is within its limits; its figures are printed."""
    with running(shown.folder) as (address, pid):
        found = [turn(chromium, address + shown.view, pid) for _ in range(turns)]
    print(f"{shown.what}, {turns} turns; load {os.getloadavg()[0]:.1f}")
    for name in found[0]:
        values = [figures[name] for figures in found]
        print(f"  {name:46} best {min(values):8,.2f}   median {median(values):8,.2f}")
    paint = median(figures["first meaningful paint, s"] for figures in found)
    frame = max(median(figures[f"{how}, frame p50, ms"] for figures in found) for how in ("dragged", "zoomed"))
    print(f"  limits: {paint:.2f} s (<= {shown.seconds:g}), {frame:.1f} ms (<= {FRAME_MS:g})")
    return paint <= shown.seconds and frame <= FRAME_MS


@contextmanager
def running(graph: Path) -> Iterator[tuple[str, int]]:
    """Address and process of a server."""
    command = [sys.executable, "-m", "kg.cli", "serve", str(graph), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            yield line.split(" is served at ")[1].split()[0].removesuffix("sparql"), server.pid
        finally:
            server.terminate()


def turn(chromium: Browser, address: str, pid: int) -> Figures:
    """Open a page, and move its network about once all of it is there."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(WAIT)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    before, browser_before = cpu(pid), chromium_cpu(pid)
    page.goto(address, wait_until="commit")
    figures = {"first contentful paint, s": page.evaluate(_SEEN, ["paint", "first-contentful-paint"])}
    for mark, what in _MARKS.items():
        figures[f"{what}, s"] = page.evaluate(_SEEN, ["mark", mark])
        figures[f"{what}, CPU of the server, s"] = cpu(pid) - before
        figures[f"{what}, CPU of the page's thread, s"] = _busy(session)
        figures[f"{what}, CPU of Chromium, s"] = chromium_cpu(pid) - browser_before
    page.locator(".canvas[data-moving]").wait_for(state="detached")
    figures["at rest, CPU of the page's thread, s"] = _busy(session)
    figures["at rest, CPU of Chromium, s"] = chromium_cpu(pid) - browser_before
    figures |= dict(_smooth(page))
    context.close()
    return figures


def cpu(pid: int) -> float:
    """Seconds of CPU that a process and its children have taken, those that have ended included."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return sum(map(int, fields[11:15])) / _TICKS + sum(map(cpu, map(int, children)))


def chromium_cpu(server: int) -> float:
    """The same of all else that this process has started: Chromium, and what steers it."""
    return cpu(os.getpid()) - time.process_time() - cpu(server)


def _busy(session: CDPSession) -> float:
    """Seconds of CPU that the page's main thread has taken."""
    told = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return float(told["ThreadTime"])


def _smooth(page: Page) -> Iterator[tuple[str, float]]:
    """The frames while the network is dragged round, and while it is zoomed in and out."""
    canvas = page.locator(".canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate(_FRAMES)
    page.mouse.move(x - 120, y - 120)
    page.mouse.down()
    for n in _until(LONGEST):
        page.mouse.move(x - 120 + 4 * n, y - 120 + 3 * n)
    page.mouse.up()
    yield from _told("dragged", page.evaluate(_STOPPED))
    page.evaluate(_FRAMES)
    page.keyboard.down("Control")
    for n in _until(LONGEST):
        page.mouse.wheel(0, -120 if n < MOVES / 2 else 120)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    page.keyboard.up("Control")
    yield from _told("zoomed", page.evaluate(_STOPPED))


def _until(seconds: float) -> Iterator[int]:
    """So many numbers of moves as there is time for."""
    end = time.monotonic() + seconds
    return takewhile(lambda _: time.monotonic() < end, range(MOVES))


def _told(what: str, frames: Sequence[float]) -> Iterator[tuple[str, float]]:
    yield f"{what}, frame p50, ms", median(frames)
    yield f"{what}, frame p95, ms", quantiles(frames, n=20)[18]
    yield f"{what}, longest frame, ms", max(frames)


if __name__ == "__main__":
    main()
