"""The one way that foreign text gets into a message: whatever a catalog, a person or a model wrote passes here.

Slack reads `&`, `<` and `>` as markup in mrkdwn (`<!channel>` notifies everybody, `<@U1>` somebody, `<url|text>` is a
link); these three have entities. The marks that set text in bold, italics, strikethrough or code have no escape at all,
and a zero-width space beside one does not keep it from pairing, so where they could pair a sign that looks the same
stands for them. Source: Slack's "Formatting text for app surfaces". Renderers take `Mrkdwn` and `Plain` only, so a
string that did not pass here does not type-check.
"""

import re
from typing import NewType
from urllib.parse import quote

Mrkdwn = NewType("Mrkdwn", str)
Plain = NewType("Plain", str)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Also within longer words: what follows may be cut off.
_BROADCAST = re.compile(r"@(?=channel|here|everyone)", re.IGNORECASE)
ADDRESS_MAX = 3_000
LINK_MAX = 1_000
"""A link within a text counts towards what a message may hold."""
_URL_SAFE = "/:?#[]@!$&'()*+,;=%~-._"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LOOK_ALIKES = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_WRITTEN = str.maketrans({**{like: mark for mark, like in _LOOK_ALIKES.items()}, "\u200b": None})
_LIVE = re.compile(r"`|(?<![^\W_])[*_~](?=[^ \n])|(?<=\S)[*_~](?![^\W_])")
"""Marks that could open or close something: not those of "WH_1000" and "5*3", within a word, nor one among spaces."""
_EMOJI = re.compile(r":(?=[\w+'-]+:)(?!\d\d?:)")
"""The colon of an emoji's name; not those of a time."""
_LINE_MARK = re.compile(r"^(?=>|\s*[-*•]\s)", re.MULTILINE)
"""Where a line would become a quotation or an item of a list."""


def mrkdwn(text: str, limit: int | None = None) -> Mrkdwn:
    """Escape foreign text for mrkdwn; `limit` bounds the length of the result, cut at a character with an ellipsis."""
    clean = _LINE_MARK.sub("\u200b", _LIVE.sub(lambda mark: _LOOK_ALIKES[mark[0]], _neutral(text)))
    escaped = clean.translate(_ENTITIES)
    if limit is not None and len(escaped) > limit:
        escaped = _cut(clean, limit)
    return Mrkdwn(escaped)


def bold(text: Mrkdwn) -> Mrkdwn:
    """Set escaped text, or a link, in bold: on one line, and without an asterisk that would end it early."""
    inner = text.replace("*", _LOOK_ALIKES["*"]).replace("\n", " ").strip()
    return Mrkdwn(f"*{inner}*") if inner else text


def written(text: str) -> str:
    """Return what was escaped as it was written, entities aside: somebody may copy it from a message."""
    return text.translate(_WRITTEN)


def plain(text: str, limit: int | None = None) -> Plain:
    """Clean foreign text for a plain_text object, where Slack reads no markup but emoji and entities."""
    clean = _neutral(text).replace("<", "‹").replace(">", "›").replace("\n", " ")
    if limit is not None and len(clean) > limit:
        clean = clean[: limit - 1].rstrip() + "…"
    return Plain(clean)


def address(url: str) -> str | None:
    """Return a web address as pictures and buttons take it, odd characters quoted; None for anything else."""
    if not re.match(r"https?://[^\s/?#]", url):
        return None
    safe = quote(_CONTROL.sub("", url), safe=_URL_SAFE)
    return safe if len(safe) <= ADDRESS_MAX else None


def link(url: str, text: Mrkdwn) -> Mrkdwn:
    """Link escaped text; anything but a plain web address leaves the text alone, and so does a very long one."""
    safe = (address(url) or "").replace("*", "%2A").translate(_ENTITIES)  # else it would end what is bold around it
    if not 0 < len(safe) <= LINK_MAX:
        return text
    label = text.replace("|", "¦").replace("\n", " ")
    return Mrkdwn(f"<{safe}|{label}>")


def mention(user: str) -> Mrkdwn:
    """Mention a person by an id that came from Slack; anything that is no id is escaped like other text."""
    return Mrkdwn(f"<@{user}>") if re.fullmatch(r"[UW][A-Z0-9]{1,30}", user) else mrkdwn(user)


def _neutral(text: str) -> str:
    """Return text that calls nobody and draws no emoji: a zero-width space leaves "@channel" and ":tada:" readable."""
    return _EMOJI.sub(":\u200b", _BROADCAST.sub("@\u200b", _CONTROL.sub("", text)))


def _cut(clean: str, limit: int) -> str:
    """Cut so that no entity is torn: escape character by character until the limit."""
    parts: list[str] = []
    room = limit - 1
    for character in clean:
        escaped = character.translate(_ENTITIES)
        room -= len(escaped)
        if room < 0:
            break
        parts.append(escaped)
    return "".join(parts).rstrip() + "…"
