"""What the page may ask for: one function an act, chosen by its `do`."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from sandbox import changes, page_shapes
from sandbox.faults import KINDS, FaultKind
from sandbox.model import Json, as_object
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.interactions import Interactions
    from sandbox.model import Channel, Message
    from sandbox.records import Delivery
    from sandbox.service import Service

CARDS = frozenset({"card", "carousel"})


class PageActs:
    """Carries out acts. Refusals are SlackRefusalErrors with a name that sentences.py knows."""

    def __init__(self, service: Service, interactions: Interactions) -> None:
        self._service = service
        self._interactions = interactions
        self._fault_seconds = 1.0
        self._acts: dict[str, Callable[[str, Json], Awaitable[Json]]] = {
            "say": self._say,
            "command": self._command,
            "react": self._react,
            "unreact": self._react,
            "edit": self._edit,
            "delete": self._delete,
            "click": self._click,
            "options": self._options,
            "stop": self._stop,
            "open_entity": self._open_entity,
            "submit_view": self._submit_view,
            "close_view": self._close_view,
            "open_home": self._open_home,
            "shortcut": self._shortcut,
            "invite": self._membership,
            "kick": self._membership,
            "join": self._membership,
            "open_im": self._open_im,
            "faults": self._faults,
        }

    async def act(self, body: Json) -> Json:
        """Carry out one act and return what the answer holds besides `ok`."""
        act = self._acts.get(str(body.get("do")))
        if act is None:
            raise SlackRefusalError("invalid_arguments")
        user = self._service.workspace.person(str(body.get("as"))).id
        self._service.workspace.expire()
        return await act(user, body)

    def _channel(self, user: str, body: Json) -> Channel:
        return self._service.workspace.visible_channel(str(body.get("channel")), user)

    def _message(self, user: str, body: Json, *, field: str = "ts") -> Message:
        channel, ts = self._channel(user, body), str(body.get(field))
        for message in channel.ephemerals:
            if message.ts == ts and message.ephemeral_for == user:
                return message
        return self._service.workspace.message(channel, ts)

    async def _say(self, user: str, body: Json) -> Json:
        thread_ts = str(body["thread_ts"]) if body.get("thread_ts") else None
        message = self._service.workspace.say(
            self._channel(user, body),
            user,
            str(body.get("text", "")),
            thread_ts=thread_ts,
            broadcast=bool(body.get("broadcast")),
        )
        return {"ts": message.ts}

    async def _command(self, user: str, body: Json) -> Json:
        thread_ts = str(body["thread_ts"]) if body.get("thread_ts") else None
        # A command that was not acked is no refusal: the person reads so in the channel.
        await self._interactions.command(
            user,
            self._channel(user, body),
            str(body.get("command")),
            str(body.get("text", "")),
            thread_ts=thread_ts,
        )
        return {}

    async def _react(self, user: str, body: Json) -> Json:
        workspace, message = self._service.workspace, self._message(user, body)
        name = str(body.get("name")).strip(":")
        if body["do"] == "react":
            workspace.react(message, user, name)
        else:
            workspace.unreact(message, user, name)
        return {}

    async def _edit(self, user: str, body: Json) -> Json:
        self._service.workspace.edit(self._message(user, body), user, str(body.get("text", "")))
        return {}

    async def _delete(self, user: str, body: Json) -> Json:
        message = self._message(user, body)
        if message.ephemeral_for is not None:
            self._service.workspace.channels[message.channel].ephemerals.remove(message)
            self._service.workspace.tell(changes.EphemeralChanged(message, "deleted"))
            return {}
        if message.user != user:
            raise SlackRefusalError("cant_delete_message")
        self._service.workspace.delete(message)
        return {}

    async def _click(self, user: str, body: Json) -> Json:
        action_id = str(body.get("action_id"))
        block_id = str(body["block_id"]) if body.get("block_id") else None
        if body.get("view_id"):
            return _acked(
                await self._interactions.click_in_view(
                    user,
                    str(body["view_id"]),
                    action_id=action_id,
                    block_id=block_id,
                    value=body.get("value"),
                    values=as_object(body.get("values")),
                )
            )
        message = self._message(user, body, field="message_ts")
        return _acked(
            await self._interactions.click(
                user, message, action_id=action_id, block_id=block_id, value=body.get("value")
            )
        )

    async def _options(self, user: str, body: Json) -> Json:
        options = await self._interactions.suggest(
            user,
            str(body.get("view_id")),
            action_id=str(body.get("action_id")),
            block_id=str(body["block_id"]) if body.get("block_id") else None,
            typed=str(body.get("typed", "")),
        )
        return {"options": options}

    async def _stop(self, user: str, body: Json) -> Json:
        self._interactions.stop(user, self._channel(user, body), str(body.get("thread_ts")))
        return {}

    async def _open_entity(self, user: str, body: Json) -> Json:
        self._interactions.open_entity(user, self._message(user, body), str(body.get("url")))
        return {}

    async def _submit_view(self, user: str, body: Json) -> Json:
        delivery, errors = await self._interactions.submit_view(
            user, str(body.get("view_id")), as_object(body.get("values")) or {}
        )
        if delivery is not None:
            _acked(delivery)
        if errors:
            raise SlackRefusalError("view_errors", errors=errors)
        return {}

    async def _close_view(self, user: str, body: Json) -> Json:
        await self._interactions.close_view(user, str(body.get("view_id")))
        return {}

    async def _open_home(self, user: str, body: Json) -> Json:
        tab = body.get("tab", "home")
        if tab not in get_args(changes.Tab):
            raise SlackRefusalError("invalid_arguments")
        self._interactions.open_home(user, tab)
        return {"view": self._service.views.home(user)} if tab == "home" else {}

    async def _shortcut(self, user: str, body: Json) -> Json:
        message = self._message(user, body, field="message_ts") if body.get("message_ts") else None
        return _acked(await self._interactions.shortcut(user, str(body.get("callback_id")), message))

    async def _membership(self, user: str, body: Json) -> Json:
        workspace, channel = self._service.workspace, self._channel(user, body)
        match body["do"]:
            case "join":
                workspace.join(channel, user)
            case "invite":
                workspace.join(channel, workspace.person(str(body.get("user"))).id, inviter=user)
            case _:
                workspace.leave(channel, workspace.person(str(body.get("user"))).id)
        return {}

    async def _open_im(self, user: str, body: Json) -> Json:
        workspace = self._service.workspace
        other = workspace.person(str(body.get("user"))).id
        return {"channel": page_shapes.channel_of(workspace.open_im(user, other))}

    async def _faults(self, _user: str, body: Json) -> Json:
        """Set how often each kind named is still to come, or carry out what is no matter of counting."""
        faults, service = self._service.faults, self._service
        try:
            self._fault_seconds = max(0.0, float(body.get("seconds", self._fault_seconds)))
            counts: dict[FaultKind, int] = {kind: int(body[kind] or 0) for kind in KINDS if kind in body}
        except (TypeError, ValueError):
            raise SlackRefusalError("invalid_arguments") from None
        for kind, times in counts.items():
            faults.cancel(kind)
            if times > 0:
                faults.order(kind, times=times, seconds=self._fault_seconds)
        if body.get("clear"):
            faults.clear()
            service.tokens.revoked, service.refused_blocks = False, frozenset()
        if "refuse_cards" in body:
            service.refused_blocks = CARDS if body["refuse_cards"] else frozenset()
        if body.get("disconnect"):
            service.socket_mode.disconnect()
        if body.get("refresh"):
            service.socket_mode.refresh()
        if "revoke_token" in body:
            service.tokens.revoked = bool(body["revoke_token"])
        return {"faults": self.switches()}

    def switches(self) -> Json:
        """Return the page's switches: counts of faults to come, `seconds` for delays, acts as booleans."""
        return {
            **self._service.faults.remaining(),
            "seconds": self._fault_seconds,
            "revoke_token": self._service.tokens.revoked,
            "refuse_cards": bool(self._service.refused_blocks),
        }


def _acked(delivery: Delivery) -> Json:
    if delivery.acked is None:
        raise SlackRefusalError("dispatch_failed" if delivery.failed == "dispatch_failed" else "operation_timeout")
    return {}
