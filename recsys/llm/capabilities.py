"""What a service of the OpenAI kind can do, learned from what it refuses. Pure.

Services differ in how they take a wish for JSON, what they call the limit of an answer's length, whether they accept a
temperature or a wish for little thinking, and whether they send an answer as it comes and count its tokens then. A
refusal (HTTP 400 or 422) leads to the next lesser request; what worked is kept.
"""

from dataclasses import dataclass, replace
from typing import Literal

Format = Literal["schema", "object", "text"]
TokenLimit = Literal["max_tokens", "max_completion_tokens"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """How to ask: the strictest request is the default.

    A model that wants `max_completion_tokens` thinks before it answers, and is asked to think little while `effort`.
    `stream` and `stream_usage` matter only to a request that wants to hear the answer as it comes.
    """

    format: Format = "schema"
    limit: TokenLimit = "max_tokens"
    temperature: bool = True
    effort: bool = True
    stream: bool = True
    stream_usage: bool = True


def after_refusal(can: Capabilities, complaint: str) -> Capabilities | None:
    """Return what to try next after a service complained, None when nothing is left to give up."""
    said = complaint.lower()
    if can.limit == "max_tokens" and "max_completion_tokens" in said:
        return replace(can, limit="max_completion_tokens")
    if can.temperature and "temperature" in said:
        return replace(can, temperature=False)
    if can.effort and "reasoning_effort" in said:
        return replace(can, effort=False)
    if can.stream_usage and ("stream_options" in said or "include_usage" in said):
        return replace(can, stream_usage=False)
    if can.stream and "stream" in said:
        return replace(can, stream=False)
    match can.format:
        case "schema":
            return replace(can, format="object")
        case "object":
            return replace(can, format="text")
        case "text":
            return None
