"""`kg serve`: the graph on the web: SPARQL 1.1 at `/sparql`, reconciliation at `/reconcile`, the explorer at `/`.

    app          the routes, and answers as HTTP
    pages        the explorer: its files, and its questions under `/api/`
    reconciliation  the routes of `kg.reconcile`
    connection   HTTP in small bites, and how a connection ends whose client still sends
    protocol     the head of a request, by the SPARQL 1.1 Protocol, and how it is refused
    parameters   the rest of it, taken apart by a reader
    negotiation  which format the client takes
    pool, queue  who is asked next, and for how long: readers that are stopped when their time is up
    worker       one reader: a process over a copy of the store that nobody writes
    guard        what a reader refuses to ask of the store
    results      an answer in bytes, up to a bound
    description  what the endpoint says of itself
    snapshot     the copy
    naming       the index of names beside it, made in the background
    sizes        how much it holds, counted once
    limits       the bounds
    server       the socket, and how it all starts and stops

Only `worker` and what it uses touch the store, so a query can bring down nothing but its reader: one that runs for
ever, fills the memory or is nested deeper than the parser's stack costs a process, and another takes its place.
"""
