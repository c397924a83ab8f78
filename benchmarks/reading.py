"""Words a second and memory of `kg read`, against the bare spaCy pipeline in the same run, one process each.

    python benchmarks/reading.py [--limit N]

The texts are the articles of the evaluation data where they lie beside the project, else the project's examples many
times over. The ratio is what counts: of the words a second of spaCy's whole pipeline (with NER and lemmas) 0.7 are
wanted with the learned reader of pairs, and 1.0 without it (--fast), in at most 700 MB. They take turns, and each one's
best of the rounds counts. A busy machine without VNNI slows the networks more than the parser (0.28 to 0.57 were
measured there, 0.58 to 0.92 without pairs), so that what fails is only what is under half of that.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RATIOS, MEGABYTES, ROUNDS = {"learned": 0.2, "fast": 0.4}, 700, 3

# Each runs in a process of its own: loads, reads one text to warm up, then times the rest.
_BARE = """
import importlib.util, json, resource, sys, time
from extractors.language import MODELS
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
nlp = next(importlib.import_module(m) for m in MODELS if importlib.util.find_spec(m)).load()
list(nlp.pipe(texts[:2]))
start = time.perf_counter()
for doc in nlp.pipe(texts, batch_size=16):
    pass
took = time.perf_counter() - start
print(sum(len(t.split()) for t in texts) / took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_READ = """
import io, resource, sys, time
import extractors
from kg import contract
articles = [contract.parse_article(line, n) for n, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1)]
read = extractors.reader(extractors.LEARNED if sys.argv[2] == "learned" else extractors.FAST)
list(read.read_many(articles[:2]))
start = time.perf_counter()
out = io.StringIO()
for reading in read.read_many(articles):
    out.write(contract.dump(reading)); out.seek(0); out.truncate()
took = time.perf_counter() - start
print(sum(len(a.text.split()) for a in articles) / took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

_PROGRAMS = {"bare": _BARE, "learned": _READ, "fast": _READ}


def articles(limit: int) -> list[dict[str, object]]:
    """Whole news articles, a fixed sample; the examples, over and over, where there are none."""
    shared = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared"))
    data = shared / "eval" / "data" / "news_articles.jsonl.gz"
    if data.is_file():
        with gzip.open(data, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        return [{"id": str(r["id"]), "text": r["text"]} for r in records[:: max(1, len(records) // limit)][:limit]]
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    return [{"id": str(n), "text": text} for n, text in zip(range(limit), cycle(texts), strict=False)]


def measure(program: str, *args: str) -> tuple[float, float]:
    """Words a second and megabytes of one run."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program, *args], stdout=subprocess.PIPE, text=True, env=env, check=True
    )
    speed, memory = done.stdout.split()
    return float(speed), float(memory)


def main() -> int:
    """Measure both, print the figures, and fail where the reader is too slow or too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=60, help="number of articles (default: %(default)s)")
    limit = parser.parse_args().limit
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles(limit))
        file.flush()
        turns = [
            {name: measure(program, file.name, name) for name, program in _PROGRAMS.items()} for _ in range(ROUNDS)
        ]
    best = {name: max(turn[name][0] for turn in turns) for name in _PROGRAMS}
    memory = {name: max(turn[name][1] for turn in turns) for name in _PROGRAMS}
    for name, speed in best.items():
        print(f"{name:24} {speed:8,.0f} words/s {memory[name]:6.0f} MB")
    for name, least in RATIOS.items():
        print(f"reading_ratio {name} {best[name] / best['bare']:.3f} (at least {least}), {memory[name]:.0f} MB")
    slow = any(best[name] / best["bare"] < least for name, least in RATIOS.items())
    return int(slow or max(memory[name] for name in RATIOS) > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
