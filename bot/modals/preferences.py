"""The form with a person's preferences."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.budgets import BUDGET_HINT, amount_words, complaint, read_budget
from bot.inbound import tenant_of
from bot.modals.choices import BRANDS, CATEGORIES, several
from bot.modals.form import (
    OPTION_VALUE_MAX,
    OPTIONS_MAX,
    View,
    chosen,
    element,
    field,
    holds,
    modal,
    option,
    text_input,
    typed,
)
from bot.services import Services
from recsys.conversation.wording import listed
from recsys.model.ids import UserId
from recsys.model.person import Profile
from recsys.ports import CatalogVocabulary

PREFERENCES = "preferences"
SWITCHES = {
    "learning": "Learn from what I like, buy and look at",
    "surprises": "Now and then show me something outside my usual taste",
}
"""Names of the profile's switches, and what they say."""
NAMES = {
    "preferred_categories": (CATEGORIES, "Categories you like"),
    "preferred_brands": (BRANDS, "Brands you like"),
    "avoided_brands": (BRANDS, "Brands you avoid"),
    "avoided_categories": (CATEGORIES, "Categories you avoid"),
}

CONTRARY = {"preferred_brands": "avoided_brands", "preferred_categories": "avoided_categories"}


def preferences_view(profile: Profile, vocabulary: CatalogVocabulary) -> View:
    """Return the form, filled in with the profile."""
    said = amount_words(profile.budget_min, profile.budget_max, vocabulary.currency)
    known = {CATEGORIES: vocabulary.categories, BRANDS: vocabulary.brands}
    budget = text_input(placeholder=profile.budget_hint or "under 300", value=said, most=60)
    switches = {name: option(text, name) for name, text in SWITCHES.items()}
    on = [switches[name] for name in SWITCHES if getattr(profile, name)]
    filled = {"initial_options": on} if on else {}
    boxes = element("checkboxes", "on", options=list(switches.values()), **filled)
    blocks = [
        field("budget", "Usual budget", budget, hint=f"{BUDGET_HINT} A request may say otherwise."),
        *(
            field(name, label, several(action, known[action], getattr(profile, name), "None"))
            for name, (action, label) in NAMES.items()
        ),
        field("switches", "Learning", boxes),
    ]
    return modal(PREFERENCES, "Preferences", blocks, submit="Save")


def register(app: AsyncApp, services: Services) -> None:
    """Register what happens when the form is sent."""

    async def sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        if errors := complaints(view):
            await ack(response_action="errors", errors=errors)
            return
        tenant, user = tenant_of(body), UserId(str(body["user"]["id"]))
        await services.store.profiles.update(tenant, user, lambda profile: changed(profile, view), time.time())
        services.homes.refresh(tenant, user)
        await ack()

    app.view(PREFERENCES)(sent)


def complaints(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what cannot be taken, by field: a budget that is none, names that are both liked and avoided."""
    found = {"budget": complaint(typed(view, "budget"))}
    for liked, avoided in CONTRARY.items():
        both = [name for name in chosen(view, avoided) if name in chosen(view, liked)]
        found[avoided] = f"You cannot both like and avoid {listed(both)}." if both else ""
    return {field: sentence for field, sentence in found.items() if sentence}


def changed(profile: Profile, view: Mapping[str, Any]) -> Profile:
    """Return the profile as the form says; there must be no `complaints` about it.

    What the form did not show stays: a budget without an amount, names that are too long or too many for a menu, and
    menus that the person's client does not know.
    """
    hint = typed(view, "budget")
    low, high = read_budget(hint) or (None, None)
    if not hint and (profile.budget_min, profile.budget_max) == (None, None):
        hint = profile.budget_hint
    names = {name: (*chosen(view, name), *_unshown(getattr(profile, name))) for name in NAMES if holds(view, name)}
    on = {name: name in chosen(view, "switches") for name in SWITCHES}
    return replace(profile, budget_hint=hint, budget_min=low, budget_max=high, **names, **on)


def _unshown(names: tuple[str, ...]) -> tuple[str, ...]:
    shown = [name for name in names if name.strip() and len(name) <= OPTION_VALUE_MAX][:OPTIONS_MAX]
    return tuple(name for name in names if name not in shown)
