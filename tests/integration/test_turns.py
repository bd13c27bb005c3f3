"""Whole turns through the sandbox: what a person does in Slack, and what comes back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from recsys.model.delivery import TurnRecord
from recsys.model.ids import ConversationId, Tenant, UserId
from recsys.model.person import Profile
from sandbox.model import Message
from tests.integration.workplace import Workplace, now, running, workplace


def picks(message: Message) -> list[str]:
    """Return the titles of an answer's picks, in order."""
    found = (re.match(r":(?:one|two|three): \*?(?:<[^|>]*\|)?([^*>\n]+)", text) for text in headings(message.blocks))
    return [pick[1] for pick in found if pick]


def headings(blocks: list[dict[str, Any]]) -> list[str]:
    """Return the titles of cards and the texts of sections."""
    cards = [card for block in blocks for card in (block, *block.get("elements", ())) if card["type"] == "card"]
    texts = [card["title"]["text"] for card in cards]
    return texts + [block["text"]["text"] for block in blocks if block["type"] == "section"]


def prices(message: Message) -> list[float]:
    """Return the prices of an answer's picks, in order."""
    found = re.findall(r"\*\$([\d,]+(?:\.\d\d)?)\*", json.dumps(message.blocks))
    return [float(price.replace(",", "")) for price in found]


def buttons(message: Message) -> list[list[dict[str, Any]]]:
    """Return an answer's buttons, row by row."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [[element for element in row if element["type"] == "button"] for row in rows]


def files_with(folder: Path, text: str) -> list[Path]:
    """Return the database's files that hold a text somewhere."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if text.encode() in path.read_bytes()]


