"""What the app answers through an ack or a response URL: messages beside, instead of, or in place of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sandbox import changes
from sandbox.block_kit import check_blocks
from sandbox.model import Json, as_array
from sandbox.refusal import SlackRefusalError
from sandbox.typing_in import posted_text

if TYPE_CHECKING:
    from sandbox.grants import ResponseUrl
    from sandbox.model import Channel, Message
    from sandbox.service import Service


class Responses:
    """Hands out response URLs and carries out what is sent to them."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def new_url(
        self, path: Literal["commands", "actions"], channel: Channel, user: str, message: Message | None
    ) -> str:
        """Return a URL for answers to what a person just did, about a message where there is one."""
        token = self._service.grants.new_response_url(
            channel.id,
            user,
            message_ts=message.ts if message else None,
            thread_ts=message.thread_ts if message else None,
        )
        return f"{self._service.origin}/{path}/{self._service.workspace.team.id}/{token}"

    def take(self, token: str, body: Json) -> None:
        """Carry out what the app sent to a response URL.

        Refusals: expired_url, used_url, no_text, invalid_blocks, invalid_blocks_format, msg_blocks_too_long.
        """
        workspace = self._service.workspace
        grant = self._service.grants.use_response_url(token)
        channel = workspace.channel(grant.channel)
        original = _original(channel, grant)
        if original is not None and body.get("delete_original"):
            self._delete(channel, original)
        elif original is not None and body.get("replace_original"):
            content = self._content(body)
            if original.ephemeral_for is None:
                workspace.change(original, by=workspace.app.user_id, **content)
            else:
                for name, value in content.items():
                    setattr(original, name, value)
                workspace.tell(changes.EphemeralChanged(original, "changed"))
        else:
            self.say(channel, grant.user, body, thread_ts=str(body["thread_ts"]) if body.get("thread_ts") else None)

    def say(self, channel: Channel, user: str, body: Json, *, thread_ts: str | None) -> None:
        """Post an answer: to everybody with `response_type` in_channel, else to that person alone."""
        workspace = self._service.workspace
        content = self._content(body)
        text = str(content.pop("text"))
        author = {"bot_id": workspace.app.bot_id, "thread_ts": thread_ts}
        if body.get("response_type") == "in_channel":
            workspace.post(channel, workspace.app.user_id, text, **author, **content)
        else:
            workspace.whisper(channel, user, text, user=workspace.app.user_id, **author, **content)

    def _delete(self, channel: Channel, message: Message) -> None:
        workspace = self._service.workspace
        if message.ephemeral_for is None:
            workspace.delete(message)
        else:
            channel.ephemerals.remove(message)
            workspace.tell(changes.EphemeralChanged(message, "deleted"))

    def _content(self, body: Json) -> Json:
        text, blocks = str(body.get("text") or ""), body.get("blocks")
        attachments = as_array(body.get("attachments")) or []
        if not text.strip() and not blocks and not attachments:
            raise SlackRefusalError("no_text")
        return {
            "text": posted_text(text),
            "blocks": check_blocks(blocks, refused=self._service.refused_blocks) if blocks else [],
            "attachments": attachments,
        }


def _original(channel: Channel, grant: ResponseUrl) -> Message | None:
    if grant.message_ts is None:
        return None
    whispers = (message for message in channel.ephemerals if message.ts == grant.message_ts)
    return channel.messages.get(grant.message_ts) or next(whispers, None)
