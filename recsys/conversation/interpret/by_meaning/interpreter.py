"""Rules first; where they are in doubt, the plain sentence that comes nearest to the message is read instead of it."""

import asyncio
import re

import numpy as np

from recsys.conversation.interpret.by_meaning.doubt import can_mean, doubt, excluded_brands, spoken_of
from recsys.conversation.interpret.by_meaning.sentences import Sentences
from recsys.conversation.interpret.deciding import decide
from recsys.conversation.interpret.gleaning import at_least
from recsys.conversation.interpret.interpreter import Understood
from recsys.conversation.interpret.reading import Reading, read
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.errors import EmbeddingError
from recsys.model.dialogue import ActKind, DialogueState
from recsys.ports import CatalogVocabulary, Embedder

_LIKENESS_MIN = 0.4
"""Below it a message is about something that no sentence is about."""
_CLEAR = 0.02
"""Opposites lie near each other ("costs too much", "costs do not matter"): where two acts tie, neither is meant."""


class RulesThenMeaning:
    """Understands by rules, and by example sentences what they are in doubt of. Only that is embedded, in a thread.

    The embedder must be the embedded MiniLM: the sentences' vectors are its own, and so is the scale of likeness.
    """

    def __init__(self, embedder: Embedder, rules: RuleInterpreter | None = None) -> None:
        """Load the sentences."""
        self._embedder = embedder
        self._sentences = Sentences.load()
        self._rules = rules or RuleInterpreter()

    async def interpret(self, text: str, state: DialogueState, vocabulary: CatalogVocabulary) -> Understood:
        """Return what a message means. Never fails: without a vector the rules' reading stands."""
        if not self._rules.is_ready(vocabulary):
            await asyncio.to_thread(self._rules.prepare, vocabulary)
        lexicon = self._rules.prepare(vocabulary)
        reading = read(text, state, lexicon)
        by_rules = decide(reading, state, lexicon)
        margin = doubt(text, reading, by_rules, state, lexicon)
        plain = None if margin is None else await self._plainly(reading, state, by_rules.kind, margin)
        if plain is None:
            return Understood(at_least(text, by_rules, reading, state, lexicon))
        return Understood(self._rules.interpret(plain, state, vocabulary))

    async def _plainly(self, reading: Reading, state: DialogueState, read_as: ActKind, margin: float) -> str | None:
        """Return the message in plain words; None where it is like nothing known, or most likely what it is read as."""
        groups = self._sentences.groups
        possible = np.array([can_mean(group, reading, state) for group in groups])
        if possible.sum() == 1:
            return None
        try:
            vector = await self._embedder.embed_query(_as_in_sentences(reading))
        except EmbeddingError:  # search, which asks the same embedder, tells the log
            return None
        likeness = np.where(possible, self._sentences.likeness(vector), -1)
        nearest = int(likeness.argmax())
        stands = [group.act in {"request", read_as} for group in groups]
        others = [group.act != groups[nearest].act for group in groups]
        if likeness[nearest] < max(_LIKENESS_MIN, likeness[stands].max() + margin, likeness[others].max() + _CLEAR):
            return None
        items = " and ".join(f"number {position}" for position in spoken_of(reading, state))
        brands = " and ".join(excluded_brands(reading, state))
        return groups[nearest].plain.format(item=items, items=items, brand=brands)


def _as_in_sentences(reading: Reading) -> str:
    """Return a message with items and brands called as in the example sentences."""
    text = re.sub(r"@\d", "this one", reading.tagged)
    text = re.sub(r"%\d", "that brand", text)
    return re.sub(r"[\s^|]+", " ", text).strip()
