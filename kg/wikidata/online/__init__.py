"""Wikidata itself, over the net: the only room of Parley that opens a connection, and only when a user asks for it.

- `client`: one polite client, which says who it is, waits when told to and tries again what may pass;
- `failures`: what can go wrong with a request, and whether it is worth another try;
- `questions`: what is asked of items in SPARQL, and how the rows become facts;
- `cache`: the answers on disk, so that nothing is asked twice;
- `harvest`: many items, a batch at a time, halved where a batch is more than the endpoint can answer in its time;
- `search`: what a name may mean.
"""

from kg.wikidata.online.client import WIKIDATA, Client, Patience
from kg.wikidata.online.search import Found, candidates

__all__ = ["WIKIDATA", "Client", "Found", "Patience", "candidates"]
