"""When Slack says to wait, all who have something for that channel wait, in order, and nothing is lost."""

from itertools import pairwise
from pathlib import Path

import pytest

from bot import pacing
from sandbox.model import Channel
from sandbox.records import WebCall
from tests.integration.workplace import Workplace, running, workplace

POST = "chat.postMessage"
EARLY = 0.05
"""How much sooner a call may seem to come, as it is noted before it is answered."""


def posts(place: Workplace, channel: Channel) -> list[WebCall]:
    """Return the calls that were to post in a channel, in order."""
    calls = [call for call in place.sandbox.calls if call.method == POST and call.args.get("channel") == channel.id]
    return sorted(calls, key=lambda call: call.received)


def gaps(calls: list[WebCall]) -> list[float]:
    """Return the seconds between each call and the next."""
    return [later.received - call.received for call, later in pairwise(calls)]


async def test_a_commands_first_message_waits_as_long_as_slack_says(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.faults.order("rate_limit", only=POST, seconds=1)
        await place.ana.command(place.gear, "/recommend", "headphones")
        root = await place.sandbox.answer(place.gear, timeout=20)
        await place.sandbox.answer(place.gear, root.ts, after=1, timeout=20)
        await place.quiet()
        calls = posts(place, place.gear)
        assert [call.error for call in calls] == ["ratelimited", None, None]
        assert gaps(calls)[0] >= 1 - EARLY


async def test_the_whole_channel_waits_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "SPACING_SECONDS", 0.3)
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.faults.order("rate_limit", only=POST, seconds=1, channel=place.gear.id)
        said = await place.ana.say(place.gear, f"{place.bot_mention} headphones")
        await place.sandbox.wait_for(lambda: posts(place, place.gear))
        await place.ana.say(place.gear, "cheaper", thread_ts=said.ts)
        elsewhere = await place.ana.say(place.gear, f"{place.bot_mention} a webcam")
        await place.ana.say(place.ana.dm(), "a desk")
        await place.sandbox.answer(place.ana.dm(), timeout=20)
        assert len(posts(place, place.gear)) == 1, "a direct message is another channel"
        await place.quiet()
        refused, *posted = posts(place, place.gear)
        assert [call.error for call in (refused, *posted)] == ["ratelimited", None, None, None]
        assert posted[0].received - refused.received >= 1 - EARLY
        assert posted[0].args["thread_ts"] == said.ts, "who waits longest goes first"
        assert min(gaps(posted)) >= 0.3 - EARLY
        assert (len(place.answers(said)), len(place.answers(elsewhere))) == (2, 1)


async def test_many_at_once_are_all_answered_with_few_refusals(tmp_path: Path) -> None:
    async with workplace(tmp_path, rate_limits=True) as place, running(place):
        asked = [await place.ana.say(place.gear, f"{place.bot_mention} headphones under {200 + n}") for n in range(14)]
        await place.quiet(60)
        assert [len(place.answers(said)) for said in asked] == [1] * 14
        assert sum(call.error == "ratelimited" for call in posts(place, place.gear)) <= 4
