"""Foreign text made fit to show and to search: markup, control characters, spaces, length."""

import html
import re
import unicodedata
from functools import lru_cache

# Control characters, lone surrogates (they cannot be stored), byte order marks and the marks that turn text around.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|<![a-zA-Z][^<>]*>|<\?[^<>]*>")
_SILENT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:b|i|em|strong|span|sup|sub|u|font|a)\b", re.IGNORECASE)
_LONGEST_MARKUP = 100_000


def clean_text(text: str) -> str:
    """Return the text without control characters, its white space (line ends too) folded to single spaces."""
    if text.isprintable() and "  " not in text:  # most texts; no control character is printable
        return text.strip()
    return _SPACES.sub(" ", _UNWANTED.sub("", text)).strip()


def plain_text(text: str) -> str:
    """Return `clean_text` of what a browser would show: no tags, comments, scripts; entities resolved.

    One pass and linear, whatever the text: `html.parser` takes minutes for 80 kB of "<a <a <a".
    """
    if "<" in text:
        text = _without_markup(text[:_LONGEST_MARKUP])
    if "&" in text:
        text = html.unescape(text)
    return clean_text(text)


def _without_markup(text: str) -> str:
    shown: list[str] = []
    at = 0
    while (tag := _MARKUP.search(text, at)) is not None:
        shown.append(text[at : tag.start()])
        at = _end_of(text, tag)
        # These few join words on a page ("<b>M</b>X"), all others part them.
        if not _INLINE.match(tag.group()):
            shown.append(" ")
    shown.append(text[at:])
    return "".join(shown)


def _end_of(text: str, tag: re.Match[str]) -> int:
    if tag.group() == "<!--":
        end = text.find("-->", tag.end())
        return len(text) if end < 0 else end + 3
    silent = _SILENT.match(tag.group())
    if silent is None:
        return tag.end()
    closing = re.compile(rf"</{silent.group(1)}\s*>", re.IGNORECASE).search(text, tag.end())
    return len(text) if closing is None else closing.end()


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters, ended at a word and marked with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    at_word = kept.rfind(" ")
    return (kept[:at_word] if at_word > limit * 0.8 else kept).rstrip() + "…"


@lru_cache(maxsize=16_384)
def snake_case(name: str) -> str:
    """Return a column's or attribute's name in our spelling: "Weight (g)" is `weight_g`. Empty if nothing is left."""
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFKC", clean_text(name)).lower()).strip("_")


def shown_value(value: object, limit: int = 60) -> str:
    """Return a value for an error text: short, on one line."""
    return cut(clean_text(str(value)), limit)
