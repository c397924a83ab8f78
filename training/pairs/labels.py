"""What the heads tell of a pair, and which label of which corpus teaches it."""

from collections.abc import Mapping

from kg import vocabulary

STANCES = ("none", "positive", "positive back", "negative", "negative back")
"""Of an ordered pair, in the order of directed_sentiment: "back" where the second is for or against the first."""
MIRROR = (0, 2, 1, 4, 3)
"""The stance of a pair that is turned round."""

FACTS = ("affiliatedWith", "basedIn", "capitalOf", "citizenOf", "foundedBy", "hasEthnicity", "leads", "locatedIn",
         "memberOf", "ownedBy", "participatedIn", "partOf", "succeeds")  # fmt: skip
"""Predicates that Wikidata has a property for, and of which the corpora hold enough."""
REPORTS = ("AlliesOf", "Apart", "BelongsTo", "CoLocated", "CommWith", "Dislikes", "FightingAgainst", "InChargeOf",
           "IsSynonymOf", "Likes")  # fmt: skip
"""The labels of re3d: conflict reports are annotated otherwise than encyclopaedias, so they are told apart."""
RELATIONS = (*FACTS, *(f"re3d {label}" for label in REPORTS))
"""All that is told of an ordered pair, each by itself: facts by the relations head, reports by a small one over it."""

SYMMETRIC = frozenset(("AlliesOf", "Apart", "CoLocated", "CommWith", "FightingAgainst", "IsSynonymOf"))
"""Labels of re3d that hold both ways."""
KNOWLEDGENET: Mapping[str, tuple[str, bool]] = {
    "CEO": ("leads", True),
    "SUBSIDIARY_OF": ("ownedBy", False),
    "EMPLOYEE_OR_MEMBER_OF": ("affiliatedWith", False),
    "FOUNDED_BY": ("foundedBy", False),
    "NATIONALITY": ("citizenOf", False),
    "HEADQUARTERS": ("basedIn", False),
    "POLITICAL_AFFILIATION": ("memberOf", False),
}
"""Predicate of each property of KnowledgeNet, and whether it runs from its object to its subject."""
VAGUE = frozenset(("P30", "P206", "P706", "P205", "P19", "P20", "P551", "P937", "P740", "P137", "P1336", "P140"))
"""Properties that come near a predicate without saying it: their pairs teach nothing about the facts near them."""


def of_property(pid: str) -> tuple[str, bool] | None:
    """The predicate among `FACTS` that says a property of Wikidata, and whether it runs the other way."""
    for name in FACTS:
        p = vocabulary.predicate(name)
        if pid in p.wikidata:
            return name, pid in p.wikidata_inverse
    return None


def near(facts: list[str]) -> set[str]:
    """The facts of which nothing is learned where these hold: broader and narrower ones, and their neighbours."""
    found: set[str] = set()
    for fact in facts:
        up = set(vocabulary.closure(fact))
        found |= {f for f in FACTS if f in up or fact in vocabulary.closure(f)}
        found |= {"partOf", "memberOf", "locatedIn"} if fact in ("partOf", "memberOf") else set()
    return found - set(facts)
