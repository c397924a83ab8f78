"""How the models in `extractors/models/` are made again: `python -m training --data FOLDER --out extractors/models`.

`corpora` reads the annotated texts, `examples` turns them into labelled sentences, `tasks` lists what is learned from
them, `network` is the encoder with its heads, `loop` trains, `export` writes what the reader loads, `card` the model
card; `crossvalidate` measures on documents that the model has not seen. Users of the reader never need it.
"""
