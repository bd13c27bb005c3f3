"""Feedback by emoji, by thumbs and by the buttons of a card: one store, whoever taps what how often."""

import json
from pathlib import Path
from typing import Any

import pytest

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import OpinionKind
from sandbox.model import Message
from sandbox.people import Hand
from sandbox.records import Delivery
from tests.integration.test_turns import picks
from tests.integration.workplace import Workplace, running, workplace

REFERENCE = Path(__file__).parents[3] / "shared" / "slack" / "methods"


async def opinions(place: Workplace, person: Hand) -> dict[OpinionKind, set[str]]:
    """Return the titles that somebody thinks something of, by what."""
    async with place.store() as store:
        found = await store.feedback.opinions(tenant(place), UserId(person.id))
        items = await store.catalog.get([opinion.item for opinion in found])
    held: dict[OpinionKind, set[str]] = {}
    for opinion in found:
        held.setdefault(opinion.kind, set()).add(items[opinion.item].title)
    return held


def tenant(place: Workplace) -> Tenant:
    return Tenant("", place.sandbox.team_id)


def item_at(answer: Message, position: int) -> ItemId:
    """Return the item of a pick, from its buttons."""
    [carousel] = [block for block in answer.blocks if block["type"] == "carousel"]
    return ItemId(carousel["elements"][position - 1]["actions"][0]["value"])


def told(place: Workplace, person: Hand) -> str:
    """Return what somebody was told privately last."""
    return person.whispers(place.gear)[-1].text


async def choose(person: Hand, answer: Message, deed: str, position: int) -> Delivery:
    return await person.click(answer, "item", value=f"{deed}:{item_at(answer, position)}")


def view_of(place: Workplace, person: Hand) -> dict[str, Any]:
    """Return the dialog that is open."""
    return place.sandbox.views.stack(person.id)[-1]


