"""`kg mcp`: a graph for assistants that speak the Model Context Protocol. Every answer carries its receipts.

`server` says which tools there are, `receipts` what an answer looks like; `guard` runs SPARQL of strangers in a process
that can be killed, which is `reader`.
"""
