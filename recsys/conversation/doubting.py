"""What was taken for a feature, held against the catalog: nobody asks for what nothing of the kind can be.

"A backpack, I am off to a conference" asks for no backpack that says "conference": where a message says something else
besides, everyday words that nothing of the kind has are talk, and so is what nothing at all has. Where nothing says
"neodymium magnets", the part of it counts that something says. A feature that is all a message asks for is taken at its
word, and so is one that things of the kind have at another price, unless it was only left over ("go figure"). A colour
that is refused, and that nothing of the
kind is in, is refused of their parts: no gold in the plugs of a cable.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace

from recsys.conversation.interpret.words import LEADING
from recsys.conversation.state import apply
from recsys.conversation.topical import near
from recsys.model.answer import CandidateRequest
from recsys.model.constraints import Colour, Constraint, Feature
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.ports import CandidateGenerator, CatalogVocabulary
from recsys.ranking.kind import is_of_kind, kind_of
from recsys.ranking.wish import named_thing
from recsys.retrieval.english import is_ordinary

_ENOUGH = 10
"""Things that are looked at: what is of the kind comes first."""
_PART_COLOUR_MIN = 4
"""Letters of a colour that is looked for in texts."""
_PART_LENGTH_MIN = 3
"""Letters of a part that may stand for a phrase."""


async def believable(
    act: DialogueAct, before: DialogueState, generator: CandidateGenerator, vocabulary: CatalogVocabulary
) -> tuple[DialogueAct, tuple[str, ...]]:
    """Return the act with features that something has, and those left out. Costs a search where it asks for any."""
    wanted = [one for one in act.add if isinstance(one, Feature) and one.wanted]
    refused = [one for one in act.add if isinstance(one, Colour) and not one.wanted and not one.others]
    if not (wanted or refused):
        return act, ()
    topic = apply(before, act).topic

    async def is_had(limits: Sequence[Constraint]) -> bool:
        """Return whether something of the topic's kind, or near it in meaning, is within the limits."""
        found = (await generator.generate(CandidateRequest(topic, tuple(limits), limit=_ENOUGH))).candidates
        kind = kind_of(topic, vocabulary, found).stems or named_thing(topic)
        return any(is_of_kind(candidate.item, kind) for candidate in found) or any(near(found, ()))

    act = await _of_parts(act, refused, is_had)
    if not wanted or await is_had(_limits(before, act)):
        return act, ()
    unsure = [one for one in wanted if one in act.unsure]
    if (sure := _without(act, unsure)) and await is_had(_limits(before, sure)):
        return sure, tuple(one.text for one in unsure)
    talk: list[Feature] = []
    for feature in wanted:
        is_anywhere = await generator.passing((feature,))
        if await is_had((feature,)):
            continue
        if parts := [part for part in _parts(feature) if await is_had((part,))]:
            act = replace(act, add=tuple(parts[0] if one == feature else one for one in act.add))
        elif not is_anywhere or _is_everyday(feature):
            talk.append(feature)
    without = _without(act, talk)
    return (without, tuple(one.text for one in talk)) if without else (act, ())


def _without(act: DialogueAct, features: Sequence[Feature]) -> DialogueAct | None:
    """Return the act without some features; None where there are none, or nothing else is said."""
    left = replace(act, add=tuple(one for one in act.add if one not in features))
    return left if features and (left.add or act.drop or act.topic) else None


async def _of_parts(
    act: DialogueAct, refused: Sequence[Colour], is_had: Callable[[Sequence[Constraint]], Awaitable[bool]]
) -> DialogueAct:
    """Return the act with the colours that only parts of the things have as features."""
    for colour in refused:
        if len(colour.value) < _PART_COLOUR_MIN:
            continue  # "red" is in "wired"
        if not await is_had((Colour(colour.value),)) and await is_had((Feature(colour.value),)):
            as_part = Feature(colour.value, wanted=False)
            act = replace(act, add=tuple(as_part if one == colour else one for one in act.add))
    return act


def _is_everyday(feature: Feature) -> bool:
    return all(is_ordinary(word) for word in feature.text.split())


def _parts(phrase: Feature) -> Iterator[Feature]:
    """Yield the parts of a phrase, the longest first, those that begin it before others; none of everyday words.

    Each is also written with hyphens: "16-inch" for the "16 inch" of a laptop.
    """
    words = phrase.text.split()
    for count in range(len(words), 0, -1):
        for start in range(len(words) - count + 1):
            for text in dict.fromkeys(joint.join(words[start : start + count]) for joint in (" ", "-")):
                part = Feature(text)
                if (
                    text != phrase.text
                    and len(text) >= _PART_LENGTH_MIN
                    and not (_is_everyday(part) or text in LEADING)
                ):
                    yield part


def _limits(before: DialogueState, act: DialogueAct) -> tuple[Constraint, ...]:
    return tuple(stated.constraint for stated in apply(before, act).constraints)
