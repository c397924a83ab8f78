"""The explorer's pages as plain records, ready for JSON: what `kg serve` answers under /api/.

    rows      the rows of a saved question, with the things that stand in them
    names     what a name may mean, and near misses
    overview  what the graph holds, for the start page
    sides     a saved question's ties as a picture of two camps: who are the parties, who stands with whom
    actor     the head of a dossier
    claim     one claim with its sentence in context, and the copies of its article
    writing   a page in bytes: JSON, or its rows as CSV
    pages     which page is made by which of these

A page is a function of a graph and of what a request gives. Each tells the saved questions that it comes from, with
their SPARQL. Nothing here knows HTTP, and nothing is written: a reader of `kg serve` runs it over its copy.
"""

from kg.explorer.pages import PAGES, Page, answer
from kg.explorer.writing import written

__all__ = ["PAGES", "Page", "answer", "written"]
