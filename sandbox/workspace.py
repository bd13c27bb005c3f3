"""The state of a workspace and everything that may happen in it. Pure: no sockets, no tasks.

A rule of Slack's that is broken raises SlackRefusalError with Slack's name for it. Whatever happens is told to the
observers, in order, before the call returns.
"""

from __future__ import annotations

import uuid
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from sandbox import changes, seeds, shapes
from sandbox.emoji import is_emoji_name
from sandbox.model import SLACKBOT_ID, AppIdentity, Channel, Message, Person, Team
from sandbox.refusal import SlackRefusalError
from sandbox.typing_in import typed_text

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_TEXT = 40_000  # characters; a person's client refuses more, chat.postMessage cuts it off there
MAX_REACTIONS_OF_ONE_KIND_OF_ALL = 23  # different emoji on one message


class Workspace:
    """Team, people, channels and messages. `now` gives seconds since 1970."""

    def __init__(self, *, bot_name: str, now: Callable[[], float]) -> None:
        self.team: Team = seeds.TEAM
        self.app: AppIdentity = seeds.app_identity(bot_name)
        self.now = now
        everybody = (*seeds.PEOPLE, seeds.bot_user(self.app))
        self.people: dict[str, Person] = {person.id: person for person in everybody}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in seeds.channels(self.app)}
        self.observers: list[Callable[[changes.Change], None]] = []
        self._statuses: dict[tuple[str, str], str] = {}
        self._last_micros = 0
        self._created = 0

    def tell(self, change: changes.Change) -> None:
        """Tell every observer what has happened."""
        for observer in self.observers:
            observer(change)

    def new_ts(self) -> str:
        """Return a timestamp later than every one before: seconds and six digits, "1700000000.000100"."""
        self._last_micros = max(self._last_micros + 1, int(self.now() * 1_000_000))
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    # ---- finding

    def channel(self, channel_id: str) -> Channel:
        """Return the channel of that id; channel_not_found."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise SlackRefusalError("channel_not_found")
        return channel

    def channel_named(self, name: str) -> Channel:
        """Return the channel of that name (with or without "#"); channel_not_found."""
        wanted = name.removeprefix("#")
        for channel in self.channels.values():
            if channel.kind != "im" and channel.name == wanted:
                return channel
        raise SlackRefusalError("channel_not_found")

    def visible_channel(self, channel_id: str, user: str) -> Channel:
        """Return a channel `user` may know of; private ones exist for their members only (channel_not_found)."""
        channel = self.channel(channel_id)
        if channel.kind != "channel" and user not in channel.members:
            raise SlackRefusalError("channel_not_found")
        return channel

    def joined_channel(self, channel_id: str, user: str) -> Channel:
        """Return a channel `user` is a member of; channel_not_found, not_in_channel."""
        channel = self.visible_channel(channel_id, user)
        if user not in channel.members:
            raise SlackRefusalError("not_in_channel")
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        """Return a message; message_not_found."""
        message = channel.messages.get(ts)
        if message is None:
            raise SlackRefusalError("message_not_found")
        return message

    def person(self, user_id: str) -> Person:
        """Return somebody by id; user_not_found."""
        person = self.people.get(user_id)
        if person is None:
            raise SlackRefusalError("user_not_found")
        return person

    def im_with_bot(self, user: str) -> Channel:
        """Return the direct message of a person and the bot, opened when it was not there yet."""
        return self.open_im(user, self.app.user_id)

    def typed(self, text: str) -> str:
        """Return what a person typed as Slack's client would send it: mentions, links, emoji and entities encoded."""
        return typed_text(text, self.people, self.channels)

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

    def set_status(self, channel_id: str, thread_ts: str, text: str) -> None:
        """Show what the app is doing in a thread; "" takes it away, and so does a message of the app there."""
        if text == self._statuses.get((channel_id, thread_ts), ""):
            return
        if text:
            self._statuses[channel_id, thread_ts] = text
        else:
            del self._statuses[channel_id, thread_ts]
        self.tell(changes.StatusSet(channel_id, thread_ts, text))

    # ---- reactions

    def react(self, message: Message, user: str, name: str) -> None:
        """Add a reaction; invalid_name, already_reacted, too_many_emoji, is_archived."""
        if self.channels[message.channel].archived:
            raise SlackRefusalError("is_archived")
        if not is_emoji_name(name):
            raise SlackRefusalError("invalid_name")
        users = message.reactions.get(name)
        if users is None and len(message.reactions) >= MAX_REACTIONS_OF_ONE_KIND_OF_ALL:
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

    # ---- channels

    def create_channel(self, name: str, *, private: bool = False, members: tuple[str, ...] = ()) -> Channel:
        """Create a channel with those members; name_taken."""
        if any(channel.kind != "im" and channel.name == name for channel in self.channels.values()):
            raise SlackRefusalError("name_taken")
        channel = Channel(
            self._new_id("C"), name, "private" if private else "channel", int(self.now()), members=list(members)
        )
        self.channels[channel.id] = channel
        self.tell(changes.ChannelChanged(channel))
        return channel

    def open_im(self, user: str, other: str) -> Channel:
        """Return the direct message of two people, opened when it was not there yet."""
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == {user, other}:
                return channel
        channel = Channel(self._new_id("D"), "", "im", int(self.now()), members=[user, other])
        self.channels[channel.id] = channel
        self.tell(changes.ChannelChanged(channel))
        return channel

    def join(self, channel: Channel, user: str, *, inviter: str | None = None) -> bool:
        """Make somebody a member; False when they were one. is_archived, method_not_supported_for_channel_type."""
        if channel.archived:
            raise SlackRefusalError("is_archived")
        if channel.kind == "im" or (channel.kind == "private" and inviter is None):
            raise SlackRefusalError("method_not_supported_for_channel_type")
        if user in channel.members:
            return False
        channel.members.append(user)
        self.tell(changes.MembershipChanged(channel, user, joined=True, inviter=inviter, at=self.new_ts()))
        self.tell(changes.ChannelChanged(channel))
        return True

    def leave(self, channel: Channel, user: str) -> bool:
        """End a membership; False when there was none. cant_leave_general, method_not_supported_for_channel_type."""
        if channel.kind == "im":
            raise SlackRefusalError("method_not_supported_for_channel_type")
        if channel.is_general and not self.person(user).is_bot:
            raise SlackRefusalError("cant_leave_general")
        if user not in channel.members:
            return False
        channel.members.remove(user)
        self.tell(changes.MembershipChanged(channel, user, joined=False, inviter=None, at=self.new_ts()))
        self.tell(changes.ChannelChanged(channel))
        return True

    def archive(self, channel: Channel) -> None:
        """Close a channel for good: nothing can be posted there any more."""
        channel.archived = True
        self.tell(changes.ChannelChanged(channel))

    def _new_id(self, kind: str) -> str:
        self._created += 1
        return f"{kind}0NEW{self._created:05d}"


def _remove_sorted(timestamps: list[str], ts: str) -> None:
    position = bisect_left(timestamps, ts)
    if position < len(timestamps) and timestamps[position] == ts:
        del timestamps[position]
