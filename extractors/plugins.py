"""Plug-ins: stages of other people, and all that they may rely on.

A plug-in is a callable from `Draft` to `Draft` under the entry point group `parley.extractors`. It reads after our own
extractors and before claims are settled, so that voices, dates and denials attach to its claims as to ours. The names
in `__all__` stay as they are within a major version; other parts of `extractors` may change with every one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from typing import get_args

from extractors.draft import ClaimDraft, Draft, Entity, Mention, Stage
from extractors.ends import has_class
from kg import vocabulary
from kg.errors import InputError, PluginError, fault
from kg.model import Modality, Reason, Span
from kg.plugins import GROUP, Plugin

__all__ = ["ClaimDraft", "Draft", "Entity", "Mention", "Reason", "Span", "Stage", "has_class"]

_LEAVE_OUT = "--no-plugins reads without it"


def load(plugin: Plugin) -> Stage:
    """The stage of a plug-in, guarded. Raises PluginError where there is none."""
    try:
        stage = EntryPoint(plugin.name, plugin.place, GROUP).load()
    except Exception as cause:
        raise PluginError(f"cannot be loaded: {fault(cause)}", where=plugin, hint=_LEAVE_OUT) from cause
    if not callable(stage):
        raise PluginError(f"{plugin.place} is no callable", where=plugin, hint=_LEAVE_OUT)
    return _Guarded(plugin, stage)


def with_plugins(stages: Sequence[Stage], plugins: Sequence[Plugin], before: Stage) -> tuple[Stage, ...]:
    """The stages with those of the plug-ins before the given one. Raises PluginError for one that cannot be loaded."""
    at = stages.index(before)
    return (*stages[:at], *map(load, plugins), *stages[at:])


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A plug-in's stage: what goes wrong in it costs the article alone, and is told in its name."""

    plugin: Plugin
    stage: Stage

    def __call__(self, draft: Draft) -> Draft:
        known = list(draft.claims)
        try:
            after = self.stage(draft)
        except Exception as cause:
            raise self._error(draft, f"failed on article {draft.article.id!r}: {fault(cause)}") from cause
        if not isinstance(after, Draft):
            raise self._error(draft, f"gave back {type(after).__name__}, no Draft")
        old = {id(claim) for claim in known}
        for claim in after.claims:
            if id(claim) not in old:
                self._take(after, claim)
        return after

    def _take(self, draft: Draft, claim: ClaimDraft) -> None:
        if wrong := _wrong(draft, claim):
            raise self._error(draft, f"made a claim on article {draft.article.id!r} whose {wrong}")
        claim.reasons = tuple(replace(r, table=r.table or self.plugin.package) for r in claim.reasons)

    def _error(self, draft: Draft, what: str) -> InputError:
        where = f"{draft.article.source}: {self.plugin}" if draft.article.source else str(self.plugin)
        return InputError(what, where=where, hint=f"tell its author; {_LEAVE_OUT}")


def _wrong(draft: Draft, claim: ClaimDraft) -> str | None:
    """What a claim of a plug-in has that no claim can have; None if it is sound."""
    ends = range(len(draft.entities))
    if claim.predicate not in vocabulary.PREDICATES:
        return f"predicate {claim.predicate!r} the vocabulary lacks"
    if claim.subject not in ends or (claim.object is not None and claim.object not in ends):
        return "subject or object is no index of an entity"
    for span in (claim.trigger, *(s for s in (claim.subject_span, claim.object_span) if s is not None)):
        if not isinstance(span, Span) or not 0 <= span.start < span.end <= len(draft.text):
            return f"span {span!r} is no Span within the text"
    if not 0 <= claim.confidence <= 1:
        return f"confidence {claim.confidence!r} is not between 0 and 1"
    if claim.modality not in get_args(Modality):
        return f"modality {claim.modality!r} is none of {', '.join(get_args(Modality))}"
    return None
