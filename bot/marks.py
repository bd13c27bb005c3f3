"""What Slack writes into the text of a message (references, links, dates, entities), as a person reads it. Pure.

Messages are stored as Slack escapes them: an id in them can be forgotten, and a mark is no word of a request. Source:
Slack's "Formatting text for app surfaces".
"""

import re
import unicodedata
from collections.abc import Callable

from bot.escape import written

_MARK = re.compile(r"<([@#!]|(?=[a-z]{2,10}:))([^<>|]*)(?:\|([^<>]*))?>")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>]+")
"""As it comes where Slack makes no link of it: in a form, and in code."""
_ENTITY = re.compile(r"&(amp|lt|gt);")
_UNSEEN = re.compile(r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Without those that join letters or emoji."""
_AGAIN = re.compile(r"([^\w\s])(?:\s{0,3}\1){3,}")
"""The same sign over and over says no more than thrice, and takes long to read where it stands for a word."""
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}


def as_read(text: str) -> str:
    """Return a text in one line as it reads in Slack: people and groups as @name, links by their label or address.

    An unlabelled reference does not tell its name: it reads "@somebody" or "#channel". What comes back holds plain
    characters, so that it must be escaped before it is posted.
    """
    return " ".join(_plain(text, _shown).split())


def as_asked(text: str) -> str:
    """Return the words of a request: a link is its label, and who, what or which date is mentioned is no word of it.

    Letters are composed, characters that nobody sees are left out, and what was copied from a message of ours is read
    as it was before it was escaped. Of a text of nothing but marks an ellipsis is left: it was said, and says nothing.
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", written(_plain(text, _asked))))
    return _AGAIN.sub(r"\1\1\1", _ADDRESS.sub(" ", plain)).strip() or ("…" if text.strip() else "")


def _plain(text: str, word: Callable[[str, str, str | None], str]) -> str:
    """Return a text with each mark as a word, then each entity as its character: what is decoded is no mark."""
    marked = _MARK.sub(lambda mark: word(mark[1], mark[2], mark[3]), text)
    return _ENTITY.sub(lambda entity: _CHARACTERS[entity[1]], marked)


def _shown(sign: str, name: str, label: str | None) -> str:
    if sign == "@":
        return f"@{label or 'somebody'}"
    if sign == "#":
        return f"#{label or 'channel'}"
    if sign == "!" and name.startswith("subteam^"):
        return f"@{(label or 'group').removeprefix('@')}"
    if sign == "!" and not name.startswith("date^"):
        return f"@{(label or name).removeprefix('@')}"
    return label or ("" if sign else name.removeprefix("mailto:").removeprefix("tel:"))


def _asked(sign: str, name: str, label: str | None) -> str:
    is_said = label and not sign and not name.startswith(("mailto:", "tel:")) and not _is_address(label)
    return f" {label} " if is_said else " "


def _is_address(label: str) -> bool:
    """Whether a label says no more than where the link goes."""
    one_word, host = len(label.split()) == 1, label.partition("/")[0]
    return one_word and ("://" in label or host.startswith("www.") or ("/" in label and "." in host))
