"""Hands for tests and scripts: somebody in the workspace who says, clicks and reacts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sandbox.interactions import Interactions
    from sandbox.model import Channel, Json, Message, Person
    from sandbox.records import Delivery
    from sandbox.workspace import Workspace


class Hand:
    """One person at the keyboard. What Slack's client would refuse raises SlackRefusalError."""

    def __init__(self, workspace: Workspace, interactions: Interactions, person: Person) -> None:
        self._workspace = workspace
        self._interactions = interactions
        self.person = person

    @property
    def id(self) -> str:
        """The user id."""
        return self.person.id

    async def say(
        self, channel: Channel, text: str, *, thread_ts: str | None = None, broadcast: bool = False
    ) -> Message:
        """Type a message. `@recbot`, `@ana`, `#gear`, links and emoji become what Slack's client makes of them."""
        message = self._workspace.say(channel, self.id, text, thread_ts=thread_ts, broadcast=broadcast)
        await asyncio.sleep(0)
        return message

    async def upload(self, channel: Channel, name: str, text: str = "", *, thread_ts: str | None = None) -> Message:
        """Post a file with a few words."""
        message = self._workspace.share_file(channel, self.id, name, text, thread_ts=thread_ts)
        await asyncio.sleep(0)
        return message

    async def edit(self, message: Message, text: str) -> None:
        """Change one's own message."""
        self._workspace.edit(message, self.id, text)
        await asyncio.sleep(0)

    async def delete(self, message: Message) -> None:
        """Delete a message."""
        self._workspace.delete(message)
        await asyncio.sleep(0)

    async def react(self, message: Message, name: str) -> None:
        """Add a reaction, by name without colons ("+1::skin-tone-3")."""
        self._workspace.react(message, self.id, name)
        await asyncio.sleep(0)

    async def unreact(self, message: Message, name: str) -> None:
        """Take a reaction back."""
        self._workspace.unreact(message, self.id, name)
        await asyncio.sleep(0)

    async def command(self, channel: Channel, command: str, text: str = "") -> Delivery:
        """Type a slash command; returns when the app has acked (`acked` is set) or failed to (None)."""
        return await self._interactions.command(self.id, channel, command, text)

    async def click(
        self, message: Message, action_id: str, *, block_id: str | None = None, value: object = None
    ) -> Delivery:
        """Press a button, or choose `value` in a menu, of a message."""
        return await self._interactions.click(self.id, message, action_id=action_id, block_id=block_id, value=value)

    async def click_in_view(
        self,
        view_id: str,
        action_id: str,
        *,
        block_id: str | None = None,
        value: object = None,
        values: Json | None = None,
    ) -> Delivery:
        """Press a button, or choose `value` in a menu, of the Home or a modal; `values`: what its fields hold."""
        return await self._interactions.click_in_view(
            self.id, view_id, action_id=action_id, block_id=block_id, value=value, values=values
        )

    async def options(self, view_id: str, action_id: str, typed: str) -> list[Json]:
        """Return what an external select of a view offers for what is typed."""
        return await self._interactions.suggest(self.id, view_id, action_id=action_id, typed=typed)

    async def open_entity(self, message: Message, url: str) -> None:
        """Ask for the details of the Work Object behind a link."""
        self._interactions.open_entity(self.id, message, url)
        await asyncio.sleep(0)

    async def stop(self, channel: Channel, thread_ts: str) -> None:
        """Press the Stop button of a thread in which the app is at work."""
        self._interactions.stop(self.id, channel, thread_ts)
        await asyncio.sleep(0)

    async def submit(self, view_id: str, values: Json) -> Json:
        """Submit a modal; returns the errors shown, by block id ({}: none)."""
        return (await self._interactions.submit_view(self.id, view_id, values))[1]

    async def close(self, view_id: str) -> None:
        """Close a modal."""
        await self._interactions.close_view(self.id, view_id)

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Delivery:
        """Use a shortcut, on a message where it is a message shortcut."""
        return await self._interactions.shortcut(self.id, callback_id, message)

    async def open_home(self, tab: Literal["home", "messages"] = "home") -> None:
        """Look at the app's Home or Messages tab."""
        self._interactions.open_home(self.id, tab)
        await asyncio.sleep(0)

    async def invite(self, channel: Channel, user: str) -> None:
        """Bring somebody (a user id) into a channel."""
        self._workspace.join(channel, user, inviter=self.id)
        await asyncio.sleep(0)

    async def kick(self, channel: Channel, user: str) -> None:
        """Remove somebody from a channel."""
        self._workspace.leave(channel, user)
        await asyncio.sleep(0)

    def whispers(self, channel: Channel) -> list[Message]:
        """Return what only this person sees in a channel, oldest first."""
        return [message for message in channel.ephemerals if message.ephemeral_for == self.id]

    def dm(self) -> Channel:
        """Return the direct message with the bot."""
        return self._workspace.im_with_bot(self.id)
