"""The seam where a message is understood: by rules here, by a model elsewhere, or by both in turn."""

import asyncio
from typing import Protocol

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.ports import CatalogVocabulary


class Interpreter(Protocol):
    """Understands one message in the light of the conversation so far."""

    async def interpret(self, text: str, state: DialogueState, vocabulary: CatalogVocabulary) -> DialogueAct:
        """Return what a message means. Never fails: what cannot be understood is "unclear"."""
        ...


class RulesOnly:
    """Understands by rules alone."""

    def __init__(self, rules: RuleInterpreter | None = None) -> None:
        """Take the rules, by default new ones."""
        self._rules = rules or RuleInterpreter()

    async def interpret(self, text: str, state: DialogueState, vocabulary: CatalogVocabulary) -> DialogueAct:
        """Return what a message means. A new vocabulary is arranged in a thread, once."""
        if not self._rules.is_ready(vocabulary):
            await asyncio.to_thread(self._rules.prepare, vocabulary)
        return self._rules.interpret(text, state, vocabulary)
