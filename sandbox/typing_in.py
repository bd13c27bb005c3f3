"""What Slack's client makes of the text a person types (pure)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.emoji import as_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.model import Channel, Person

_PIECES = re.compile(
    r"<(?P<kept>@U[A-Z0-9]+|#C[A-Z0-9]+|!channel|!here|!everyone)>"
    r"|(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)\"'])"
    r"|(?<![\w&])@(?P<mention>[\w-]+)"
    r"|(?<![\w&])#(?P<channel>[\w-]+)"
    r"|(?P<special>[&<>])"
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BROADCASTS = frozenset({"channel", "here", "everyone"})


def typed_text(text: str, people: Mapping[str, Person], channels: Mapping[str, Channel]) -> str:
    """Return typed text as Slack's client sends it.

    `@name` and `#name` of people and channels that exist become references, URLs become links, the characters of
    markup become entities, emoji become their names. References already written as `<@U...>` stay.
    """
    handles = {handle.casefold(): person.id for person in people.values() for handle in (person.name, person.real_name)}
    names = {channel.name: channel.id for channel in channels.values() if not channel.is_direct}

    def encoded(match: re.Match[str]) -> str:
        if match["kept"]:
            return match[0]
        if match["url"]:
            return f"<{match['url'].replace('&', '&amp;')}>"
        if match["special"]:
            return _ESCAPES[match["special"]]
        if match["mention"]:
            return _mention(match["mention"], match[0], handles)
        channel_id = names.get(match["channel"])
        return f"<#{channel_id}>" if channel_id else match[0]

    return as_names(_PIECES.sub(encoded, text))


def _mention(name: str, typed: str, handles: Mapping[str, str]) -> str:
    if name in _BROADCASTS:
        return f"<!{name}>"
    user_id = handles.get(name.casefold())
    return f"<@{user_id}>" if user_id else typed


def command_text(text: str, people: Mapping[str, Person], channels: Mapping[str, Channel]) -> str:
    """Return the text of a slash command whose manifest sets `should_escape`: references carry their labels."""

    def labelled(match: re.Match[str]) -> str:
        reference = match[1]
        if reference.startswith("@"):
            return f"<{reference}|{people[reference[1:]].name}>" if reference[1:] in people else match[0]
        return f"<{reference}|{channels[reference[1:]].name}>" if reference[1:] in channels else match[0]

    return re.sub(r"<([@#][UC][A-Z0-9]+)>", labelled, typed_text(text, people, channels))


_MARKUP = re.compile(r"<(?:[@#!][^<>\n]+|(?:https?|mailto|tel|slack)[^<>\n]+)>|&(?:amp|lt|gt);|[&<>]")


def posted_text(text: str) -> str:
    """Return the text of an app's message as Slack stores it: markup stays, single special characters are escaped."""
    return _MARKUP.sub(lambda match: _ESCAPES.get(match[0], match[0]), text)
