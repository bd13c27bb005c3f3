"""Rich text: what a person's own message, a table's cell or a task's details are written in."""

from __future__ import annotations

from sandbox.block_kit import objects
from sandbox.block_kit.rules import Findings, Shape, anything, array, choice, flag, string, typed, url
from sandbox.model import as_array, as_object


def _rich_text_characters(value: object, _pointer: str, findings: Findings) -> None:
    pending: list[object] = [value]
    while pending:
        entry = pending.pop()
        pending.extend(as_array(entry) or [])
        mapping = as_object(entry) or {}
        pending.extend(content for content in mapping.values() if not isinstance(content, str))
        text = mapping.get("text")
        findings.characters += len(text) if isinstance(text, str) else 0


_RICH_INLINE = typed(
    {
        "text": Shape({"text": string(longest=40_000)}, {"style": anything}),
        "link": Shape({"url": string(longest=3000)}, {"text": anything, "style": anything, "unsafe": flag}),
        "user": Shape({"user_id": string(longest=255)}, {"style": anything}),
        "usergroup": Shape({"usergroup_id": string(longest=255)}, {"style": anything}),
        "channel": Shape({"channel_id": string(longest=255)}, {"style": anything}),
        "emoji": Shape({"name": string(longest=255)}, {"unicode": anything, "style": anything, "skin_tone": anything}),
        "broadcast": Shape({"range": choice("here", "channel", "everyone")}, {"style": anything}),
        "color": Shape({"value": string(longest=255)}, {"style": anything}),
        "date": Shape(
            {"timestamp": anything, "format": string(longest=255)},
            {"url": url, "fallback": anything, "style": anything},
        ),
    }
)
_RICH_SECTION = Shape({"elements": array(_RICH_INLINE, most=10_000, fewest=0)})
_RICH = typed(
    {
        "rich_text_section": _RICH_SECTION,
        "rich_text_quote": Shape({"elements": _RICH_SECTION.required["elements"]}, {"border": anything}),
        "rich_text_preformatted": Shape(
            {"elements": _RICH_SECTION.required["elements"]}, {"border": anything, "language": anything}
        ),
        "rich_text_list": Shape(
            {"elements": array(typed({"rich_text_section": _RICH_SECTION}), most=1000), "style": anything},
            {"indent": anything, "offset": anything, "border": anything},
        ),
    }
)
RICH_TEXT = Shape(
    {"elements": array(_RICH, most=1000, fewest=0)}, {"block_id": objects.identifier}, also=_rich_text_characters
)
