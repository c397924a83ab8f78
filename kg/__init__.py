"""Parley: a knowledge graph of actors, places and history, read from the news, that remembers who said it."""

__version__ = "0.1.0"