async def test_the_buttons_of_a_card_say_one_thing_of_its_pick_the_last(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("wireless headphones")
        shown = picks(first)
        for _ in range(2):
            delivery = await place.ana.click(first, "dismiss:2")
            assert delivery.acked is not None
        assert await opinions(place, place.ana) == {"dismiss": {shown[1]}}
        assert shown[1] in told(place, place.ana)
        assert await opinions(place, place.sandbox.person("ben")) == {}

        await place.ana.click(place.ana.whispers(place.gear)[-1], "others")
        others = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        assert not set(picks(others)) & set(shown)

        whisper = place.ana.whispers(place.gear)[-1]
        await place.ana.click(whisper, "undo:feedback")
        assert await opinions(place, place.ana) == {}
        assert whisper.text == "Taken back."

        await place.ana.click(first, "dismiss:2")
        await place.ana.click(first, "more:2")
        assert await opinions(place, place.ana) == {"pick": {shown[1]}}
        more = await place.sandbox.answer(place.gear, said.ts, after=2, timeout=20)
        assert len(picks(more)) == 3


async def test_more_like_a_pick_of_the_latest_answer_names_it(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("wireless headphones")
        await place.ana.click(first, "more:2")
        more = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        assert "more like the second" in str(more.blocks[0])
        assert "More like that" in more.text
        assert not set(picks(more)) & set(picks(first))


async def test_thumbs_and_emoji_are_routes_of_their_own_and_a_reason_is_optional(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, first = await place.ask("office chair")
        shown, ben = set(picks(first)), place.sandbox.person("ben")
        for _ in range(2):
            await place.ana.click(first, "thumbs", value="down")
        assert await opinions(place, place.ana) == {"down": shown}
        chosen = {"type": "radio_buttons", "selected_option": {"value": "Too expensive"}}
        words = {"type": "plain_text_input", "value": "and ugly"}
        given = {"choice": {"choice": chosen}, "words": {"words": words}}
        assert await place.ana.submit(view_of(place, place.ana)["id"], given) == {}
        async with place.store() as store:
            record = await store.people.record(tenant(place), UserId(place.ana.id))
        assert [event.reason for event in record.feedback] == ["Too expensive: and ugly"]

        await ben.react(first, "+1")
        await place.ana.click(first, "thumbs", value="up")
        await place.sandbox.settled()
        assert await opinions(place, place.ana) == await opinions(place, ben) == {"up": shown}
        await place.ana.click(first, "dismiss:1")
        kept = await opinions(place, place.ana)
        assert kept == {"dismiss": {picks(first)[0]}, "up": shown - {picks(first)[0]}}
        await ben.unreact(first, "+1")
        await place.sandbox.settled()
        assert await opinions(place, ben) == {}


@pytest.mark.parametrize("lost", ["reaction_added", "reaction_removed"])
async def test_a_reaction_delivered_again_does_not_outdo_what_came_after_it(tmp_path: Path, lost: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, first = await place.ask("a webcam")
        place.sandbox.faults.order("drop_ack", only=lost)
        await place.ana.react(first, "+1")
        await place.ana.unreact(first, "+1")
        if lost == "reaction_removed":
            await place.ana.react(first, "+1")
        await place.sandbox.settled()
        assert [one.name for one in place.sandbox.deliveries if one.attempt] == [lost], "it came once more"
        expected = {"up": set(picks(first))} if first.reactions else {}
        assert await opinions(place, place.ana) == expected


async def test_a_thumb_in_two_colours_stands_until_both_are_removed(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, first = await place.ask("a webcam")
        for tone in ("+1", "+1::skin-tone-3"):
            await place.ana.react(first, tone)
        await place.ana.unreact(first, "+1::skin-tone-3")
        await place.sandbox.settled()
        assert await opinions(place, place.ana) == {"up": set(picks(first))}
        await place.ana.unreact(first, "+1")
        await place.sandbox.settled()
        assert await opinions(place, place.ana) == {}


async def test_undo_takes_back_what_it_stands_beneath_and_nothing_newer(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, first = await place.ask("a webcam")
        await place.ana.click(first, "dismiss:2")
        old = place.ana.whispers(place.gear)[-1]
        await place.ana.click(first, "more:2")
        await place.quiet()
        await place.ana.click(old, "undo:feedback")
        assert await opinions(place, place.ana) == {"pick": {picks(first)[1]}}
        assert "changed this since" in old.text

        await choose(place.ana, first, "save", 1)
        once = place.ana.whispers(place.gear)[-1]
        await choose(place.ana, first, "bought", 1)
        await place.ana.click(once, "undo:save")
        assert once.text == "Taken back."
        assert (await opinions(place, place.ana))["purchase"] == {picks(first)[0]}


async def test_feedback_is_about_what_the_answer_showed_when_it_was_given(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("wireless headphones")
        old = picks(answer)
        await place.ana.click(answer, "thumbs", value="up")
        await place.ana.edit(said, f"{place.bot_mention} a laptop backpack")
        await place.sandbox.wait_for(lambda: picks(answer) != old, timeout=20)
        await place.quiet()
        await place.ana.click(answer, "dismiss:1")
        await place.ana.click(answer, "thumbs", value="down")
        new = picks(answer)
        assert await opinions(place, place.ana) == {"up": set(old), "dismiss": {new[0]}, "down": set(new[1:])}


async def test_save_open_and_bought_are_kept_and_can_be_taken_back(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, first = await place.ask("a laptop backpack")
        item, user = item_at(first, 2), UserId(place.ana.id)
        await place.ana.click(first, "open:1")
        await choose(place.ana, first, "save", 2)
        await choose(place.ana, first, "bought", 3)
        async with place.store() as store:
            profile = await store.profiles.get(tenant(place), user)
            assert await store.profiles.saved(tenant(place), user) == (item,)
        assert profile.recent_views == (item_at(first, 1),)
        assert profile.bought == (item_at(first, 3),)
        await place.ana.click(place.ana.whispers(place.gear)[-1], "undo:purchase")
        await choose(place.ana, first, "save", 2)
        async with place.store() as store:
            assert await store.profiles.saved(tenant(place), user) == (item,), "to save again takes nothing off"
        await place.ana.click(place.ana.whispers(place.gear)[-1], "undo:save")
        async with place.store() as store:
            assert (await store.profiles.get(tenant(place), user)).bought == ()
            assert await store.profiles.saved(tenant(place), user) == ()


async def test_a_pick_is_shared_once_in_the_person_s_name(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm, elsewhere = place.ana.dm(), place.sandbox.channel("random")
        await place.ana.say(dm, "a laptop backpack")
        answer = await place.sandbox.answer(dm, timeout=20)
        await choose(place.ana, answer, "share", 1)
        words = {"type": "plain_text_input", "value": "<!channel> look"}

        def to(channel: str) -> dict[str, Any]:
            where = {"type": "conversations_select", "selected_conversation": channel}
            return {"channel": {"channel": where}, "words": {"words": words}}

        dialog = view_of(place, place.ana)["id"]
        refused = await place.ana.submit(dialog, to(elsewhere.id))
        assert "Invite me" in refused["channel"]
        assert await place.ana.submit(dialog, to(place.gear.id)) == {}
        [shared] = place.sandbox.answers(place.gear)
        assert f"<@{place.ana.id}> shares" in shared.text
        assert picks(answer)[0] in shared.text
        assert "<!channel>" not in str(shared.blocks)


async def test_a_workspace_without_cards_is_asked_once_and_has_the_same_buttons(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.refuse_blocks("card", "carousel")
        said, first = await place.ask("wireless headphones")
        second = await place.reply(said, "others?")
        refused = [call.error for call in place.sandbox.calls if call.method == "chat.postMessage"]
        assert refused == ["invalid_blocks", None, None], "only the first answer was tried with cards"
        await place.ana.click(first, "dismiss:2")
        await place.ana.click(second, "thumbs:up")
        assert await opinions(place, place.ana) == {"dismiss": {picks(first)[1]}, "up": set(picks(second))}


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="Slack's reference is not beside the project (../shared/slack).")
async def test_every_call_has_the_arguments_that_slack_publishes(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("wireless headphones")
        await place.ana.click(answer, "dismiss:2")
        await place.ana.click(answer, "thumbs", value="down")
        await place.ana.edit(said, f"{place.bot_mention} a laptop backpack")
        await place.sandbox.wait_for(lambda: "backpack" in answer.text, timeout=20)
        calls = {call.method: call for call in place.sandbox.calls if call.method.startswith(("chat.", "views."))}
    assert calls.keys() >= {"chat.postMessage", "chat.update", "chat.postEphemeral", "views.open"}
    for method, call in calls.items():
        published = json.loads((REFERENCE / f"{method}.json").read_text(encoding="utf-8")).get("args", {})
        assert call.args.keys() <= published.get("properties", {}).keys(), method
        assert set(published.get("required", ())) - {"token"} <= call.args.keys(), method
