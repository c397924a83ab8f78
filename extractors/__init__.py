"""Article text to a `Reading`: a pipeline that is a list you can read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc

from extractors.attach import attach_context
from extractors.attachments import mend_attachments
from extractors.attribution import find_attributions
from extractors.calibration import calibrate_claims
from extractors.casualties import read_casualties
from extractors.chains import deduce_places, read_chains
from extractors.commitments import read_commitments
from extractors.coordinations import mend_coordinations
from extractors.coreference import resolve_coreference
from extractors.countries import deduce_country
from extractors.datelines import part_datelines
from extractors.decisions import apply_decisions
from extractors.demands import read_demands
from extractors.denials import apply_denials
from extractors.draft import Draft, Stage
from extractors.echoes import read_echoes
from extractors.elections import read_elections
from extractors.encoder import encode_sentences
from extractors.events import read_events
from extractors.faint import read_faint
from extractors.finish import finish
from extractors.frames import build_frames
from extractors.furniture import hush_furniture
from extractors.given import keep_given_types
from extractors.heads import recognise_names
from extractors.inclusion import read_inclusion
from extractors.judgements import read_judgements
from extractors.language import BATCH, forgetting, parse
from extractors.linking import link_names
from extractors.locations import read_locations
from extractors.names import find_names
from extractors.nominals import find_nominals
from extractors.offices import read_offices
from extractors.organs import read_organs
from extractors.origins import read_origins
from extractors.pairs import read_pairs
from extractors.plugins import with_plugins
from extractors.relations import read_relations
from extractors.replies import read_replies
from extractors.settle import settle_claims
from extractors.threads import one_core
from extractors.times import find_times
from extractors.unseen import restored
from extractors.untold import read_untold
from extractors.weapons import name_weapons
from extractors.wrapping import rewrapped, unwrapped
from kg import reading
from kg.decisions import NONE, Decisions
from kg.invisible import Visible
from kg.model import Article, Reading
from kg.plugins import Plugin

__all__ = ["FAST", "LEARNED", "STAGES", "Draft", "Reader", "Stage", "pipeline", "reader"]

LEARNED: tuple[Stage, ...] = (
    hush_furniture,
    encode_sentences,
    recognise_names,
    part_datelines,
    mend_coordinations,
    mend_attachments,
    find_names,
    find_nominals,
    apply_decisions,
    link_names,
    apply_decisions,
    resolve_coreference,
    keep_given_types,
    find_times,
    find_attributions,
    build_frames,
    read_relations,
    read_events,
    read_demands,
    read_judgements,
    read_echoes,
    read_offices,
    read_locations,
    read_chains,
    read_origins,
    read_inclusion,
    read_elections,
    read_casualties,
    read_pairs,
    settle_claims,
    name_weapons,
    read_commitments,
    read_faint,
    read_untold,
    read_replies,
    attach_context,
    apply_denials,
    deduce_places,
    deduce_country,
    read_organs,
    calibrate_claims,
)
"""What is done to an article, in this order, once spaCy has parsed it: all there is."""
FAST: tuple[Stage, ...] = tuple(stage for stage in LEARNED if stage not in (read_pairs, read_untold))
"""The stages without the learned reader of pairs and events, `kg read --fast`: rules alone see less, in less time."""
STAGES: tuple[Stage, ...] = LEARNED if reading.LEARNED_BY_DEFAULT else FAST
"""The stages where nobody asks for others."""


def pipeline(learned: bool | None = None, plugins: Sequence[Plugin] = ()) -> tuple[Stage, ...]:
    """The stages with or without the learned reader, by default those of `STAGES`, and with those of plug-ins.

    Plug-ins read before claims are settled. Raises PluginError for one that cannot be loaded.
    """
    chosen = STAGES if learned is None else LEARNED if learned else FAST
    return with_plugins(chosen, plugins, before=settle_claims) if plugins else chosen


class Reader:
    """Reads articles. The same article always gives the same reading, as long as nobody decides who is meant in it."""

    def __init__(self, stages: Sequence[Stage], decisions: Decisions = NONE, least: float = 0.0) -> None:
        self.stages, self.decisions, self.least = tuple(stages), decisions, least

    def read(self, article: Article) -> Reading:
        """The reading of one article."""
        return next(self.read_many([article]))

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The readings of the articles, in order; they are parsed in batches, whose memory is given back."""
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            seen = [Visible(article.text) for article in batch]
            with forgetting(), one_core():
                laid = [unwrapped(each.text) for each in seen]
                docs = parse(laid)
                readings = [self._reading(*each) for each in zip(batch, seen, laid, docs, strict=True)]
            yield from readings

    def _reading(self, article: Article, seen: Visible, laid: str, doc: Doc) -> Reading:
        given = seen.article(article)
        draft = Draft(given if laid == given.text else replace(given, text=laid), doc, self.decisions)
        for stage in self.stages:
            draft = stage(draft)
        draft.claims = [c for c in draft.claims if c.confidence >= self.least]
        reading = finish(draft)
        return restored(reading if laid == given.text else rewrapped(reading, given), seen, article)


def reader(stages: Sequence[Stage] = STAGES, decisions: Decisions = NONE, least: float = 0.0) -> Reader:
    """A reader with the given stages, by default all of them, that heeds what persons decided about who is meant.

    Claims of a confidence below `least` are left out.
    """
    return Reader(stages, decisions, least)
