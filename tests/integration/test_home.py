"""The Home tab at work: what a person sees there, changes, takes back, and has forgotten."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.sample import sample_items
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Interaction, Profile
from recsys.ports import Store
from sandbox.people import Hand
from tests.fakes.openai_server import refusal
from tests.integration.test_feedback_routes import choose
from tests.integration.test_first_pick import beside_model
from tests.integration.test_turns import files_with, picks
from tests.integration.workplace import QUICK, Workplace, now, running, workplace


def tenant(place: Workplace) -> Tenant:
    return Tenant("", place.sandbox.team_id)


def shown(place: Workplace, person: Hand) -> str:
    """Return the text of somebody's Home, "" where there is none yet."""
    view = place.sandbox.views.home(person.id)
    return json.dumps(view["blocks"], ensure_ascii=False) if view else ""


async def home(place: Workplace, person: Hand, *, says: str = "Forget me") -> dict[str, Any]:
    """Open somebody's Home and wait until it says something."""
    await person.open_home()
    return await home_says(place, person, says)


async def home_says(place: Workplace, person: Hand, text: str) -> dict[str, Any]:
    await place.sandbox.wait_for(lambda: text in shown(place, person))
    view = place.sandbox.views.home(person.id)
    assert view is not None
    return view


async def form(place: Workplace, person: Hand) -> dict[str, Any]:
    """Wait for a form to open."""
    return (await place.sandbox.wait_for(lambda: place.sandbox.views.stack(person.id)))[-1]


async def keep(place: Workplace, profile: Profile, *kinds: tuple[str, Any]) -> list[str]:
    """Give Ana a profile and do something with as many items; return their titles."""
    async with place.store() as store:
        items = await some_items(store, len(kinds))
        who = (tenant(place), UserId(place.ana.id))
        await store.profiles.put(*who, profile, now())
        for (item, _), (_, kind) in zip(items, kinds, strict=True):
            await store.profiles.record(Interaction(*who, item, kind, now()))
    return [title for _, title in items]


async def some_items(store: Store, count: int) -> list[tuple[ItemId, str]]:
    batches = [batch async for batch in store.catalog.scan()]
    return [(item.id, item.title) for item in batches[0][:count]]


async def profile_of(place: Workplace) -> Profile:
    async with place.store() as store:
        return await store.profiles.get(tenant(place), UserId(place.ana.id))


