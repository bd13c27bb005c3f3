"""Rules first; what they read is revised where a message most likely means something else by its vector."""

import asyncio
import re

import numpy as np

from recsys.conversation.interpret.by_meaning.doubt import (
    act_as_read,
    can_mean,
    excluded_brands,
    is_open_to_doubt,
    spoken_of,
    thresholds,
)
from recsys.conversation.interpret.by_meaning.meanings import Meanings
from recsys.conversation.interpret.by_meaning.sentences import Group
from recsys.conversation.interpret.deciding import as_request, decide
from recsys.conversation.interpret.gleaning import at_least
from recsys.conversation.interpret.interpreter import Understood
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import Reading, read
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.errors import EmbeddingError
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.ports import CatalogVocabulary, Embedder

_NO_REQUEST = frozenset({"small_talk", "thanks", "out_of_scope"})
"""Rules that hear one of these find no request in it."""
_TALK, _TALK_MIN = frozenset({"courtesy", "out_of_scope"}), 0.55
"""What rules read a request in must be talk more surely: catalogs of other goods have requests of other words."""


class RulesThenMeaning:
    """Understands by rules, and corrects their act by example sentences. One message is embedded, in a thread.

    The embedder must be the embedded MiniLM: the weights are for its vectors.
    """

    def __init__(
        self, embedder: Embedder, rules: RuleInterpreter | None = None, meanings: Meanings | None = None
    ) -> None:
        """Load the weights that come with the package, unless others are given."""
        self._embedder = embedder
        self._meanings = meanings or Meanings.load()
        self._rules = rules or RuleInterpreter()

    async def interpret(self, text: str, state: DialogueState, vocabulary: CatalogVocabulary) -> Understood:
        """Return what a message means. Never fails: without a vector the rules' reading stands."""
        if not self._rules.is_ready(vocabulary):
            await asyncio.to_thread(self._rules.prepare, vocabulary)
        lexicon = self._rules.prepare(vocabulary)
        reading = read(text, state, lexicon)
        by_rules = decide(reading, state, lexicon)
        meant = None
        if is_open_to_doubt(reading, by_rules, state):
            meant = await self._meant_instead(reading, by_rules, state, lexicon)
        if meant is not None and meant.plain:
            return Understood(self._rules.interpret(_plainly(meant, reading, state), state, vocabulary))
        if meant is not None and by_rules.kind not in _NO_REQUEST:
            asked = as_request(reading, state, lexicon)
            by_rules = asked if asked.kind != "details" else by_rules
        return Understood(at_least(text, by_rules, reading, state, lexicon))

    async def _meant_instead(
        self, reading: Reading, by_rules: DialogueAct, state: DialogueState, lexicon: Lexicon
    ) -> Group | None:
        """Return the group that a message means rather than what the rules read; None where that stands."""
        groups = self._meanings.groups
        try:
            vector = await self._embedder.embed_query(as_in_sentences(reading))
        except EmbeddingError:  # search, which asks the same embedder, tells the log
            return None
        likely = self._meanings.likely(vector)
        likely[[not can_mean(group, reading, state) for group in groups]] = 0
        acts = np.array([group.act for group in groups])
        nearest = groups[int(likely.argmax())]
        likely_min, read_max = thresholds(reading, by_rules, state, lexicon)
        if nearest.act in _TALK and by_rules.kind != "unclear":
            likely_min = max(likely_min, _TALK_MIN)
        as_read = likely[acts == act_as_read(reading, by_rules)].sum()
        return nearest if as_read <= read_max and likely[acts == nearest.act].sum() >= likely_min else None


def as_in_sentences(reading: Reading) -> str:
    """Return a message with items and brands called as in the example sentences."""
    text = re.sub(r"@\d", "this one", reading.tagged)
    text = re.sub(r"%\d", "that brand", text)
    return re.sub(r"[\s^|]+", " ", text).strip(" .!")


def _plainly(group: Group, reading: Reading, state: DialogueState) -> str:
    """Return the plain sentence of a group about what a message speaks of."""
    items = " and ".join(f"number {position}" for position in spoken_of(reading, state))
    return group.plain.format(item=items, items=items, brand=" and ".join(excluded_brands(reading, state)))
