"""Wikidata: names to candidates, offline."""
