"""What is tapped: twice in a moment is once, on an older answer or on a forgotten one it leads somewhere."""

import asyncio
from pathlib import Path

import pytest

from bot import taps
from bot.housekeeping import forget_the_old
from recsys.model.ids import ConversationId, ItemId, UserId
from sandbox.model import Message
from tests.integration.test_entry_points import whisper
from tests.integration.test_feedback_routes import choose, item_at, tenant
from tests.integration.test_turns import picks, prices
from tests.integration.workplace import Workplace, now, running, workplace

CHEAPER = "cheaper"


def button(answer: Message, says: str) -> str:
    """Return the name of the button that says something."""
    rows = [block["elements"] for block in answer.blocks if block["type"] == "actions"]
    [found] = [element["action_id"] for row in rows for element in row if element.get("value") == says]
    return found


async def doubled(place: Workplace, message: Message, action: str, value: object = None) -> None:
    """Have Ana tap something twice at the same moment, and once more."""
    await asyncio.gather(*(place.ana.click(message, action, value=value) for _ in range(2)))
    await place.ana.click(message, action, value=value)
    await place.quiet()


async def test_a_double_tap_is_one_request(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("wireless headphones under 400")
        await doubled(place, first, button(first, CHEAPER))
        cheaper = place.answers(said)[-1]
        assert len(place.answers(said)) == 2
        assert max(prices(cheaper)) < 400
        await doubled(place, cheaper, "more:1")
        assert len(place.answers(said)) == 3
        there = await place.ana.say(place.gear, "who has a quiet mouse?")
        await asyncio.gather(*(place.ana.shortcut("recommend_from_message", there) for _ in range(2)))
        await place.quiet()
        assert len(place.answers(there)) == 1


async def test_the_same_tap_later_is_another_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("wireless headphones under 400")
        monkeypatch.setattr(taps, "DOUBLE_TAP_SECONDS", 0.0)
        for _ in range(2):
            await place.ana.click(first, "more:1")
            await place.quiet()
        assert len(place.answers(said)) == 3


async def test_a_request_goes_on_in_the_direct_message_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taps, "DOUBLE_TAP_SECONDS", 0.0)
    async with workplace(tmp_path) as place, running(place):
        elsewhere = place.sandbox.channel("random")
        await place.ana.command(elsewhere, "/recommend", "a webcam under 100")
        told = await whisper(place, place.ana, elsewhere)
        await asyncio.gather(*(place.ana.click(told, "direct") for _ in range(2)))
        await place.quiet()
        roots = [message for message in place.sandbox.answers(place.ana.dm()) if "asks for" in message.text]
        assert len(roots) == 1


