"""How the reader of pairs is made again: `python -m training.pairs --data FOLDER --out extractors/models/pairs`.

Two mentions of a sentence stand in some relation or in none, and one is for the other, against it, or neither.
`corpora` reads the annotated texts, `labels` says which predicate each of their labels is, `examples` cuts them into
sentences, `network` and `head` are what learns over the encoder's vectors, `task` is the loss, `lessons` says from what
and how often, `measure` asks a network, `verdicts` fits how far it can be trusted, `export` writes what the reader
loads.
"""
