"""What the app shows beside its messages: status lines, titles, suggested prompts, and agent sessions with Stop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from sandbox import changes
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.directory import Directory
    from sandbox.model import Channel, Json

STATUS_SECONDS = 120.0
PROCESSING_SECONDS = 3600.0

SessionStatus: TypeAlias = Literal["active", "processing", "suspended", "closed"]
SESSION_STATUSES: tuple[SessionStatus, ...] = get_args(SessionStatus)
Key: TypeAlias = tuple[str, str]
"""A channel's id and the ts of a thread's root."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the app says it is doing; `loading` are the texts the client shows in turn meanwhile."""

    text: str
    loading: tuple[str, ...]
    until: float


@dataclass(frozen=True, slots=True)
class Session:
    """An agent session; while it is processing, its thread has a Stop button."""

    status: SessionStatus
    title: str


@dataclass(frozen=True, slots=True)
class Prompts:
    """Suggested prompts, `title` and `message` each, under a heading."""

    title: str
    prompts: tuple[Json, ...]


class Threads:
    """The app's threads of one workspace. Each change is told to the workspace's observers."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self.statuses: dict[Key, Status] = {}
        self.titles: dict[Key, str] = {}
        self.sessions: dict[Key, Session] = {}
        self.prompts: dict[str, Prompts] = {}
        self._processing: dict[Key, float] = {}

    def set_status(self, channel_id: str, thread_ts: str, text: str, loading: tuple[str, ...] = ()) -> None:
        """Show what the app is doing in a thread, for two minutes at most.

        An empty text takes it away, and so does a message of the app in that thread.
        """
        key = channel_id, thread_ts
        shown = self.statuses.get(key)
        if (text, loading) == ((shown.text, shown.loading) if shown else ("", ())):
            return
        if text:
            self.statuses[key] = Status(text, loading, self._directory.now() + STATUS_SECONDS)
        else:
            del self.statuses[key]
        self._directory.tell(changes.StatusSet(channel_id, thread_ts, text, loading))

    def set_title(self, channel_id: str, thread_ts: str, title: str) -> None:
        """Name a thread, for people to find it again."""
        self.titles[channel_id, thread_ts] = title
        self._directory.tell(changes.TitleSet(channel_id, thread_ts, title))

    def suggest(self, channel_id: str, prompts: Prompts) -> None:
        """Offer prompts in a direct message."""
        self.prompts[channel_id] = prompts
        self._directory.tell(changes.PromptsSet(channel_id, prompts.prompts, prompts.title))

    # ---- sessions

    def set_session(self, channel_id: str, thread_ts: str, status: SessionStatus, title: str = "") -> Session:
        """Move a session to another status; it is created, then with this title, where there was none."""
        known = self.sessions.get((channel_id, thread_ts))
        self._processing.pop((channel_id, thread_ts), None)
        if status == "processing":
            self._processing[channel_id, thread_ts] = self._directory.now() + PROCESSING_SECONDS
        return self._keep(channel_id, thread_ts, Session(status, known.title if known else title))

    def rename_session(self, channel_id: str, thread_ts: str, title: str) -> Session:
        """Give a session another title; session_not_found."""
        known = self.sessions.get((channel_id, thread_ts))
        if known is None:
            raise SlackRefusalError("session_not_found")
        return self._keep(channel_id, thread_ts, replace(known, title=title))

    def is_processing(self, channel: Channel, thread_ts: str) -> bool:
        """Tell whether people see a Stop button in a thread."""
        return (channel.id, thread_ts) in self._processing

    def _keep(self, channel_id: str, thread_ts: str, session: Session) -> Session:
        self.sessions[channel_id, thread_ts] = session
        self._directory.tell(changes.SessionChanged(channel_id, thread_ts, session.status, session.title))
        return session

    def expire(self) -> None:
        """Take away statuses older than two minutes; sessions are no longer processing after an hour."""
        now = self._directory.now()
        for (channel_id, thread_ts), status in list(self.statuses.items()):
            if status.until <= now:
                self.set_status(channel_id, thread_ts, "")
        for (channel_id, thread_ts), until in list(self._processing.items()):
            if until <= now:
                self.set_session(channel_id, thread_ts, "active")