async def test_what_is_known_can_be_seen_changed_and_taken_back(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        saved, bought = await keep(place, Profile(budget_max=300.0), ("saved", "save"), ("bought", "purchase"))
        async with running(place):
            _, answer = await place.ask("a webcam")
            await place.ana.react(answer, "one")
            await place.sandbox.settled()
            view = await home(place, place.ana)
            text = shown(place, place.ana)
            assert all(part in text for part in (saved, bought, picks(answer)[0], "under $300", "webcam", "30 days"))
            assert "For admins" not in text
            await place.ana.click_in_view(view["id"], "home:unsave")
            await place.ana.click_in_view(view["id"], "home:unbuy")
            await place.ana.click_in_view(view["id"], "home:retract")
            await place.ana.click_in_view(view["id"], "home:learning")
            await home_says(place, place.ana, "Learn from what I do")
            await place.sandbox.wait_for(lambda: '"Undo"' not in shown(place, place.ana))
            assert not any(part in shown(place, place.ana) for part in (saved, bought, picks(answer)[0]))
            assert not (await profile_of(place)).learning
            async with place.store() as store:
                assert list(await store.feedback.opinions(tenant(place), UserId(place.ana.id))) == []


async def test_a_whole_shelf_is_shown_page_by_page_and_each_can_be_taken_off(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        kept = await keep(place, Profile(), *[("saved", "save")] * 30)
        async with running(place):
            view = await home(place, place.ana, says="the latest 5 here")
            assert sum(f'"value": "{id_}"' in shown(place, place.ana) for id_ in await saved_ids(place)) == 5
            await place.ana.click_in_view(view["id"], "home:all:saved")
            opened = await form(place, place.ana)
            seen = dialog(place)
            assert sum(title in seen for title in kept) == 25
            await place.ana.click_in_view(opened["id"], "home:turn:older")
            seen += dialog(place)
            assert "page 2 of 2" in dialog(place)
            assert all(title in seen for title in kept)
            for _ in range(5):
                await place.ana.click_in_view(opened["id"], "home:unsave")
            assert len(await saved_ids(place)) == 25
            assert dialog(place).count("home:unsave") == 25, "the page that is left"
            await home_says(place, place.ana, "25, the latest 5 here")


async def test_what_the_catalog_has_no_more_can_still_be_taken_off(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        await keep(place, Profile(), ("saved", "save"))
        [gone] = await saved_ids(place)
        async with place.store() as store, store.catalog.begin_import() as staging:
            await staging.upsert([item for item in sample_items() if item.id != gone])
            await staging.finish(prune=True)
        async with running(place):
            view = await home(place, place.ana, says="no longer in the catalog")
            assert gone in shown(place, place.ana)
            await place.ana.click_in_view(view["id"], "home:unsave")
            await place.sandbox.wait_for(lambda: gone not in shown(place, place.ana))
            assert await saved_ids(place) == ()


async def saved_ids(place: Workplace) -> tuple[ItemId, ...]:
    async with place.store() as store:
        return tuple(await store.profiles.saved(tenant(place), UserId(place.ana.id)))


def dialog(place: Workplace) -> str:
    """Return what the dialog that is open shows."""
    return json.dumps(place.sandbox.views.stack(place.ana.id)[-1]["blocks"], ensure_ascii=False)


async def test_preferences_are_set_in_a_form_and_a_wrong_budget_is_told(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        view = await home(place, place.ana)
        await place.ana.click_in_view(view["id"], "home:preferences")
        opened = await form(place, place.ana)
        bose = {"text": {"type": "plain_text", "text": "Bose"}, "value": "Bose"}
        assert {"value": "Bose"} in [{"value": one["value"]} for one in await brands(place, opened, "bos")]
        values: dict[str, Any] = {
            "budget": {"typed": {"type": "plain_text_input", "value": "cheap"}},
            "preferred_brands": {"choose_brand": {"type": "multi_external_select", "selected_options": [bose]}},
            "switches": {"on": {"type": "checkboxes", "selected_options": []}},
        }
        assert "budget" in await place.ana.submit(opened["id"], values)
        values["budget"]["typed"]["value"] = "100 to 250"
        assert await place.ana.submit(opened["id"], values) == {}
        await home_says(place, place.ana, "between $100 and $250")
        profile = await profile_of(place)
        assert (profile.budget_min, profile.budget_max, profile.preferred_brands) == (100.0, 250.0, ("Bose",))
        assert (profile.learning, profile.surprises) == (False, False)


async def brands(place: Workplace, view: dict[str, Any], typed: str) -> list[dict[str, Any]]:
    return await place.ana.options(view["id"], "choose_brand", typed)


async def test_forget_me_leaves_nothing_in_the_database_files(tmp_path: Path) -> None:
    words = "zanzibarian"
    async with workplace(tmp_path) as place:
        await keep(place, Profile(preferred_brands=(words,)), ("saved", "save"))
        async with running(place):
            said, answer = await place.ask(f"{words} headphones")
            await place.ana.react(answer, "two")
            await place.reply(said, f"cheaper, {words}")
            ben = place.sandbox.person("ben")
            await ben.command(place.gear, "/recommend", "a mouse for @ana, not for <@U0ANA00001>")
            await ben.say(place.gear, "@recbot a desk for @ana")
            await place.quiet()
            view = await home(place, place.ana, says=words)
            assert files_with(tmp_path, words)
            await place.ana.click_in_view(view["id"], "home:forget")
            opened = await form(place, place.ana)
            await place.ana.submit(opened["id"], {})
            await place.sandbox.wait_for(
                lambda: "I no longer know anything" in json.dumps(place.sandbox.views.stack(place.ana.id))
            )
            await home_says(place, place.ana, "no preferences yet")
            assert words not in shown(place, place.ana)
            assert not files_with(tmp_path, words)
            assert not files_with(tmp_path, place.ana.id)
            assert not files_with(tmp_path, "@ana")
            _, again = await place.ask("a webcam")
            assert picks(again), "who is forgotten may come back"


async def test_a_home_that_slack_does_not_take_at_first_is_published_all_the_same(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.faults.order("server_error", only="views.publish")
        place.sandbox.faults.order("rate_limit", only="views.publish", seconds=1)
        await place.ana.open_home()
        await place.sandbox.wait_for(lambda: "Forget me" in shown(place, place.ana), timeout=20)


async def test_a_form_that_slack_does_not_open_shows_a_warning_or_says_so(tmp_path: Path) -> None:
    async with workplace(tmp_path, timing=replace(QUICK, ack_deadline=0.4)) as place, running(place):
        view = await home(place, place.ana)
        _, answer = await place.ask("a webcam")
        place.sandbox.faults.order("rate_limit", times=3, only="views.open", seconds=10)
        assert (await place.ana.click_in_view(view["id"], "home:preferences")).acked is None
        assert (await place.ana.shortcut("find")).acked is None
        await choose(place.ana, answer, "share", 1)
        told = (await place.sandbox.wait_for(lambda: place.ana.whispers(place.gear)))[-1]
        assert "did not open the form" in told.text
        await place.ana.shortcut("find")
        assert await form(place, place.ana)


async def test_admins_see_catalog_feedback_and_model(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        prices = {"price_input": 0.25, "price_output": 2.0}
        place.settings = place.settings.model_copy(update={"admins": f"U0NOBODY, {place.ana.id}", **prices})
        async with running(place):
            _, answer = await place.ask("a webcam")
            await place.ana.react(answer, "+1")
            await place.sandbox.settled()
            await home(place, place.ana, says="For admins")
            assert "260 items, changed <!date" in shown(place, place.ana)
            assert "this month*  $0" in shown(place, place.ana)
            assert "100% of 1 liked, 1 shown" in shown(place, place.ana)
            ben = place.sandbox.person("ben")
            await home(place, ben)
            assert "For admins" not in shown(place, ben)


async def test_admins_see_that_a_model_fails(tmp_path: Path) -> None:
    broken = refusal(500, "Out of order.")
    async with beside_model(tmp_path, broken) as (place, _):
        place.settings = place.settings.model_copy(update={"admins": place.ana.id})
        async with running(place):
            await place.ask("a webcam")
            await place.quiet()
            await home(place, place.ana, says="For admins")
            told = "the built-in ranker answered 1 of 1 requests this month (100%) in its place, most recently <!date"
            assert f"slow, {told}" in shown(place, place.ana)
