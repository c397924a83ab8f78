"""BOOTSTRAP `kg read` only; the CLI helper replaces it."""

import sys


def main() -> None:
    import extractors
    from kg import contract

    if sys.argv[1] == "read":
        articles = [contract.parse_article(line, i) for i, line in enumerate(sys.stdin, 1)]
        for reading in extractors.reader().read_many(articles):
            sys.stdout.write(contract.dump(reading) + "\n")
