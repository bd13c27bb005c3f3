"""A language model at our own port: it says what a script says, without any delay."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import cast

from recsys.errors import ModelError
from recsys.model.answer import ModelUsage
from recsys.ports import LanguageModel, ModelReply, ModelRequest

Line = str | ModelError | Callable[[ModelRequest], str]
"""What to answer: a text, an error to raise, or a function of the request."""


def first_aliases(request: ModelRequest) -> str:
    """Answer as a model does that takes whatever comes first: a valid answer for any listwise request."""
    properties = cast("Mapping[str, Mapping[str, object]]", request.schema["properties"])
    picks = properties["picks"]
    items = cast("Mapping[str, Mapping[str, Mapping[str, list[str]]]]", picks["items"])
    aliases = items["properties"]["id"]["enum"][: cast("int", picks["maxItems"])]
    return json.dumps({"picks": [{"id": alias, "reason": "It fits what was asked."} for alias in aliases]})


class ScriptedModel(LanguageModel):
    """Says the lines of its script, one a call; after the last it says `then` again and again."""

    def __init__(self, script: Iterable[Line] = (), *, then: Line = first_aliases, name: str = "scripted") -> None:
        self._script = list(script)
        self._then = then
        self._name = name
        self.requests: list[ModelRequest] = []

    @property
    def name(self) -> str:
        return self._name

    async def complete(self, request: ModelRequest) -> ModelReply:
        self.requests.append(request)
        line = self._script.pop(0) if self._script else self._then
        if isinstance(line, ModelError):
            raise line
        text = line if isinstance(line, str) else line(request)
        return ModelReply(text, ModelUsage(self._name, len(request.system + request.user) // 4, 0, len(text) // 4, 0.0))
