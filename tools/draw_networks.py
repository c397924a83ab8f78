"""Draw the pictures of docs/networks.md, light and dark, from the demo's graph.

python tools/draw_networks.py [GRAPH]
"""

import argparse
import tempfile
from pathlib import Path

import kg
from kg import lookup, pictures

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SIDES = "Armenia", "Azerbaijan"
DISPUTED = "Turkey", "Azerbaijan"


def pages(graph: kg.Graph, theme: pictures.Theme) -> dict[str, pictures.Canvas]:
    """The pictures by the names of their files."""
    network = graph.network()
    one, other = (lookup.entity(graph, name).iri for name in SIDES)
    dated = graph.network(since="2014", deeds=True)
    return {
        "sides": pictures.sides(network, one, other, theme),
        "timeline": pictures.timeline(dated, "Deeds for and against, and who mediates, since 2014", theme),
        "ledger": pictures.accounts(graph, pictures.find(graph, *DISPUTED), theme),
    }


def main() -> None:
    """Draw a graph that is there, or the demo's, built for this."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", nargs="?", type=Path, help="a folder that kg build made (default: the demo)")
    given = parser.parse_args().graph
    with tempfile.TemporaryDirectory() as folder:
        path = given or Path(folder) / "demo"
        if given is None:
            kg.build(ROOT / "examples", path)
        with kg.open(path) as graph:
            for name, theme in (("light", pictures.LIGHT), ("dark", pictures.DARK)):
                for kind, page in pages(graph, theme).items():
                    with (DOCS / f"network-{kind}-{name}.svg").open("wb") as out:
                        page.write(out, "svg")


if __name__ == "__main__":
    main()
