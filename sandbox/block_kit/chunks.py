"""The chunks of which a streamed message is made."""

from __future__ import annotations

from sandbox.block_kit.elements import ELEMENTS
from sandbox.block_kit.rules import Findings, Shape, array, choice, string, typed
from sandbox.model import Json, as_array

MAX_CHUNKS = 100


def _any_array(value: object, pointer: str, findings: Findings) -> None:
    if as_array(value) is None:
        findings.report("must be an array", pointer)


_CHUNKS = array(
    typed(
        {
            "markdown_text": Shape({"text": string(longest=12_000)}),
            "task_update": Shape(
                {
                    "id": string(longest=255),
                    "title": string(longest=255),
                    "status": choice("pending", "in_progress", "complete", "error"),
                },
                {
                    "details": string(longest=3000),
                    "output": string(longest=3000),
                    "sources": array(typed(ELEMENTS, only=frozenset({"url_source"})), most=100),
                },
            ),
            "plan_update": Shape({"title": string(longest=255)}),
            # What the blocks hold is checked as any message's blocks are, with errors of their own.
            "blocks": Shape({"blocks": _any_array}),
        }
    ),
    most=MAX_CHUNKS,
    fewest=0,
)


def chunk_problems(chunks: list[Json]) -> list[str]:
    """Return what is wrong with chunks, one line each; [] when Slack would take them."""
    findings = Findings("message")
    _CHUNKS(chunks, "/chunks", findings)
    return findings.messages
