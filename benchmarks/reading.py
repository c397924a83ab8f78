"""Words a second and memory of `kg read`, against the bare spaCy pipeline in the same run, one process each.

    python benchmarks/reading.py [--limit N]

The texts are the articles of the evaluation data where they lie beside the project, else the project's examples many
times over. The ratio is what counts: at least 0.8 of the words a second of spaCy's whole pipeline (with NER and
lemmas), in at most 600 MB. The two take turns, and each one's best of the rounds counts, so that a busy machine hits
both alike.
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
RATIO, MEGABYTES, ROUNDS = 0.8, 600, 3

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
from extractors import reader
from kg import contract
articles = [contract.parse_article(line, n) for n, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1)]
read = reader()
list(read.read_many(articles[:2]))
start = time.perf_counter()
out = io.StringIO()
for reading in read.read_many(articles):
    out.write(contract.dump(reading)); out.seek(0); out.truncate()
took = time.perf_counter() - start
print(sum(len(a.text.split()) for a in articles) / took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


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


def measure(program: str, file: str) -> tuple[float, float]:
    """Words a second and megabytes of one run."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program, file], stdout=subprocess.PIPE, text=True, env=env, check=True)
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
        runs = [(measure(_BARE, file.name), measure(_READ, file.name)) for _ in range(ROUNDS)]
    bare, read = max(b[0] for b, _ in runs), max(r[0] for _, r in runs)
    memory = max(r[1] for _, r in runs)
    print(f"spaCy's whole pipeline {bare:8,.0f} words/s {max(b[1] for b, _ in runs):6.0f} MB")
    print(f"kg read                {read:8,.0f} words/s {memory:6.0f} MB")
    print(f"reading_ratio {read / bare:.3f} (at least {RATIO}), {memory:.0f} MB (at most {MEGABYTES})")
    return int(read / bare < RATIO or memory > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
