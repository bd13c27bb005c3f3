"""What a person does with the app: commands, clicks, shortcuts, Stop; with its views, see view_interactions.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import changes, payloads, shapes
from sandbox.model import as_array
from sandbox.refusal import SlackRefusalError
from sandbox.typing_in import command_text
from sandbox.view_interactions import ViewInteractions

if TYPE_CHECKING:
    from sandbox.model import Channel, Json, Message
    from sandbox.records import Delivery
    from sandbox.responses import Responses
    from sandbox.service import Service


class Interactions(ViewInteractions):
    """Brings a person's acts to the app and its answers back. Refusals are SlackRefusalErrors."""

    def __init__(self, service: Service, responses: Responses) -> None:
        super().__init__(service)
        self._responses = responses

    # ---- commands

    async def command(
        self, user: str, channel: Channel, command: str, text: str, *, thread_ts: str | None = None
    ) -> Delivery:
        """Run a slash command; returns when the app has acked or failed to.

        Refusals: command_in_thread (Slack has none there), unknown_command, not_in_channel, is_archived. When the app
        does not ack in time, the person reads so, as in Slack.
        """
        service = self._service
        if thread_ts is not None:
            raise SlackRefusalError("command_in_thread")
        known = service.manifest.command(command)
        if known is None:
            raise SlackRefusalError("unknown_command")
        if user not in channel.members:
            raise SlackRefusalError("not_in_channel")
        if channel.archived:
            raise SlackRefusalError("is_archived")
        if known.should_escape:
            text = command_text(text, service.workspace.people, service.workspace.channels)
        payload = payloads.slash_command(
            service.workspace,
            user=user,
            channel=channel,
            command=command,
            text=text,
            trigger_id=service.grants.new_trigger(user),
            response_url=self._responses.new_url("commands", channel, user, None),
        )
        delivery = await service.socket_mode.request("slash_commands", command, payload)
        if delivery.acked is None:
            reason = (
                "with the error “dispatch_failed”: the app is not running"
                if delivery.failed == "dispatch_failed"
                else "because the app did not respond"
            )
            service.workspace.whisper(channel, user, f"{command} failed {reason}.")
        elif delivery.response:
            self._responses.say(channel, user, delivery.response, thread_ts=None)
        return delivery

    # ---- clicks

    async def click(
        self, user: str, message: Message, *, action_id: str, block_id: str | None = None, value: object = None
    ) -> Delivery:
        """Press a button or choose in a menu of a message. Refusals: no_such_action, interactivity_disabled."""
        service = self._service
        self._must_be_interactive()
        channel = service.workspace.channels[message.channel]
        blocks = [*message.blocks]
        for attachment in message.attachments:
            blocks += as_array(attachment.get("blocks")) or []
        found = payloads.find_element(blocks, block_id=block_id, action_id=action_id, seen_by=user)
        if found is None:
            raise SlackRefusalError("no_such_action")
        payload = payloads.interaction(
            service.workspace, "block_actions", user=user, trigger_id=service.grants.new_trigger(user)
        )
        payload |= payloads.from_message(
            service.workspace, channel, message, self._responses.new_url("actions", channel, user, message)
        )
        payload["actions"] = [payloads.action(found[1], block_id=found[0], value=value, at=service.workspace.new_ts())]
        return await service.socket_mode.request("interactive", "block_actions", payload)

    # ---- shortcuts, Stop, Work Objects

    def stop(self, user: str, channel: Channel, thread_ts: str) -> None:
        """Press the Stop button of a thread: its streams end, and the app is told. Refusal: nothing_to_stop."""
        workspace = self._service.workspace
        if not workspace.threads.is_processing(channel, thread_ts) or not self._service.manifest.is_stoppable:
            raise SlackRefusalError("nothing_to_stop")
        streams = workspace.end_streams(
            "stopped_by_user", lambda message: (message.channel, message.thread_ts) == (channel.id, thread_ts)
        )
        workspace.tell(changes.SessionStopped(channel.id, thread_ts, user, streams, workspace.new_ts()))

    def open_entity(self, user: str, message: Message, url: str) -> None:
        """Ask for the details of the Work Object behind a link in a message. Refusal: no_such_action."""
        service = self._service
        objects = [attachment for attachment in message.attachments if attachment.get("work_object")]
        for attachment in objects:
            if attachment["from_url"] == url:
                entity: Json = attachment["work_object"]
                trigger_id = service.grants.new_trigger(user, str(entity["external_ref"]["id"]))
                at = service.workspace.new_ts()
                service.workspace.tell(changes.EntityOpened(user, message, entity, trigger_id, at))
                return
        raise SlackRefusalError("no_such_action")

    async def shortcut(self, user: str, callback_id: str, message: Message | None = None) -> Delivery:
        """Use a global shortcut, or a message's one on a message. Refusal: unknown_shortcut."""
        service = self._service
        shortcut = service.manifest.shortcut(callback_id)
        if shortcut is None or (shortcut.type == "message") != (message is not None):
            raise SlackRefusalError("unknown_shortcut")
        kind = "shortcut" if message is None else "message_action"
        payload = payloads.interaction(service.workspace, kind, user=user, trigger_id=service.grants.new_trigger(user))
        payload |= {"callback_id": callback_id, "action_ts": service.workspace.new_ts()}
        if message is not None:
            channel = service.workspace.channels[message.channel]
            payload |= {
                "response_url": self._responses.new_url("actions", channel, user, message),
                "message_ts": message.ts,
                "message": shapes.message_shape(service.workspace, message),
                "channel": {"id": channel.id, "name": channel.payload_name},
            }
        return await service.socket_mode.request("interactive", kind, payload)
