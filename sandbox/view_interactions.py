"""What a person does in the app's views: fills in and sends modals, looks at the Home, presses what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import changes, payloads
from sandbox.block_kit import check_options, check_view
from sandbox.model import Json, as_object
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from typing import Literal

    from sandbox.records import Delivery
    from sandbox.service import Service

TROUBLE = "We had some trouble connecting. Try again?"


class ViewInteractions:
    """The part of a person's acts that is about modals and the Home. Refusals are SlackRefusalErrors."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def click_in_view(
        self,
        user: str,
        view_id: str,
        *,
        action_id: str,
        block_id: str | None = None,
        value: object = None,
        values: Json | None = None,
    ) -> Delivery:
        """Press a button or choose in a menu of the Home or a modal; `values` are what its other fields hold.

        Refusals: not_found, no_such_action.
        """
        service = self._service
        self._must_be_interactive()
        view = self._own_view(user, view_id)
        found = payloads.find_element(view["blocks"], block_id=block_id, action_id=action_id, seen_by=user)
        if found is None:
            raise SlackRefusalError("no_such_action")
        view["state"]["values"] |= values or {}
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
            return delivery, {"": TROUBLE}
        try:
            return delivery, self._follow(user, view, delivery.response or {})
        except SlackRefusalError as refusal:
            delivery.failed = refusal.error
            return delivery, {"": TROUBLE}

    def _follow(self, user: str, view: Json, response: Json) -> Json:
        """Do what the app answered to a submission; an answer that Slack does not understand is a refusal."""
        service, view_id = self._service, str(view["id"])
        match response.get("response_action"):
            case "errors":
                errors = as_object(response.get("errors")) or {}
                inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
                if not errors or not errors.keys() <= inputs:
                    raise SlackRefusalError("invalid_arguments")
                return errors
            case "update":
                service.views.update(view_id, self._checked(response))
            case "push":
                service.views.push(user, self._checked(response))
            case "clear":
                service.views.clear(user)
            case _:
                service.views.close(view_id)
        return {}

    def _checked(self, response: Json) -> Json:
        return check_view(response.get("view"), kind="modal", refused=self._service.refused_blocks)

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

    async def suggest(
        self, user: str, view_id: str, *, action_id: str, typed: str, block_id: str | None = None
    ) -> list[Json]:
        """Return the options an external select of a view offers for what is typed; [] when the app gives none in time.

        Refusals: not_found, no_such_action.
        """
        service, view = self._service, self._own_view(user, view_id)
        found = payloads.find_element(view["blocks"], block_id=block_id, action_id=action_id, seen_by=user)
        if found is None:
            raise SlackRefusalError("no_such_action")
        payload = payloads.interaction(service.workspace, "block_suggestion", user=user, trigger_id="")
        del payload["trigger_id"]
        payload |= {"action_id": action_id, "block_id": found[0], "value": typed, "view": view}
        payload["container"] = {"type": "view", "view_id": view_id}
        delivery = await service.socket_mode.request("interactive", "block_suggestion", payload)
        return check_options(delivery.response)

    def open_home(self, user: str, tab: Literal["home", "messages"]) -> None:
        """Look at the app's Home or Messages tab. Refusal: not_enabled."""
        workspace, home = self._service.workspace, self._service.manifest.features.app_home
        if not (home.home_tab_enabled if tab == "home" else home.messages_tab_enabled):
            raise SlackRefusalError("not_enabled")
        workspace.tell(changes.HomeOpened(user, tab, workspace.im_with_bot(user).id, workspace.new_ts()))

    def _own_view(self, user: str, view_id: str) -> Json:
        owner, view = self._service.views.find(view_id)
        if owner != user:
            raise SlackRefusalError("not_found")
        return view

    def _must_be_interactive(self) -> None:
        if not self._service.manifest.settings.interactivity.is_enabled:
            raise SlackRefusalError("interactivity_disabled")


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
