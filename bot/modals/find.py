"""The form that asks for a recommendation: what, of which category, for how much, for whom."""

import time
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.admission import admit
from bot.budgets import BUDGET_HINT, amount_words, complaint, read_budget
from bot.direct import direct_channel
from bot.entrances import asked
from bot.modals.choices import CATEGORIES, one
from bot.modals.form import View, chosen, conversation, element, field, modal, text_input, typed
from bot.services import Services
from recsys.ranking.kind import stem
from recsys.ranking.text import words

FIND = "find"
UNREACHABLE = "I cannot write to you directly ({error}). Choose a channel that I am in."


def find_view(said: str = "") -> View:
    """Return the form; `said` is typed in already."""
    audience = element(
        "conversations_select",
        "where",
        "Just me",
        filter={"include": ["public", "private", "mpim"], "exclude_bot_users": True},
        response_url_enabled=True,
    )
    blocks = [
        field(
            "what",
            "What do you need?",
            text_input(placeholder="quiet headphones for the office", value=said, focus_on_load=True),
            hint="Leave it empty, and I will go by what I know about you.",
        ),
        field("category", "Category", one(CATEGORIES, "Any")),
        field("budget", "Budget", text_input(placeholder="under 300", most=60), hint=BUDGET_HINT),
        field(
            "audience",
            "For whom?",
            audience,
            hint="Just for you: I will answer in a direct message. In a channel, everybody sees it and can join in.",
        ),
    ]
    return modal(FIND, "Find something", blocks, submit="Find")


def register(app: AsyncApp, services: Services) -> None:
    """Register what happens when the form is sent."""

    async def sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        if trouble := complaint(typed(view, "budget")):
            await ack(response_action="errors", errors={"budget": trouble})
            return
        channel = conversation(view, "audience")
        if not channel:
            found = await direct_channel(services.client, str(body["user"]["id"]))
            if found.error:
                await ack(response_action="errors", errors={"audience": UNREACHABLE.format(error=found.error)})
                return
            channel = found.channel
        bounds = read_budget(typed(view, "budget")) or (None, None)
        budget = amount_words(*bounds, (await services.vocabulary()).currency)
        text = in_words(typed(view, "what"), "".join(chosen(view, "category")), budget)
        reply_urls = [str(each["response_url"]) for each in body.get("response_urls") or ()]
        reply_url = reply_urls[0] if reply_urls else ""
        event = f"view:{view['id']}"
        await admit(asked(body, event, channel, text, time.time(), reply_url=reply_url), services)
        await ack()

    app.view(FIND)(sent)


def in_words(what: str, category: str, budget: str) -> str:
    """Return the request as it would be typed; a category that is named in it already is not said twice."""
    named = {stem(word) for word in words(category)} <= {stem(word) for word in words(what)}
    thing = " ".join(part for part in ("" if named else category, what) if part)
    return ", ".join(part for part in (thing, budget) if part)
