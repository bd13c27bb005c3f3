"""What is tapped: twice in a moment is once, on an older answer or on a forgotten one it leads somewhere."""

import asyncio
from pathlib import Path

import pytest

from bot import taps
from recsys.model.ids import UserId
from sandbox.model import Message
from tests.integration.test_entry_points import whisper
from tests.integration.test_feedback_routes import choose, item_at, tenant
from tests.integration.test_turns import picks, prices
from tests.integration.workplace import Workplace, running, workplace

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
