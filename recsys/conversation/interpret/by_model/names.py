"""The names in a model's reading (brands, categories, colours, features) that the catalog and the message bear out."""

import difflib
import re
from collections.abc import Container, Iterator, Sequence

from recsys.conversation.interpret import features
from recsys.conversation.interpret.by_model.answer import ModelReading
from recsys.conversation.interpret.by_model.heard import Heard, brand_of
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.words import COLOUR_SYNONYMS
from recsys.model.constraints import BrandIn, BrandNotIn, CategoryIn, CategoryNotIn, Feature
from recsys.model.dialogue import DialogueState
from recsys.ranking.kind import stem

NAMES_MAX = 6
"""So many names of a kind are taken; nobody states more in one message."""
_CLOSE = 0.84
_WORD = re.compile(r"[^\W_][\w.+'-]*")


def brands(
    said: ModelReading, heard: Heard, state: DialogueState, refers_to: Sequence[int]
) -> Iterator[BrandIn | BrandNotIn]:
    """Yield what is said of brands that the message names, or that it can point at: "another brand", "the same".

    A name that the catalog does not have is kept where the message spells it so: it is right to say there is none.
    """
    shown = [item.brand for slate in state.slates[-1:] for item in slate.items]

    def named(names: Sequence[str], others: Container[str]) -> Iterator[str]:
        for name in names[:NAMES_MAX]:
            known = brand_of(name, heard.lexicon)
            if known and (known in others or heard.names(known)):
                yield known
            elif not known and heard.spells(name) and not heard.lexicon.knows(name.lower()):
                yield name

    unwanted = tuple(dict.fromkeys(named(said.not_brands, shown)))
    wanted = tuple(
        name
        for name in dict.fromkeys(named(said.brands, [shown[position - 1] for position in refers_to]))
        if name not in unwanted
    )
    if wanted:
        yield BrandIn(wanted)
    if unwanted:
        yield BrandNotIn(unwanted)


def categories(said: ModelReading, lexicon: Lexicon, *, about: str) -> Iterator[CategoryIn | CategoryNotIn]:
    """Yield what is said of categories. The one that the topic names is no limit: its kind may be elsewhere too."""
    named = {stem(word) for word in about.split()}

    def known(names: Sequence[str]) -> Iterator[str]:
        for name in names[:NAMES_MAX]:
            for near in difflib.get_close_matches(name.lower(), lexicon.categories, n=1, cutoff=_CLOSE):
                yield lexicon.categories[near]

    unwanted = tuple(dict.fromkeys(known(said.not_categories)))
    wanted = [name for name in known(said.categories) if stem(name.lower().split()[-1]) not in named]
    if wanted:
        yield CategoryIn(tuple(dict.fromkeys(wanted)))
    if unwanted:
        yield CategoryNotIn(unwanted)


def colours(said: Sequence[str], heard: Heard) -> Iterator[str]:
    """Yield the catalog's colours among those said."""
    for name in said[:NAMES_MAX]:
        colour = COLOUR_SYNONYMS.get(name.lower(), name.lower().replace("gray", "grey"))
        if colour in heard.lexicon.colours and (not heard.english or heard.says(name)):
            yield colour


def features_of(said: Sequence[str], heard: Heard, *, wanted: bool) -> tuple[tuple[Feature, ...], tuple[str, ...]]:
    """Return the features that the catalog has words for, and the others that were said."""
    found: list[Feature] = []
    others: list[str] = []
    for phrase in said[:NAMES_MAX]:
        text = features.core(" ".join(_WORD.findall(phrase.lower())), heard.lexicon, certain=True)
        if text and heard.lexicon.knows(text):
            found.append(Feature(text, wanted))
        elif text and heard.english and heard.says(text):
            if wanted:
                others.append(text)
            else:
                found.append(Feature(text, wanted))
    return tuple(found), tuple(others)
