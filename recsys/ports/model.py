"""Language models."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from recsys.model.answer import ModelUsage


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One call: a stable system text first (providers cache prefixes), then the user text; JSON by `schema`.

    `heard` is called with the whole text so far, whenever more of it has come; a model that cannot stream never calls
    it. It returns at once and raises nothing.
    """

    system: str
    user: str
    schema_name: str
    schema: Mapping[str, object]
    max_tokens: int
    seconds: float
    heard: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class ModelReply:
    """The text that came back, and what it cost."""

    text: str
    usage: ModelUsage


class LanguageModel(Protocol):
    """A chat model, whoever serves it."""

    @property
    def name(self) -> str:
        """Name the model as its service knows it."""
        ...

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return one reply. Raises ModelUnavailable or ModelRefused; never waits longer than `request.seconds`."""
        ...
