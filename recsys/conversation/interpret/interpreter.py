"""The seam where a message is understood: by rules here, by a model elsewhere, or by both in turn."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.model.answer import ModelUsage
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.ports import CatalogVocabulary


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message means, and what a model that was asked about it cost."""

    act: DialogueAct
    usage: tuple[ModelUsage, ...] = ()


class Interpreter(Protocol):
    """Understands one message in the light of the conversation so far."""

    async def interpret(self, text: str, state: DialogueState, vocabulary: CatalogVocabulary) -> Understood:
        """Return what a message means. Never fails: what cannot be understood is "unclear"."""
        ...


class RulesOnly:
    """Understands by rules alone."""

    def __init__(self, rules: RuleInterpreter | None = None) -> None:
        """Take the rules, by default new ones."""
        self._rules = rules or RuleInterpreter()

    async def interpret(self, text: str, state: DialogueState, vocabulary: CatalogVocabulary) -> Understood:
        """Return what a message means. A new vocabulary is arranged in a thread, once."""
        if not self._rules.is_ready(vocabulary):
            await asyncio.to_thread(self._rules.prepare, vocabulary)
        return Understood(self._rules.interpret(text, state, vocabulary))
