"""Messages that grow while they are read: what chunks add to them, and how long they may."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from sandbox.block_kit import check_blocks, numbered
from sandbox.block_kit.chunks import chunk_problems
from sandbox.model import Json, as_array, as_object
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

LIFETIME_SECONDS = 300.0
"""After this a stream is dead on the server; observed with the real service, not documented."""

MAX_BLOCKS = 50  # by chunks; as many again when the stream is stopped
MAX_MARKDOWN = 12_000  # in one call

StreamState: TypeAlias = Literal["streaming", "completed", "stopped_by_user", "expired"]
TaskDisplay: TypeAlias = Literal["timeline", "plan"]


@dataclass(slots=True)
class Stream:
    """What was streamed into one message so far, as blocks in order; after `until` (seconds since 1970) it is dead."""

    until: float
    display: TaskDisplay = "timeline"
    state: StreamState = "streaming"
    parts: list[Json] = field(default_factory=list[Json])

    def must_be_open(self) -> None:
        """Refuse further content: stopped_by_user, message_not_in_streaming_state."""
        if self.state == "stopped_by_user":
            raise SlackRefusalError("stopped_by_user")
        if self.state != "streaming":
            raise SlackRefusalError("message_not_in_streaming_state")

    @property
    def text(self) -> str:
        """All markdown so far."""
        return "".join(part["text"] for part in self.parts if part["type"] == "markdown")

    @property
    def blocks(self) -> list[Json]:
        """The message's blocks so far, each with an id."""
        return numbered(self.parts)

    def extend(self, chunks: list[Json], *, refused: AbstractSet[str]) -> None:
        """Add chunks in order, all or none; `refused` are types of blocks that are not taken.

        Refusals: invalid_chunks, invalid_blocks, msg_blocks_too_long, msg_blocks_too_many.
        """
        if sum(len(str(chunk.get("text", ""))) for chunk in chunks) > MAX_MARKDOWN:
            raise SlackRefusalError("msg_blocks_too_long")
        if problems := chunk_problems(chunks):
            raise SlackRefusalError("invalid_chunks", messages=problems)
        before = deepcopy(self.parts)
        try:
            for chunk in chunks:
                self._add(chunk, refused)
            if sum(part["type"] != "markdown" for part in self.parts) > MAX_BLOCKS:
                raise SlackRefusalError("msg_blocks_too_many")
        except SlackRefusalError:
            self.parts = before
            raise

    def finish(self, blocks: list[Json]) -> None:
        """Add the blocks that stand at the end of the finished message; they have a limit of their own."""
        self.parts += blocks

    def _add(self, chunk: Json, refused: AbstractSet[str]) -> None:
        match chunk["type"]:
            case "markdown_text":
                self._add_text(str(chunk["text"]))
            case "blocks":
                check_blocks(chunk["blocks"], refused=refused)
                self.parts += as_array(chunk["blocks"]) or []
            case "task_update":
                self._add_task(chunk)
            case _:
                self._plan()["title"] = chunk["title"]

    def _add_text(self, text: str) -> None:
        if self.parts and self.parts[-1]["type"] == "markdown":
            self.parts[-1] = {"type": "markdown", "text": self.parts[-1]["text"] + text}
        else:
            self.parts.append({"type": "markdown", "text": text})

    def _add_task(self, chunk: Json) -> None:
        tasks = self._plan()["tasks"] if self.display == "plan" else self.parts
        task = {name: value for name, value in chunk.items() if name not in {"type", "id"} and value is not None}
        task |= {name: _rich(str(task[name])) for name in ("details", "output") if name in task}
        for known in tasks:
            if known["type"] == "task_card" and known["task_id"] == chunk["id"]:
                known.update(task)
                return
        tasks.append({"type": "task_card", "task_id": chunk["id"], **task})

    def _plan(self) -> Json:
        for part in self.parts:
            if part["type"] == "plan":
                return part
        plan: Json = {"type": "plan", "title": "Thinking", "tasks": list[Json]()}
        self.parts.append(plan)
        return plan


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def given_chunks(markdown: str, chunks: list[Json] | None) -> list[Json]:
    """Return what a call adds: its `markdown_text` first, then its `chunks`."""
    text: list[Json] = [{"type": "markdown_text", "text": markdown}] if markdown else []
    return text + [as_object(chunk) or {} for chunk in chunks or []]
