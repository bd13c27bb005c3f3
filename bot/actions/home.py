"""The buttons of the Home tab: forms, taking back what was saved, bought or rated, learning on and off."""

import re
import time
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.home.blocks import HOME_ACTION
from bot.inbound import tenant_of
from bot.modals.find import find_view
from bot.modals.forget import forget_view
from bot.modals.form import View
from bot.modals.preferences import preferences_view
from bot.services import Services
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Interaction

FORMS = frozenset({"find", "preferences", "forget"})


def register(app: AsyncApp, services: Services) -> None:
    """Register the handlers."""

    async def form_wanted(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        view = await _form(_name(action), tenant_of(body), _user(body), services)
        await services.asides.open(str(body["trigger_id"]), view)
        await ack()

    async def changed(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        tenant, user = tenant_of(body), _user(body)
        await _change(_name(action), str(action.get("value") or ""), tenant, user, services)
        services.homes.refresh(tenant, user)
        await ack()

    app.action(re.compile(f"^{HOME_ACTION}:(?:{'|'.join(FORMS)})$"))(form_wanted)
    app.action(re.compile(f"^{HOME_ACTION}:"))(changed)


async def _form(name: str, tenant: Tenant, user: UserId, services: Services) -> View:
    if name == "preferences":
        profile = await services.store.profiles.get(tenant, user)
        return preferences_view(profile, await services.vocabulary())
    return find_view() if name == "find" else forget_view()


async def _change(name: str, value: str, tenant: Tenant, user: UserId, services: Services) -> None:
    profiles, now = services.store.profiles, time.time()
    match name:
        case "unsave":
            await profiles.undo(tenant, user, ItemId(value), "save")
        case "unbuy":
            await profiles.undo(tenant, user, ItemId(value), "purchase")
        case "retract":
            await profiles.record(Interaction(tenant, user, ItemId(value), "retract", now))
        case "learning":
            await profiles.update(tenant, user, lambda profile: replace(profile, learning=value == "on"), now)
        case _:
            pass  # a button of an older Home, which is drawn anew


def _name(action: dict[str, Any]) -> str:
    return str(action["action_id"]).partition(":")[2]


def _user(body: dict[str, Any]) -> UserId:
    return UserId(str(body["user"]["id"]))
