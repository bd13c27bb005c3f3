"""The buttons of the Home tab: forms, whole shelves, taking back what is on them, learning on and off."""

import re
import time
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.home.reading import read_shelf
from bot.home.shelves import ALL, HOME_ACTION
from bot.inbound import mapping, tenant_of
from bot.modals.find import find_view
from bot.modals.forget import forget_view
from bot.modals.form import View
from bot.modals.preferences import preferences_view
from bot.modals.shelf import PAGE_ITEMS, SHELF, TURN, pages_of, shelf_view, shown_page
from bot.services import Services
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Interaction

FORMS = frozenset({"find", "preferences", "forget"})


def register(app: AsyncApp, services: Services) -> None:
    """Register the handlers."""

    async def form_wanted(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        view = await _form(_name(action), tenant_of(body), _user(body), services)
        if await services.asides.open(str(body["trigger_id"]), view):  # else a warning sign says to try again
            await ack()

    async def shelf_wanted(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        view = await _page(str(action["value"]), 0, tenant_of(body), _user(body), services)
        await services.asides.open(str(body["trigger_id"]), view)
        await ack()

    async def page_wanted(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        name, _ = shown_page(body["view"])
        view = await _page(name, int(action["value"]), tenant_of(body), _user(body), services)
        await services.asides.update(str(body["view"]["id"]), view)
        await ack()

    async def changed(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        tenant, user, stands_in = tenant_of(body), _user(body), mapping(body.get("view"))
        await _change(_name(action), str(action.get("value") or ""), tenant, user, services)
        services.homes.refresh(tenant, user)
        if stands_in.get("callback_id") == SHELF:
            view = await _page(*shown_page(stands_in), tenant, user, services)
            await services.asides.update(str(stands_in["id"]), view)
        await ack()

    app.action(re.compile(f"^{HOME_ACTION}:(?:{'|'.join(FORMS)})$"))(form_wanted)
    app.action(re.compile(f"^{HOME_ACTION}:{ALL}:"))(shelf_wanted)
    app.action(re.compile(f"^{HOME_ACTION}:{TURN}:"))(page_wanted)
    app.action(re.compile(f"^{HOME_ACTION}:"))(changed)


async def _page(name: str, page: int, tenant: Tenant, user: UserId, services: Services) -> View:
    """Return a page of a shelf; the last one where there are not so many any more."""
    while True:
        part = slice(page * PAGE_ITEMS, (page + 1) * PAGE_ITEMS)
        shelf = await read_shelf(services.store, tenant, user, name, part)
        last = pages_of(shelf.total) - 1
        if page <= last:
            return shelf_view(name, shelf, page)
        page = last


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
