"""What a Web API method is made of here: its declared arguments, scopes and errors, and a function."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from sandbox.model import Json, as_array, as_object
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.model import Channel
    from sandbox.rate_limits import Tier
    from sandbox.service import Service
    from sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Request:
    """One call under way: the arguments as they came (form values are strings) and what it acts on."""

    service: Service
    args: Json

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self.service.workspace

    @property
    def bot(self) -> str:
        """The user the bot's token acts as."""
        return self.service.workspace.app.user_id

    def text(self, name: str) -> str:
        """Return an argument as text, "" when it is missing."""
        value = self.args.get(name)
        if value is None:
            return ""
        if isinstance(value, (dict, list)):
            raise SlackRefusalError("invalid_arguments", messages=[f"must be a string [json-pointer:/{name}]"])
        return str(value)

    def flag(self, name: str) -> bool:
        """Return an argument as a boolean; forms carry "1", "true", "0", "false"."""
        return str(self.args.get(name)).casefold() in {"true", "1"}

    def number(self, name: str, default: int, *, lowest: int, highest: int, error: str) -> int:
        """Return an argument as a whole number; `error` when it is none or below `lowest`; cut off at `highest`."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        try:
            number = int(str(value))
        except ValueError:
            raise SlackRefusalError(error) from None
        if number < lowest:
            raise SlackRefusalError(error)
        return min(number, highest)

    def parsed(self, name: str, *, error: str) -> object:
        """Return an argument that is JSON, given as such or as a string of it; `error` when it is neither."""
        value = self.args.get(name)
        if isinstance(value, str):
            try:
                return json.loads(value) if value else None
            except json.JSONDecodeError:
                raise SlackRefusalError(error) from None
        return value

    def array(self, name: str, *, error: str) -> list[Json] | None:
        """Return an argument that is a JSON array, None when it is missing."""
        value = self.parsed(name, error=error)
        if value is None:
            return None
        items = as_array(value)
        if items is None:
            raise SlackRefusalError(error)
        return items

    def object(self, name: str, *, error: str) -> Json | None:
        """Return an argument that is a JSON object, None when it is missing."""
        value = self.parsed(name, error=error)
        if value is None:
            return None
        entry = as_object(value)
        if entry is None:
            raise SlackRefusalError(error)
        return entry

    def needs(self, *scopes: str) -> None:
        """Refuse with missing_scope unless the token has one of these."""
        granted = self.service.manifest.scopes
        if not any(scope in granted for scope in scopes):
            raise SlackRefusalError("missing_scope", needed=",".join(scopes), provided=",".join(granted))

    def needs_for(self, channel: Channel, right: Literal["read", "history"]) -> None:
        """Refuse with missing_scope unless the token has that right for this kind of channel."""
        family = {"channel": "channels", "private": "groups"}.get(channel.kind, channel.kind)
        self.needs(f"{family}:{right}")


Handler: TypeAlias = Callable[[Request], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method.

    `required` and `optional` are the arguments it reads (of the required ones, `may_be_empty` may be ""), `tier` its
    rate limit, `scopes` those of which one is needed before anything else is looked at, `errors` everything it may
    answer besides the common ones, `json` whether it takes a JSON body, `token` the kind of token (None: none needed).
    """

    name: str
    run: Handler
    tier: Tier
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    may_be_empty: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = ()
    errors: frozenset[str] = frozenset()
    json: bool = True
    token: Literal["bot", "app"] | None = "bot"  # noqa: S105 - a kind of token, not one


def names(text: str) -> tuple[str, ...]:
    """Return the words of a text; keeps tables of names readable."""
    return tuple(text.split())
