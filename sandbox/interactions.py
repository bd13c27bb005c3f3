"""What a person does with the app: commands, clicks, modals, shortcuts; and what the app may answer at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import changes, payloads, shapes
from sandbox.block_kit import check_blocks, check_view
from sandbox.model import Json, as_array, as_object
from sandbox.refusal import SlackRefusalError
from sandbox.typing_in import command_text, posted_text

if TYPE_CHECKING:
    from typing import Literal

    from sandbox.grants import ResponseUrl
    from sandbox.model import Channel, Message
    from sandbox.records import Delivery
    from sandbox.service import Service


class Interactions:
    """Brings a person's acts to the app and its answers back. Refusals are SlackRefusalErrors."""

    def __init__(self, service: Service) -> None:
        self._service = service

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
            response_url=self._response_url("commands", channel, user, None),
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
            self._say(channel, user, delivery.response, thread_ts=None)
        return delivery

    def _response_url(
        self, path: Literal["commands", "actions"], channel: Channel, user: str, message: Message | None
    ) -> str:
        service = self._service
        token = service.grants.new_response_url(
            channel.id,
            user,
            message_ts=message.ts if message else None,
            thread_ts=message.thread_ts if message else None,
        )
        return f"{service.origin}/{path}/{service.workspace.team.id}/{token}"

    # ---- clicks

    async def click(
        self, user: str, message: Message, *, action_id: str, block_id: str | None = None, value: object = None
    ) -> Delivery:
        """Press a button or choose in a menu of a message. Refusals: no_such_action, interactivity_disabled."""
        service = self._service
        self._must_be_interactive()
        channel = service.workspace.channels[message.channel]
        found = payloads.find_element(message.blocks, block_id=block_id, action_id=action_id)
        if found is None:
            raise SlackRefusalError("no_such_action")
        payload = payloads.interaction(
            service.workspace, "block_actions", user=user, trigger_id=service.grants.new_trigger(user)
        )
        payload |= payloads.from_message(
            service.workspace, channel, message, self._response_url("actions", channel, user, message)
        )
        payload["actions"] = [payloads.action(found[1], block_id=found[0], value=value, at=service.workspace.new_ts())]
        return await service.socket_mode.request("interactive", "block_actions", payload)

    async def click_in_view(
        self, user: str, view_id: str, *, action_id: str, block_id: str | None = None, value: object = None
    ) -> Delivery:
        """Press a button or choose in a menu of the Home or a modal. Refusals: not_found, no_such_action."""
        service = self._service
        self._must_be_interactive()
        view = self._own_view(user, view_id)
        found = payloads.find_element(view["blocks"], block_id=block_id, action_id=action_id)
        if found is None:
            raise SlackRefusalError("no_such_action")
        chosen = payloads.choice_made(found[1], value)
        if chosen:
            view["state"]["values"].setdefault(found[0], {})[action_id] = {"type": found[1]["type"], **chosen}
        payload = payloads.interaction(
            service.workspace, "block_actions", user=user, trigger_id=service.grants.new_trigger(user)
        )
        payload |= {
            "container": {"type": "view", "view_id": view_id},
            "view": view,
            "actions": [payloads.action(found[1], block_id=found[0], value=value, at=service.workspace.new_ts())],
        }
        return await service.socket_mode.request("interactive", "block_actions", payload)

    def _own_view(self, user: str, view_id: str) -> Json:
        owner, view = self._service.views.find(view_id)
        if owner != user:
            raise SlackRefusalError("not_found")
        return view

    def _must_be_interactive(self) -> None:
        if not self._service.manifest.settings.interactivity.is_enabled:
            raise SlackRefusalError("interactivity_disabled")

    # ---- modals, Home, shortcuts

    async def submit_view(self, user: str, view_id: str, values: Json) -> tuple[Delivery | None, Json]:
        """Submit a modal with its values, {block_id: {action_id: {"type": ..., "value": ...}}}.

        Returns the delivery (None: not even sent) and the errors a person now sees, by block_id; {} when all is well.
        """
        service = self._service
        view = self._own_view(user, view_id)
        if view["type"] != "modal":
            raise SlackRefusalError("not_found")
        view["state"] = {"values": values}
        missing = _missing_inputs(view)
        if missing:
            return None, missing
        payload = payloads.interaction(
            service.workspace, "view_submission", user=user, trigger_id=service.grants.new_trigger(user)
        )
        delivery = await service.socket_mode.request(
            "interactive", "view_submission", payload | {"view": view, "response_urls": list[Json]()}
        )
        if delivery.acked is None:
            return delivery, {"": "We had some trouble connecting. Try again?"}
        return delivery, self._follow(user, view_id, delivery.response or {})

    def _follow(self, user: str, view_id: str, response: Json) -> Json:
        views = self._service.views
        match response.get("response_action"):
            case "errors":
                return as_object(response.get("errors")) or {}
            case "update":
                views.update(view_id, check_view(response.get("view"), kind="modal"))
            case "push":
                views.push(user, check_view(response.get("view"), kind="modal"))
            case "clear":
                views.clear(user)
            case _:
                views.close(view_id)
        return {}

    async def close_view(self, user: str, view_id: str) -> Delivery | None:
        """Close a modal; the app hears of it when the view asked for that."""
        service = self._service
        view = self._own_view(user, view_id)
        if view["clear_on_close"]:
            service.views.clear(user)
        else:
            service.views.close(view_id)
        if not view["notify_on_close"]:
            return None
        payload = payloads.interaction(service.workspace, "view_closed", user=user, trigger_id="")
        del payload["trigger_id"]
        payload |= {"view": view, "is_cleared": bool(view["clear_on_close"])}
        return await service.socket_mode.request("interactive", "view_closed", payload)

    def open_home(self, user: str, tab: Literal["home", "messages"]) -> None:
        """Look at the app's Home or Messages tab. Refusal: not_enabled."""
        workspace, home = self._service.workspace, self._service.manifest.features.app_home
        if not (home.home_tab_enabled if tab == "home" else home.messages_tab_enabled):
            raise SlackRefusalError("not_enabled")
        workspace.tell(changes.HomeOpened(user, tab, workspace.im_with_bot(user).id, workspace.new_ts()))

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
                "response_url": self._response_url("actions", channel, user, message),
                "message_ts": message.ts,
                "message": shapes.message_shape(service.workspace, message),
                "channel": {"id": channel.id, "name": channel.payload_name},
            }
        return await service.socket_mode.request("interactive", kind, payload)

    # ---- response URLs

    def respond(self, token: str, body: Json) -> None:
        """Take what the app sends to a response URL.

        Refusals: expired_url, used_url, no_text, invalid_blocks, invalid_blocks_format, msg_blocks_too_long.
        """
        workspace = self._service.workspace
        grant = self._service.grants.use_response_url(token)
        channel = workspace.channel(grant.channel)
        original = self._original(channel, grant)
        if original is not None and body.get("delete_original"):
            self._delete(channel, original)
        elif original is not None and body.get("replace_original"):
            content = _content(body)
            if original.ephemeral_for is None:
                workspace.change(original, by=workspace.app.user_id, **content)
            else:
                for name, value in content.items():
                    setattr(original, name, value)
                workspace.tell(changes.EphemeralChanged(original, "changed"))
        else:
            self._say(channel, grant.user, body, thread_ts=str(body["thread_ts"]) if body.get("thread_ts") else None)

    def _original(self, channel: Channel, grant: ResponseUrl) -> Message | None:
        if grant.message_ts is None:
            return None
        whispers = (message for message in channel.ephemerals if message.ts == grant.message_ts)
        return channel.messages.get(grant.message_ts) or next(whispers, None)

    def _delete(self, channel: Channel, message: Message) -> None:
        workspace = self._service.workspace
        if message.ephemeral_for is None:
            workspace.delete(message)
        else:
            channel.ephemerals.remove(message)
            workspace.tell(changes.EphemeralChanged(message, "deleted"))

    def _say(self, channel: Channel, user: str, body: Json, *, thread_ts: str | None) -> None:
        workspace = self._service.workspace
        content = _content(body)
        text = str(content.pop("text"))
        author = {"bot_id": workspace.app.bot_id, "thread_ts": thread_ts}
        if body.get("response_type") == "in_channel":
            workspace.post(channel, workspace.app.user_id, text, **author, **content)
        else:
            workspace.whisper(channel, user, text, user=workspace.app.user_id, **author, **content)


def _content(body: Json) -> Json:
    text, blocks = str(body.get("text") or ""), body.get("blocks")
    attachments = as_array(body.get("attachments")) or []
    if not text.strip() and not blocks and not attachments:
        raise SlackRefusalError("no_text")
    return {
        "text": posted_text(text),
        "blocks": check_blocks(blocks) if blocks else [],
        "attachments": attachments,
    }


def _missing_inputs(view: Json) -> Json:
    missing: Json = {}
    values: Json = view["state"]["values"]
    for entry in view["blocks"]:
        block = as_object(entry) or {}
        if block.get("type") != "input" or block.get("optional"):
            continue
        given = [as_object(state) or {} for state in (as_object(values.get(block["block_id"])) or {}).values()]
        if not any(value for state in given for name, value in state.items() if name != "type"):
            missing[block["block_id"]] = "Please complete this required field."
    return missing
