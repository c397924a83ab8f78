"""`python -m fuzz.run TARGET SECONDS`: coverage-guided fuzzing of one target, in a process of its own."""

import logging
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kg", "feedparser"]):
    from fuzz.seeds import SEEDS
    from fuzz.targets import once


def main(name: str, seconds: int) -> None:
    """Fuzz until the time is up, or something comes out; what brought it about is in build/fuzz/NAME."""
    home = Path("build/fuzz") / name
    corpus = home / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(SEEDS.get(name, [])):
        (corpus / f"seed-{n}").write_bytes(seed)
        once(name, seed)  # what is imported late must not count as time that an input takes
    logging.disable(logging.CRITICAL)
    limits = [f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=2048", "-max_len=16384"]
    atheris.Setup(
        [name, str(corpus), f"-artifact_prefix={home}/", "-print_final_stats=1", *limits], lambda data: once(name, data)
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
