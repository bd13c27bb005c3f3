"""Categories and brands of the catalog to choose from, found as they are typed: there may be thousands."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.message import Block
from bot.modals.form import OPTIONS_MAX, element, options
from bot.services import Services

CATEGORIES = "choose_category"
BRANDS = "choose_brand"


def register(app: AsyncApp, services: Services) -> None:
    """Register both handlers."""

    async def categories(ack: AsyncAck, payload: dict[str, Any]) -> None:
        names = (await services.vocabulary()).categories
        await ack(options=options(matching(names, str(payload.get("value") or ""))))

    async def brands(ack: AsyncAck, payload: dict[str, Any]) -> None:
        names = (await services.vocabulary()).brands
        await ack(options=options(matching(names, str(payload.get("value") or ""))))

    app.options(CATEGORIES)(categories)
    app.options(BRANDS)(brands)


def matching(names: Mapping[str, tuple[str, int]], typed: str) -> list[str]:
    """Return spellings that hold what was typed: those that begin with it first, then by how many items have it.

    `names` map the lower-case name to its spelling and count.
    """
    said = typed.strip().lower()
    found = [
        (not lower.startswith(said), -count, lower, spelling)
        for lower, (spelling, count) in names.items()
        if said in lower and spelling
    ]
    return [spelling for *_, spelling in sorted(found)[:OPTIONS_MAX]]


def several(action: str, names: Mapping[str, tuple[str, int]], chosen: Sequence[str], placeholder: str) -> Block:
    """Return a menu of names of which several may be chosen, some of them `chosen` already.

    It holds them all where Slack allows, and else finds them as they are typed.
    """
    spelled = dict.fromkeys(names.get(name.lower(), (name, 0))[0] for name in chosen)
    known = sorted({*spelled, *(spelling for spelling, _ in names.values() if spelling)}, key=str.lower)
    filled = {"initial_options": initial} if (initial := options(list(spelled))) else {}
    if offered := options(known) if len(known) <= OPTIONS_MAX else []:
        return element("multi_static_select", action, placeholder, options=offered, **filled)
    return element("multi_external_select", action, placeholder, min_query_length=0, **filled)


def one(action: str, placeholder: str) -> Block:
    """Return a menu of which one may be chosen."""
    return element("external_select", action, placeholder, min_query_length=0)
