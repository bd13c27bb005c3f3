"""The one call that reads a message: what never varies first, so that services can cache it, then a compact state."""

from collections.abc import Iterable
from heapq import nlargest

from recsys.conversation.interpret.by_model.answer import schema
from recsys.conversation.interpret.by_model.heard import Heard
from recsys.conversation.interpret.by_model.limits import limits
from recsys.model.dialogue import DialogueState
from recsys.ports import CatalogVocabulary, ModelRequest
from recsys.prompts.load import load
from recsys.ranking.listing import data
from recsys.ranking.text import money

_TOKENS = 400
_SAID, _TITLE, _NAME, _SHORTEST = 600, 80, 40, 3
_CATEGORIES, _VALUES, _BRANDS, _COLOURS, _MEASURES = 24, 24, 16, 12, 64


class ReadingPrompt:
    """Fills the prompt; keeps the catalog's words until the vocabulary changes."""

    def __init__(self, seconds: float) -> None:
        """Load the prompts (raises PromptError). A call may take `seconds`."""
        self._seconds = seconds
        self._system = load("interpret_system").fill()
        self._user = load("interpret_user", "catalog", "brands", "topic", "limits", "shown", "said")
        self._schema = schema()
        self._catalog: tuple[CatalogVocabulary, str] | None = None

    def request(self, heard: Heard, state: DialogueState, vocabulary: CatalogVocabulary) -> ModelRequest:
        """Return the call for a message in this state: at most some 1,500 tokens, however long the talk was."""
        if self._catalog is None or self._catalog[0] is not vocabulary:
            self._catalog = (vocabulary, catalog_words(vocabulary))
        in_force = (f"{name} {data(words, _NAME)}" for name, (words, _) in limits(state).items())
        user = self._user.fill(
            catalog=self._catalog[1],
            brands=_listed(sorted(heard.brands)[:_BRANDS]),
            topic=data(state.topic, _NAME * 2) or "nothing yet",
            limits="; ".join(in_force) or "none",
            shown=_shown(state, vocabulary.currency),
            said=data(heard.text, _SAID),
        )
        return ModelRequest(self._system, user, "reading", self._schema, _TOKENS, self._seconds)


def catalog_words(vocabulary: CatalogVocabulary) -> str:
    """Return what the catalog calls things, the most frequent first: a line each for categories, features and more."""
    values = {name: count for name, count in vocabulary.values.items() if _SHORTEST <= len(name) <= _NAME}
    measures = sorted(vocabulary.numeric) if len(vocabulary.numeric) <= _MEASURES else []  # which ones, nothing tells
    lines = {
        "categories": (name for name, _ in nlargest(_CATEGORIES, vocabulary.categories.values(), key=_count)),
        "brands": (name for name, _ in nlargest(_BRANDS, vocabulary.brands.values(), key=_count)),
        "colours": nlargest(_COLOURS, vocabulary.colours, key=lambda name: (vocabulary.colours[name], name)),
        "features": nlargest(_VALUES, values, key=lambda name: (values[name], name)),
        "measures": measures,
    }
    return "\n".join(f"{name}: {_listed(words)}" for name, words in lines.items())


def _count(entry: tuple[str, int]) -> tuple[int, str]:
    return entry[1], entry[0]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(data(word, _NAME) for word in words) or "none"


def _shown(state: DialogueState, currency: str) -> str:
    lines: list[str] = []
    for position, item in enumerate(state.slates[-1].items if state.slates else (), start=1):
        price = "" if item.price is None else money(item.price, currency)
        parts = (str(position), data(item.title, _TITLE), data(item.brand, _NAME), price)
        lines.append(" | ".join(part for part in parts if part))
    return "\n".join(lines) or "nothing"
