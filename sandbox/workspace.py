"""The state of a workspace and everything that may happen in it. Pure: no sockets, no tasks.

A rule of Slack's that is broken raises SlackRefusalError with Slack's name for it. Whatever happens is told to the
observers, in order, before the call returns.
"""

from __future__ import annotations

import uuid
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from sandbox import changes, shapes
from sandbox.directory import Directory
from sandbox.emoji import is_emoji_name
from sandbox.model import SLACKBOT_ID, Channel, Json, Message
from sandbox.refusal import SlackRefusalError
from sandbox.threads import Threads
from sandbox.typing_in import posted_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.streaming import Stream, StreamState

MAX_TEXT = 40_000  # characters; a person's client refuses more, chat.postMessage cuts it off there
MAX_DIFFERENT_REACTIONS = 23  # on one message


class Workspace(Directory):
    """Messages and reactions, and what the app shows beside them (`threads`); the rest stands in Directory."""

    def __init__(self, *, bot_name: str, now: Callable[[], float], enterprise: bool = False) -> None:
        super().__init__(bot_name=bot_name, now=now, enterprise=enterprise)
        self.threads = Threads(self)
        self._live: list[Message] = []

    # ---- messages

    def post(self, channel: Channel, user: str, text: str, **content: Any) -> Message:  # noqa: ANN401 - Message fields
        """Post a message; `content` are further fields of Message. is_archived, cannot_reply_to_message."""
        if channel.archived:
            raise SlackRefusalError("is_archived")
        thread_ts: str | None = content.pop("thread_ts", None)
        root = self._root(channel, thread_ts) if thread_ts else None
        broadcast = bool(content.pop("broadcast", False)) and root is not None
        message = Message(channel.id, self.new_ts(), user, text, broadcast=broadcast, **content)
        if root is not None:
            message.thread_ts, message.parent_user = root.ts, root.user
            root.thread_ts = root.ts
            root.replies.append(message.ts)
            if user not in root.reply_users:
                root.reply_users.append(user)
            if broadcast:
                message.subtype = "thread_broadcast"
        channel.messages[message.ts] = message
        if root is None or broadcast:
            channel.timeline.append(message.ts)
        self.tell(changes.MessagePosted(message))
        return message

    def say(
        self, channel: Channel, user: str, text: str, *, thread_ts: str | None = None, broadcast: bool = False
    ) -> Message:
        """Post what a person typed. no_text, msg_too_long, not_in_channel and what `post` refuses."""
        if user not in channel.members:
            raise SlackRefusalError("not_in_channel")
        encoded = self.typed(text)
        if not encoded.strip():
            raise SlackRefusalError("no_text")
        if len(encoded) > MAX_TEXT:
            raise SlackRefusalError("msg_too_long")
        return self.post(
            channel, user, encoded, thread_ts=thread_ts, broadcast=broadcast, client_msg_id=str(uuid.uuid4())
        )

    def share_file(self, channel: Channel, user: str, name: str, text: str = "", **content: Any) -> Message:  # noqa: ANN401
        """Post what a person types with a file beside it: a message of subtype file_share."""
        at = int(self.now())
        kind = name.rpartition(".")[2]
        file: Json = {"id": f"F0FILE{at}", "name": name, "title": name, "filetype": kind, "user": user, "created": at}
        return self.post(
            channel,
            user,
            self.typed(text),
            subtype="file_share",
            files=[file],
            client_msg_id=str(uuid.uuid4()),
            **content,
        )

    def _root(self, channel: Channel, thread_ts: str) -> Message:
        message = channel.messages.get(thread_ts)
        if message is None:
            raise SlackRefusalError("thread_not_found")
        if message.is_reply:
            # A reply is no root: Slack hangs the new one below the reply's own root.
            return self.message(channel, str(message.thread_ts))
        return message

    def change(self, message: Message, *, by: str | None, **content: Any) -> None:  # noqa: ANN401 - Message fields
        """Replace fields of a message; `by` is who edited it (None: Slack itself, as for a link preview)."""
        previous = shapes.message_shape(self, message)
        at = self.new_ts()
        for name, value in content.items():
            setattr(message, name, value)
        if by is not None:
            message.edited_ts, message.edited_by = at, by
        self.tell(changes.MessageChanged(message, previous, at, by_edit=by is not None))

    def edit(self, message: Message, user: str, text: str) -> None:
        """Let a person change their own message; cant_update_message, no_text, msg_too_long."""
        if message.user != user or message.bot_id:
            raise SlackRefusalError("cant_update_message")
        encoded = self.typed(text)
        if not encoded.strip():
            raise SlackRefusalError("no_text")
        if len(encoded) > MAX_TEXT:
            raise SlackRefusalError("msg_too_long")
        self.change(message, by=user, text=encoded)

    def delete(self, message: Message) -> None:
        """Delete a message. A root with replies stays as a tombstone, as in Slack."""
        channel = self.channels[message.channel]
        previous = shapes.message_shape(self, message)
        at = self.new_ts()
        if message.replies:
            message.text, message.subtype, message.user, message.bot_id = (
                "This message was deleted.",
                "tombstone",
                SLACKBOT_ID,
                None,
            )
            message.blocks, message.attachments, message.reactions, message.client_msg_id = [], [], {}, None
            self.tell(changes.MessageChanged(message, previous, at, by_edit=False))
            return
        del channel.messages[message.ts]
        _remove_sorted(channel.timeline, message.ts)
        if message.is_reply:
            self._forget_reply(channel, message)
        self.tell(changes.MessageDeleted(message, previous, at))

    def _forget_reply(self, channel: Channel, message: Message) -> None:
        root = channel.messages.get(str(message.thread_ts))
        if root is None:
            return
        _remove_sorted(root.replies, message.ts)
        root.reply_users = list(dict.fromkeys(channel.messages[ts].user for ts in root.replies))
        if not root.replies:
            root.thread_ts = None

    def whisper(self, channel: Channel, person: str, text: str, **content: Any) -> Message:  # noqa: ANN401
        """Post a message that only one person sees; it is no part of any history."""
        author: str = content.pop("user", SLACKBOT_ID)
        message = Message(channel.id, self.new_ts(), author, text, ephemeral_for=person, **content)
        channel.ephemerals.append(message)
        self.tell(changes.EphemeralChanged(message))
        return message

    # ---- streams

    def start_stream(self, channel: Channel, stream: Stream, **content: Any) -> Message:  # noqa: ANN401 - Message fields
        """Post what the app's stream holds and let it grow until it is completed, stopped or too old; as `post`."""
        text = posted_text(stream.text)
        message = self.post(channel, self.app.user_id, text, blocks=stream.blocks, stream=stream, **content)
        self._live.append(message)
        return message

    def grow(self, message: Message) -> None:
        """Show what its stream holds now."""
        if message.stream is not None:
            message.text, message.blocks = posted_text(message.stream.text), message.stream.blocks
            self.tell(changes.MessageGrew(message))

    def end_streams(self, state: StreamState, ends: Callable[[Message], bool]) -> tuple[str, ...]:
        """End the live streams of those messages and return their ts."""
        ended = [message for message in self._live if ends(message)]
        for message in ended:
            self._live.remove(message)
            if message.stream is not None:
                message.stream.state = state
            self.tell(changes.MessageGrew(message))
        return tuple(message.ts for message in ended)

    def expire(self) -> None:
        """End what has lasted too long: streams, status lines, sessions that process."""
        now = self.now()
        self.end_streams("expired", lambda message: message.stream is not None and message.stream.until <= now)
        self.threads.expire()

    # ---- reactions

    def react(self, message: Message, user: str, name: str) -> None:
        """Add a reaction; invalid_name, already_reacted, too_many_emoji, is_archived."""
        if self.channels[message.channel].archived:
            raise SlackRefusalError("is_archived")
        if not is_emoji_name(name):
            raise SlackRefusalError("invalid_name")
        users = message.reactions.get(name)
        if users is None and len(message.reactions) >= MAX_DIFFERENT_REACTIONS:
            raise SlackRefusalError("too_many_emoji")
        users = message.reactions.setdefault(name, [])
        if user in users:
            raise SlackRefusalError("already_reacted")
        users.append(user)
        self.tell(changes.ReactionChanged(message, user, name, added=True, at=self.new_ts()))

    def unreact(self, message: Message, user: str, name: str) -> None:
        """Take a reaction back; invalid_name, no_reaction."""
        if not is_emoji_name(name):
            raise SlackRefusalError("invalid_name")
        users = message.reactions.get(name, [])
        if user not in users:
            raise SlackRefusalError("no_reaction")
        users.remove(user)
        if not users:
            del message.reactions[name]
        self.tell(changes.ReactionChanged(message, user, name, added=False, at=self.new_ts()))


def _remove_sorted(timestamps: list[str], ts: str) -> None:
    position = bisect_left(timestamps, ts)
    if position < len(timestamps) and timestamps[position] == ts:
        del timestamps[position]