async def test_a_command_posts_the_request_and_answers_in_its_thread(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        delivery = await place.ana.command(place.gear, "/recommend", "quiet headphones under 300")
        assert delivery.acked is not None
        root = await place.sandbox.answer(place.gear)
        assert "quiet headphones under 300" in root.text
        answer = await place.sandbox.answer(place.gear, root.ts, after=1, timeout=20)
        assert answer.thread_ts == root.ts
        assert len(picks(answer)) == 3
        assert all(price <= 300 for price in prices(answer))
        for title in picks(answer):
            assert title in answer.text, "the notification tells the picks as well"


async def test_follow_ups_in_the_thread_need_no_mention(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("a wireless mouse under 200")
        assert all(price < 200 for price in prices(first))
        other = await place.reply(said, "not Logitech and not Razer")
        assert len(picks(other)) == 3
        assert not [title for title in picks(other) if title.startswith(("Logitech", "Razer"))]
        dearest = max(prices(other))
        cheaper = await place.reply(said, f"cheaper than number {prices(other).index(dearest) + 1}")
        assert max(prices(cheaper)) < dearest
        more = await place.reply(said, "others?")
        assert not set(picks(more)) & (set(picks(other)) | set(picks(cheaper)))
        why = await place.reply(said, "why the first?")
        assert (picks(more) or picks(cheaper))[0] in why.text
        assert len(picks(why)) == 0


async def test_a_thumbs_down_changes_the_next_answer_and_taking_it_back_undoes_that(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, first = await place.ask("mechanical keyboard")
        await place.ana.react(first, "thumbsdown::skin-tone-4")
        await place.sandbox.settled()
        _, second = await place.ask("mechanical keyboard")
        assert picks(first)[0] not in picks(second)
        await place.ana.unreact(first, "thumbsdown::skin-tone-4")
        await place.sandbox.settled()
        _, third = await place.ask("mechanical keyboard")
        assert picks(third) == picks(first)


async def test_a_chosen_pick_draws_the_next_answer_towards_it(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, first = await place.ask("a computer mouse")
        await place.ana.react(first, "three")
        await place.sandbox.settled()
        _, second = await place.ask("a computer mouse")
        chosen = picks(first)[2]
        assert chosen in picks(second)
        assert picks(second).index(chosen) < 2


async def test_feedback_of_one_person_is_not_anothers(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, first = await place.ask("office chair")
        await place.sandbox.person("ben").react(first, "-1")
        await place.sandbox.settled()
        _, second = await place.ask("office chair")
        assert picks(second) == picks(first)


async def test_a_direct_message_is_a_conversation(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm = place.ana.dm()
        await place.ana.say(dm, "headphones under 500")
        first = await place.sandbox.answer(dm, timeout=20)
        assert first.thread_ts is None
        await place.ana.say(dm, "cheaper than the first")
        second = await place.sandbox.answer(dm, after=1, timeout=20)
        assert max(prices(second)) < prices(first)[0]


async def test_the_command_alone_goes_by_the_profile_and_suggests_nothing_bought(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        async with place.store() as store:
            keyboards = [item async for batch in store.catalog.scan() for item in batch if item.category == "Keyboards"]
            bought = tuple(item.id for item in keyboards[:5])
            profile = Profile(recent_views=(keyboards[6].id,), bought=bought, preferred_categories=("Keyboards",))
            await store.profiles.put(Tenant("", place.sandbox.team_id), UserId(place.ana.id), profile, now())
        async with running(place):
            await place.ana.command(place.gear, "/recommend", "")
            root = await place.sandbox.answer(place.gear)
            answer = await place.sandbox.answer(place.gear, root.ts, after=1, timeout=20)
            titles = {item.title for item in keyboards}
            assert set(picks(answer)) & titles
            assert not set(picks(answer)) & {item.title for item in keyboards[:5]}


async def test_what_was_bought_is_not_suggested_again(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("a laptop backpack")
        noted = await place.reply(said, "I bought the first one")
        assert picks(first)[0] in noted.text
        _, second = await place.ask("a laptop backpack")
        assert picks(first)[0] not in picks(second)


async def test_a_button_is_the_same_as_saying_its_words(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("wireless headphones under 400")
        row = next(block for block in first.blocks if block["type"] == "actions")
        cheaper = next(element for element in row["elements"] if element["value"] == "cheaper")
        await place.ana.click(first, str(cheaper["action_id"]))
        second = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        assert max(prices(second)) < min(prices(first))


async def test_a_broad_request_is_narrowed_by_a_tap_and_a_limit_taken_off_by_another(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("keyboards")
        assert len(picks(first)) == 3
        answers = buttons(first)[0]
        await place.ana.click(first, str(answers[0]["action_id"]))
        narrowed = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        limit = next(button for row in buttons(narrowed) for button in row if "✕" in button["text"]["text"])
        await place.ana.click(narrowed, str(limit["action_id"]))
        free = await place.sandbox.answer(place.gear, said.ts, after=2, timeout=20)
        assert "Understood" in free.text
        assert not any("✕" in button["text"]["text"] for row in buttons(free) for button in row)


async def test_help_is_private_and_costs_no_turn(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        delivery = await place.ana.command(place.gear, "/recommend", "help")
        assert delivery.acked is not None
        whispers = await place.sandbox.wait_for(lambda: place.sandbox.person("ana").whispers(place.gear))
        assert "/recommend quiet headphones under 300" in whispers[0].text
        assert place.sandbox.answers(place.gear) == []


async def test_what_people_say_to_each_other_is_not_stored(tmp_path: Path) -> None:
    secret = "the-merger-is-on-friday"
    async with workplace(tmp_path) as place:
        async with running(place):
            root = await place.ana.say(place.gear, f"{secret} in the channel")
            await place.ana.say(place.gear, f"{secret} in a thread", thread_ts=root.ts)
            await place.sandbox.settled()
            said, _ = await place.ask("a webcam")
            await place.ana.say(place.gear, f"<@{place.sandbox.person('ben').id}> {secret}", thread_ts=said.ts)
            await place.sandbox.settled()
        assert len(place.answers(said)) == 1
    assert not files_with(tmp_path, secret)


@pytest.mark.parametrize("fault", ["duplicate_event", "drop_ack"])
async def test_an_event_that_comes_twice_is_answered_once(tmp_path: Path, fault: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.faults.order(fault, times=2)  # pyright: ignore[reportArgumentType] - one of its names
        said, _ = await place.ask("a docking station")
        await place.quiet()
        assert len(place.answers(said)) == 1


@pytest.mark.parametrize("fault", ["lose_response", "server_error", "rate_limit", "fail_call"])
async def test_trouble_with_slack_loses_no_answer_and_doubles_none(tmp_path: Path, fault: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.faults.order(fault, only="chat.postMessage", seconds=0.2)  # pyright: ignore[reportArgumentType]
        said, answer = await place.ask("an external drive")
        await place.quiet()
        assert len(place.answers(said)) == 1
        async with place.store() as store:
            assert await store.feedback.is_ours(Tenant("", place.sandbox.team_id), place.gear.id, answer.ts)


async def test_a_lost_connection_is_taken_up_again(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.disconnect()
        await place.sandbox.connected(timeout=30)
        _, answer = await place.ask("a speakerphone")
        assert len(picks(answer)) == 3


async def test_turns_of_one_thread_are_answered_in_order(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("wireless headphones under 400")
        for text in ("cheaper", "others?", "cheaper"):
            await place.ana.say(place.gear, text, thread_ts=said.ts)
        await place.sandbox.wait_for(lambda: len(place.answers(said)) == 4, timeout=20)
        _, second, _, fourth = place.answers(said)
        assert max(prices(second)) < min(prices(first))
        assert not picks(fourth) or max(prices(fourth)) < min(prices(second))
        workplace_turns = await _turns(place, said)
        assert [turn.said for turn in workplace_turns][1:] == ["cheaper", "others?", "cheaper"]


async def _turns(place: Workplace, root: Message) -> list[TurnRecord]:
    async with place.store() as store:
        tenant = Tenant("", place.sandbox.team_id)
        return list(await store.conversations.turns(tenant, ConversationId(f"{place.gear.id}:{root.ts}")))
