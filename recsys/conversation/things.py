"""Which candidates are the thing asked for: these alone are shown as it, and nothing else is said to be."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from recsys.catalog.predicates import meets
from recsys.conversation.clarifying import UNSPECIFIC
from recsys.conversation.literal import telling
from recsys.conversation.topical import NEAR_COSINE, near
from recsys.model.answer import (
    CANDIDATES_MAX,
    SLATE_SIZE,
    Candidate,
    CandidateRequest,
    CandidateSet,
    RankedPick,
    Ranking,
)
from recsys.model.constraints import Feature
from recsys.model.ids import ItemId
from recsys.ports import CandidateGenerator
from recsys.ranking.clauses import is_adjective
from recsys.ranking.kind import Kind, descriptors, is_called, is_of_kind
from recsys.ranking.wish import named_thing

CHOICE_MIN = 10
"""Candidates that are the thing: with fewer a ranker has hardly a choice, and it is looked for further down."""
WIDER = 100
"""So many are looked through then."""
TRUSTED = 0.1
"""Where fewer of those that bear a name are called by it, it names what others are for, and a title or two misleads."""
_BY_FUNCTION = re.compile(r"something (?:to|that|which|for \w+ing)\b")
"""Not "something for my dad": that says for whom."""
_BOUND = re.compile(r"\b\d[\d.]*\s?[a-z]*\s+or\s.*$")
"""A measure that may be less or more, "2 m or shorter": no name stands there."""


def name_of(topic: str, kind: Kind) -> frozenset[str]:
    """Return the stem by which a topic names a thing; none where it leaves open which ("a gift")."""
    if not kind.is_category and (_BY_FUNCTION.match(topic) or UNSPECIFIC.intersection(topic.split())):
        return frozenset()
    return kind.stems or named_thing(_BOUND.sub("", topic))


def things(topic: str, kind: Kind, candidates: Sequence[Candidate]) -> frozenset[ItemId]:
    """Return the candidates that are what a topic asks for; all of them where it names nothing.

    What is asked for by what it does ("something for running") must come near in meaning, as far as that is known: that
    a description has the word ("runs on batteries") says little.
    """
    if not kind.is_category and _BY_FUNCTION.match(topic):
        likeness = {one.item.id: one.evidence.similarity for one in candidates}
        return frozenset(item for item, cosine in likeness.items() if cosine is None or cosine >= NEAR_COSINE)
    name = name_of(topic, kind)
    called = [one for one in candidates if is_called(one.item, name)]
    sorts = [Feature(word) for word in descriptors(topic, name) if not is_adjective(word)]
    if any(not any(meets(one.item, sort) for one in called) for sort in sorts):
        return frozenset()  # chairs, and none for gaming
    return frozenset(one.item.id for one in called)


async def kept_to_things(
    found: CandidateSet, request: CandidateRequest, kind: Kind, generator: CandidateGenerator, *, others: bool
) -> tuple[CandidateSet, frozenset[ItemId]]:
    """Return the candidates without what bears the thing's name and is none, as far as a slate remains, and the things.

    Where few are the thing it is looked for further down. With `others` (what was not shown yet) only these come,
    else what bears the name, and what is as near in meaning.
    """
    topic, candidates = request.text, found.candidates
    name = name_of(topic, kind)
    ids = things(topic, kind, candidates)
    if len(ids) < CHOICE_MIN and name and found.passing > len(candidates):
        said = [word for word in telling(topic, kind) if any(meets(one.item, word) for one in candidates)]
        wider = replace(request, constraints=(*request.constraints, *said), limit=WIDER)
        more = (await generator.generate(wider)).candidates
        bearing = sum(is_of_kind(one.item, name) for one in more)
        called = things(topic, kind, more)
        further = (
            called - {one.item.id for one in candidates} if len(called) >= TRUSTED * bearing else frozenset[ItemId]()
        )
        candidates = (*candidates, *(one for one in more if one.item.id in further))
        ids |= further
    wanted = tuple(one for one in candidates if one.item.id in ids)[:CANDIDATES_MAX]
    ids &= {one.item.id for one in wanted}
    if len(wanted) >= SLATE_SIZE:
        candidates = wanted
    elif others and name:
        bearing = wanted or tuple(one for one in candidates if is_of_kind(one.item, name))
        candidates = (*bearing, *near((one for one in candidates if not is_of_kind(one.item, name)), wanted))
    return replace(found, candidates=candidates), ids


def things_first(ranking: Ranking, candidates: Sequence[Candidate], ids: Collection[ItemId]) -> Ranking:
    """Return the ranking with all that is the thing asked for before what is not; what comes in has no reason yet."""
    known = {pick.item for pick in ranking.picks}
    coming = [RankedPick(one.item.id, "") for one in candidates if one.item.id in ids and one.item.id not in known]
    first = [pick for pick in ranking.picks if pick.item in ids]
    return replace(ranking, picks=(*first, *coming, *(pick for pick in ranking.picks if pick.item not in ids)))
