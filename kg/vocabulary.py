"""TEMPORARY bootstrap; replaced by the table generated from ontology/."""

_COARSE = {"Government": "Organisation", "City": "Place", "Region": "Place", "Border": "Place"}


def valence(name: str) -> int:
    return 0


def contract_class(name: str) -> str:
    return _COARSE.get(name, name)
