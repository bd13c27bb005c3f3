"""Keeps to the words that tell which thing is meant: a "sonic toothbrush" says so, where enough of them do.

Search ranks by likeness, and what a thing is like is not what was asked for. So where too few of the candidates say
a word, search is asked for those that do. A word is no limit that somebody stated: where the catalog has no slate of
them either, the others come as well.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from recsys.catalog.predicates import meets
from recsys.conversation.interpret.words import LEADING, QUALITIES, VAGUE
from recsys.conversation.topical import near
from recsys.model.answer import SLATE_SIZE, CandidateRequest, CandidateSet
from recsys.model.catalog import Item
from recsys.model.constraints import Feature
from recsys.ports import CandidateGenerator, CatalogVocabulary
from recsys.ranking.clauses import is_adjective
from recsys.ranking.kind import Kind, is_of_kind, stem
from recsys.ranking.wish import named_thing

_PURPOSE = re.compile(r"\s(?:for|to|so)\s.*$")
_MADE_FOR = re.compile(r"\sfor (?:(?:(?:an?|the) )?(?=\S*\d)([\w.-]+)|an? ([a-z0-9][\w.-]{3,})|([a-z]{3,}ed) [a-z]+)$")
"""A purpose that is a thing or a measure, or of a sort: "organizer for a rack", "for 120v", "for coated paper".

With "the" it is a place as a rule, and no thing that would be named: "a printer for the office".
"""
_MEASURE = re.compile(r"\b\d+(?:\.\d+)? (?:v|w|a|m|gb|tb|mm|cm)\b")
_WORD = re.compile(r"[a-z0-9][a-z0-9/-]+")
_SEARCHED = 2
_TELLING_LENGTH = 7
"""Letters: a shorter word of quality is part of too many others, "light" of "backlight"."""
_SAYS_LITTLE = LEADING | QUALITIES | VAGUE | {"that", "which", "goes", "made", "the", "with", "and"}


async def literal(
    found: CandidateSet, request: CandidateRequest, kind: Kind, generator: CandidateGenerator
) -> CandidateSet:
    """Return the candidates that say each word of a request, as far as a whole slate of the thing does.

    The order stays. What it is for ("for running") is no word of its own, unless that is a thing ("for a rack"). Costs
    a search for each word that too few of the candidates say, for the first `_SEARCHED` of them.
    """
    named = kind.stems or named_thing(request.text)
    candidates, said, searched = found.candidates, list[Feature](), 0
    for wanted in telling(request.text, kind):
        saying = tuple(one for one in candidates if meets(one.item, wanted) and is_of_kind(one.item, named))
        if len(saying) < SLATE_SIZE and named and searched < _SEARCHED and found.passing > len(found.candidates):
            searched += 1
            limited = replace(request, constraints=(*request.constraints, *said, wanted))
            more = (await generator.generate(limited)).candidates
            # What the catalog calls otherwise is meant, too: a "sleeve" for a laptop bag.
            alike = near(more, [one for one in found.candidates if is_of_kind(one.item, named)])
            saying = (
                *(one for one in more if is_of_kind(one.item, named)),
                *(one for one in alike if not is_of_kind(one.item, named)),
            )
        if len(saying) >= SLATE_SIZE:
            candidates = saying
            said.append(wanted)
    return replace(found, candidates=candidates) if said else found


def telling(topic: str, kind: Kind) -> Iterator[Feature]:
    """Yield the words of a topic that tell which thing is meant, beside its name."""
    named = kind.stems or named_thing(topic)
    for word in _WORD.findall(_PURPOSE.sub("", topic)):
        says_little = word in _SAYS_LITTLE and not (word in QUALITIES and len(word) >= _TELLING_LENGTH)
        if not (says_little or stem(word) in named):
            yield Feature(stem(word))
    yield from (Feature(measure) for measure in _MEASURE.findall(topic))
    purpose = _MADE_FOR.search(topic)
    word = next(filter(None, purpose.groups())) if purpose else ""
    if word and word not in _SAYS_LITTLE:
        yield Feature(stem(word))


def unsaid(found: CandidateSet, topic: str, kind: Kind, vocabulary: CatalogVocabulary) -> tuple[Feature, ...]:
    """Return the words of a topic that no candidate says: values of the catalog's attributes, which tell things apart.

    Where there still are things of the kind, only adjectives and what has a figure ("A3"): a laptop bag may be called a
    notebook bag.
    """
    named = kind.stems or named_thing(topic)
    is_lost = not any(is_of_kind(one.item, named) for one in found.candidates)
    return tuple(
        wanted
        for wanted in telling(topic, kind)
        if (is_lost or is_adjective(wanted.text) or any(char.isdigit() for char in wanted.text))
        and wanted.text in vocabulary.values
        and wanted.text not in vocabulary.brands
        and not any(meets(one.item, wanted) for one in found.candidates)
    )


def said_by_all(words: Sequence[Feature], shown: Collection[Item]) -> tuple[Feature, ...]:
    """Return the words that each of the items says; none where there are no items."""
    return tuple(wanted for wanted in words if shown and all(meets(item, wanted) for item in shown))