async def test_a_double_tap_on_save_saves_and_is_told_once(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("a laptop backpack")
        await asyncio.gather(*(choose(place.ana, first, "save", 2) for _ in range(2)))
        assert [one.text.split(":")[0] for one in place.ana.whispers(place.gear)] == ["Saved"]
        details = await place.reply(said, "tell me about the first")
        await doubled(place, details, "save:0")
        async with place.store() as store:
            saved = await store.profiles.saved(tenant(place), UserId(place.ana.id))
        assert set(saved) == {item_at(first, 1), item_at(first, 2)}
        assert len(place.ana.whispers(place.gear)) == 2
        assert picks(first)


async def categories(place: Workplace, answer: Message) -> set[str]:
    """Return what kinds of things an answer shows."""
    [shown] = [block for block in answer.blocks if block["type"] in {"card", "carousel"}]
    cards = shown.get("elements", [shown])
    async with place.store() as store:
        found = await store.catalog.get([ItemId(card["actions"][0]["value"]) for card in cards])
    return {item.category for item in found.values()}


async def test_a_button_is_about_the_answer_that_it_stands_under(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, headphones = await place.ask("wireless headphones under 400")
        chairs = await place.reply(said, "now an office chair under 300")
        assert not await categories(place, chairs) & await categories(place, headphones)

        await place.ana.click(headphones, button(headphones, "compare them"))
        compared = await place.sandbox.answer(place.gear, said.ts, after=2, timeout=20)
        assert all(title in str(compared.blocks) for title in picks(headphones))

        await place.ana.click(chairs, "more:2")
        more = await place.sandbox.answer(place.gear, said.ts, after=3, timeout=20)
        assert await categories(place, more) == await categories(place, chairs)

        await place.ana.click(headphones, "more:2")
        more = await place.sandbox.answer(place.gear, said.ts, after=4, timeout=20)
        assert "more like the second" in str(more.blocks[0])
        assert await categories(place, more) == await categories(place, headphones)
        assert not set(picks(more)) & set(picks(headphones))
        assert max(prices(more)) < 400

        await place.ana.click(chairs, "dismiss:1")
        await place.ana.click(place.ana.whispers(place.gear)[-1], "others")
        others = await place.sandbox.answer(place.gear, said.ts, after=5, timeout=20)
        assert await categories(place, others) == await categories(place, chairs)
        assert not set(picks(others)) & set(picks(chairs))
        cheaper = await place.reply(said, "cheaper")
        assert await categories(place, cheaper) == await categories(place, chairs), "the talk goes on from there"


async def test_a_tap_in_a_direct_message_goes_back_to_its_answer(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm = place.ana.dm()
        await place.ana.say(dm, "wireless headphones")
        headphones = await place.sandbox.answer(dm, timeout=20)
        await place.ana.say(dm, "an office chair")
        await place.sandbox.answer(dm, after=1, timeout=20)
        await place.ana.click(headphones, button(headphones, CHEAPER))
        cheaper = await place.sandbox.answer(dm, after=2, timeout=20)
        assert await categories(place, cheaper) == await categories(place, headphones)
        assert max(prices(cheaper)) < max(prices(headphones))


async def test_a_tap_on_what_is_forgotten_is_told_so(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("wireless headphones")
        later = await place.reply(said, "cheaper")
        days, thread = place.settings.retention_days * 86_400, ConversationId(f"{place.gear.id}:{said.ts}")
        async with place.store() as store:
            [before, after] = [turn.at for turn in await store.conversations.turns(tenant(place), thread)]
            await forget_the_old(store, place.settings, (before + after) / 2 + days)
        await place.ana.click(first, button(first, CHEAPER))
        assert "no longer know what that answer was about" in place.ana.whispers(place.gear)[-1].text
        await place.ana.click(later, "more:1")
        await place.quiet()
        assert len(place.answers(said)) == 3

        async with place.store() as store:
            await forget_the_old(store, place.settings, now() + days + 1)
        for tapped in (button(later, CHEAPER), "more:2"):
            told = len(place.ana.whispers(place.gear))
            await place.ana.click(later, tapped)
            [whisper] = place.ana.whispers(place.gear)[told:]
            assert "no longer have that conversation" in whisper.text, tapped
        await place.ana.click(later, "dismiss:2")
        assert "will not suggest" in place.ana.whispers(place.gear)[-1].text, "what it showed is kept longer"

        async with place.store() as store:
            await store.people.forget(tenant(place), UserId(place.ana.id))
        await place.ana.click(later, "dismiss:1")
        assert "no longer have that conversation" in place.ana.whispers(place.gear)[-1].text
        await place.quiet()
        assert len(place.answers(said)) == 3


@pytest.mark.parametrize("gone", ["removed", "archived"])
@pytest.mark.parametrize(("action", "told"), [("refine:10", "our direct message"), ("dismiss:1", "will not suggest")])
async def test_who_taps_where_the_bot_is_no_more_is_told(tmp_path: Path, gone: str, action: str, told: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("a mouse under 100")
        if gone == "removed":
            await place.ana.kick(place.gear, place.sandbox.bot_user_id)
        else:
            place.sandbox.workspace.archive(place.gear)
        await place.ana.click(answer, action)
        assert told in (await whisper(place, place.ana, place.gear)).text
        await place.quiet()
        assert place.answers(said) == [answer]
        assert len(place.ana.whispers(place.gear)) == 1


@pytest.mark.parametrize("thumb", ["up", "down"])
async def test_a_thumb_on_a_forgotten_answer_says_that_it_is(tmp_path: Path, thumb: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, answer = await place.ask("a mouse under 100")
        async with place.store() as store:
            await store.people.forget(tenant(place), UserId(place.ana.id))
        await place.ana.click(answer, "thumbs", value=thumb)
        assert "no longer have that" in (await whisper(place, place.ana, place.gear)).text
        assert place.sandbox.views.stack(place.ana.id) == []


@pytest.mark.parametrize("opener", ["share", "thumbs"])
async def test_a_form_that_was_closed_opens_again_at_once(tmp_path: Path, opener: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, answer = await place.ask("a mouse under 100")
        for _ in range(2):
            if opener == "share":
                await choose(place.ana, answer, "share", 1)
            else:
                await place.ana.click(answer, "thumbs", value="down")
            [view] = place.sandbox.views.stack(place.ana.id)
            await place.ana.close(view["id"])


async def test_a_double_tap_opens_one_form(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        _, answer = await place.ask("a mouse under 100")
        await asyncio.gather(*(choose(place.ana, answer, "share", 1) for _ in range(2)))
        assert len(place.sandbox.views.stack(place.ana.id)) == 1
