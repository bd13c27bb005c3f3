"""Who and what there is in a workspace: the team, its people, its channels, and who is in which. Pure, as all state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import changes, seeds
from sandbox.model import SLACKBOT_ID, AppIdentity, Channel, Message, Person, Team
from sandbox.refusal import SlackRefusalError
from sandbox.typing_in import typed_text

if TYPE_CHECKING:
    from collections.abc import Callable


class Directory:
    """Team, people and channels. `now` gives seconds since 1970; `enterprise` makes it part of an Enterprise Grid."""

    def __init__(self, *, bot_name: str, now: Callable[[], float], enterprise: bool = False) -> None:
        self.team: Team = seeds.team(enterprise=enterprise)
        self.app: AppIdentity = seeds.app_identity(bot_name)
        self.now = now
        everybody = (*seeds.PEOPLE, seeds.bot_user(self.app))
        self.people: dict[str, Person] = {person.id: person for person in everybody}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in seeds.channels(self.app)}
        self.observers: list[Callable[[changes.Change], None]] = []
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

    def team_of(self, user: str) -> str:
        """Return the id of somebody's own workspace: another one's for a stranger of Slack Connect."""
        person = self.people.get(user)
        return (person.team_id if person else None) or self.team.id

    def is_shared(self, channel: Channel) -> bool:
        """Tell whether a channel has members of another workspace (Slack Connect)."""
        return any(self.team_of(member) != self.team.id for member in channel.members)

    def im_with_bot(self, user: str) -> Channel:
        """Return the direct message of a person and the bot, opened when it was not there yet."""
        return self.open_im(user, self.app.user_id)

    def typed(self, text: str) -> str:
        """Return what a person typed as Slack's client would send it: mentions, links, emoji and entities encoded."""
        return typed_text(text, self.people, self.channels)

    # ---- channels and members

    def create_channel(self, name: str, *, private: bool = False, members: tuple[str, ...] = ()) -> Channel:
        """Create a channel with those members; name_taken."""
        self._must_be_free(name)
        channel = Channel(
            self._new_id("C"), name, "private" if private else "channel", int(self.now()), members=list(members)
        )
        self.channels[channel.id] = channel
        self.tell(changes.ChannelChanged(channel))
        return channel

    def _must_be_free(self, name: str) -> None:
        if any(channel.kind != "im" and channel.name == name for channel in self.channels.values()):
            raise SlackRefusalError("name_taken")

    def open_im(self, user: str, other: str) -> Channel:
        """Return the direct message of two people, opened when it was not there yet."""
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == {user, other}:
                return channel
        channel = Channel(self._new_id("D"), "", "im", int(self.now()), members=[user, other])
        self.channels[channel.id] = channel
        self.tell(changes.ChannelChanged(channel))
        return channel

    def open_group(self, *users: str) -> Channel:
        """Return the direct message of several people (with the bot, where it is one of them), opened when needed."""
        name = f"mpdm-{'--'.join(self.person(user).name for user in users)}-1"
        for channel in self.channels.values():
            if channel.kind == "mpim" and channel.name == name:
                return channel
        channel = Channel(self._new_id("G"), name, "mpim", int(self.now()), members=list(users))
        self.channels[channel.id] = channel
        self.tell(changes.ChannelChanged(channel))
        return channel

    def add_stranger(self, name: str, channel: Channel) -> Person:
        """Bring in somebody of another workspace (Slack Connect), who is a member of that one channel only."""
        stranger = Person(self._new_id("U"), name, name.title(), "2f6690", team_id=seeds.OTHER_TEAM_ID)
        self.people[stranger.id] = stranger
        channel.members.append(stranger.id)
        self.tell(changes.ChannelChanged(channel))
        return stranger

    def join(self, channel: Channel, user: str, *, inviter: str | None = None) -> bool:
        """Make somebody a member; False when they were one. is_archived, method_not_supported_for_channel_type."""
        if channel.archived:
            raise SlackRefusalError("is_archived")
        if channel.is_direct or (channel.kind == "private" and inviter is None):
            raise SlackRefusalError("method_not_supported_for_channel_type")
        if user in channel.members:
            return False
        channel.members.append(user)
        self.tell(changes.MembershipChanged(channel, user, joined=True, inviter=inviter, at=self.new_ts()))
        self.tell(changes.ChannelChanged(channel))
        return True

    def leave(self, channel: Channel, user: str) -> bool:
        """End a membership; False when there was none. cant_leave_general, method_not_supported_for_channel_type."""
        if channel.is_direct:
            raise SlackRefusalError("method_not_supported_for_channel_type")
        if channel.is_general and not self.person(user).is_bot:
            raise SlackRefusalError("cant_leave_general")
        if user not in channel.members:
            return False
        channel.members.remove(user)
        self.tell(changes.MembershipChanged(channel, user, joined=False, inviter=None, at=self.new_ts()))
        self.tell(changes.ChannelChanged(channel))
        return True

    def archive(self, channel: Channel, *, by: str = SLACKBOT_ID) -> None:
        """Close a channel for good: nothing can be posted there any more."""
        channel.archived = True
        self.tell(changes.ChannelArchived(channel, by, self.new_ts()))
        self.tell(changes.ChannelChanged(channel))

    def rename(self, channel: Channel, name: str) -> None:
        """Give a channel another name; its id stays. name_taken."""
        self._must_be_free(name)
        channel.name = name
        self.tell(changes.ChannelRenamed(channel, self.new_ts()))
        self.tell(changes.ChannelChanged(channel))

    def _new_id(self, kind: str) -> str:
        self._created += 1
        return f"{kind}0NEW{self._created:05d}"
