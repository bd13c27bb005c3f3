"""Where a conversation may begin: shortcuts, the form, prompts, a group; and no dead end where the bot is not."""

from pathlib import Path
from typing import Any

import pytest

from recsys.model.ids import ConversationId, Tenant, UserId
from recsys.model.person import Profile
from sandbox.model import Channel, Message
from sandbox.people import Hand
from tests.integration.test_turns import picks, prices
from tests.integration.workplace import Workplace, now, running, workplace


async def whisper(place: Workplace, person: Hand, channel: Channel) -> Message:
    """Wait for what somebody alone is told in a channel."""
    return (await place.sandbox.wait_for(lambda: person.whispers(channel)))[-1]


async def answer_in(place: Workplace, channel: Channel) -> Message:
    """Wait for the answer to a request that the bot posts in a channel."""
    root = await place.sandbox.answer(channel, timeout=10)
    return await place.sandbox.answer(channel, root.ts, after=1, timeout=20)


def filled_in(**fields: Any) -> dict[str, Any]:
    """Return the state of the form with these fields, the others empty."""
    category = fields.get("category")
    chosen = {"text": {"type": "plain_text", "text": category}, "value": category} if category else None
    return {
        "what": {"typed": {"type": "plain_text_input", "value": fields.get("what")}},
        "category": {"choose_category": {"type": "external_select", "selected_option": chosen}},
        "budget": {"typed": {"type": "plain_text_input", "value": fields.get("budget")}},
        "audience": {"where": {"type": "conversations_select", "selected_conversation": fields.get("channel")}},
    }


async def find(place: Workplace, **fields: Any) -> dict[str, Any]:
    """Have Ana use the shortcut and send the form; return what it complains of."""
    await place.ana.shortcut("find")
    view = (await place.sandbox.wait_for(lambda: place.sandbox.views.stack(place.ana.id)))[-1]
    return await place.ana.submit(view["id"], filled_in(**fields))


async def test_a_command_where_the_bot_is_not_goes_on_in_a_direct_message(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        elsewhere = place.sandbox.channel("random")
        await place.ana.command(elsewhere, "/recommend", "a webcam under 100")
        told = await whisper(place, place.ana, elsewhere)
        assert "Invite me" in told.text
        await place.ana.click(told, "direct")
        answer = await answer_in(place, place.ana.dm())
        assert max(prices(answer)) <= 100
        assert place.sandbox.answers(elsewhere) == []
        await place.ana.say(place.ana.dm(), "others?")
        others = await place.sandbox.answer(place.ana.dm(), after=1, timeout=20)
        assert picks(others), "the conversation goes on there"
        assert not set(picks(others)) & set(picks(answer))
        assert max(prices(others)) <= 100


async def test_the_form_is_answered_in_a_direct_message(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        assert "budget" in await find(place, what="webcam", budget="not much")
        assert await find(place, what="something quiet", category="Headphones", budget="100-300") == {}
        answer = await answer_in(place, place.ana.dm())
        assert len(picks(answer)) == 3
        assert all(100 <= price <= 300 for price in prices(answer))


async def test_the_form_for_a_channel_is_answered_there_or_says_where_not(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        assert await find(place, what="a webcam", channel=place.gear.id) == {}
        assert picks(await answer_in(place, place.gear))
        assert await find(place, what="a desk", channel=place.sandbox.channel("random").id) == {}
        told = await place.sandbox.answer(place.ana.dm(), timeout=10)
        await place.ana.click(told, "direct")
        root = await place.sandbox.answer(place.ana.dm(), after=1, timeout=10)
        assert picks(await place.sandbox.answer(place.ana.dm(), root.ts, after=1, timeout=20))


async def test_a_message_of_somebody_else_is_a_request_in_its_thread(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        ben = place.sandbox.person("ben")
        root = await ben.say(place.gear, "What do you all use?")
        asked = await ben.say(place.gear, "I need an office chair under 400", thread_ts=root.ts)
        await place.ana.shortcut("recommend_from_message", asked)
        answer = await place.sandbox.answer(place.gear, root.ts, timeout=20)
        assert max(prices(answer)) <= 400
        assert place.ana.id in str(answer.blocks), "it says whom it answers"
        await ben.say(place.gear, "others?", thread_ts=root.ts)
        others = await place.sandbox.answer(place.gear, root.ts, after=1, timeout=20)
        assert not set(picks(others)) & set(picks(answer))
        elsewhere = place.sandbox.channel("random")
        there = await ben.say(elsewhere, "a webcam?")
        await ben.shortcut("recommend_from_message", there)
        assert "Continue in a direct message" in str((await whisper(place, ben, elsewhere)).blocks)


@pytest.mark.parametrize("text", [":tada:", "🎉🎉", ":+1:"])
async def test_emoji_of_somebody_else_are_no_request_and_only_who_tapped_is_told(tmp_path: Path, text: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        said = await place.sandbox.person("ben").say(place.gear, text)
        await place.ana.shortcut("recommend_from_message", said)
        assert "no words" in (await whisper(place, place.ana, place.gear)).text
        await place.quiet()
        assert place.answers(said) == []


async def test_a_form_and_a_command_begin_afresh_in_a_direct_message(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        dm = place.ana.dm()
        await place.ana.say(dm, "a desk under 300, not IKEA")
        await place.sandbox.answer(dm, timeout=20)
        assert await find(place, what="a desk", budget="over 500") == {}
        root = await place.sandbox.answer(dm, after=1, timeout=10)
        answer = await place.sandbox.answer(dm, root.ts, after=1, timeout=20)
        assert min(prices(answer)) >= 500
        assert "not IKEA" not in str(answer.blocks)
        await place.ana.command(dm, "/recommend", "")
        root = await place.sandbox.answer(dm, after=2, timeout=10)
        anything = await place.sandbox.answer(dm, root.ts, after=1, timeout=20)
        assert picks(anything)
        assert "500" not in anything.text.split("\n")[0]
        await place.ana.say(dm, "under 100")
        assert max(prices(await place.sandbox.answer(dm, after=3, timeout=20))) <= 100


async def test_the_bot_s_own_answer_is_no_request(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("a webcam")
        await place.ana.shortcut("recommend_from_message", answer)
        assert "That message is mine" in (await whisper(place, place.ana, place.gear)).text
        await place.quiet()
        assert place.answers(said) == [answer]


async def test_the_messages_tab_offers_prompts_by_the_profile(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        async with place.store() as store:
            profile = Profile(preferred_categories=("Desks",), budget_max=400.0)
            await store.profiles.put(Tenant("", place.sandbox.team_id), UserId(place.ana.id), profile, now())
        async with running(place):
            await place.ana.open_home("messages")
            prompts = place.sandbox.workspace.threads.prompts
            offered = (await place.sandbox.wait_for(lambda: prompts.get(place.ana.dm().id))).prompts
            assert offered[0]["title"] == "Desks under $400"
            await place.ana.say(place.ana.dm(), offered[0]["message"])
            answer = await place.sandbox.answer(place.ana.dm(), timeout=20)
            assert max(prices(answer)) <= 400


async def test_a_guest_of_another_workspace_is_answered_and_remembered_with_the_team(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        guest = place.sandbox.stranger("zoe", place.gear)
        said = await guest.say(place.gear, f"{place.bot_mention} a webcam")
        answer = await place.sandbox.answer(place.gear, said.ts, timeout=20)
        assert len(picks(answer)) == 3
        thread = ConversationId(f"{place.gear.id}:{said.ts}")
        async with place.store() as store:
            assert await store.conversations.known(Tenant("", place.sandbox.team_id), thread)


REFUSALS = ["restricted_action", "restricted_action_thread_locked", "ekm_access_denied", "cannot_reply_to_message"]


@pytest.mark.parametrize("error", REFUSALS)
async def test_an_answer_that_slack_refuses_is_offered_in_a_direct_message(tmp_path: Path, error: str) -> None:
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.faults.order("fail_call", only="chat.postMessage", error=error)
        said = await place.ana.say(place.gear, f"{place.bot_mention} a webcam under 100")
        told = await place.sandbox.answer(place.ana.dm(), timeout=10)
        assert "does not let me answer" in told.text
        await place.ana.click(told, "direct")
        root = await place.sandbox.answer(place.ana.dm(), after=1, timeout=10)
        answer = await place.sandbox.answer(place.ana.dm(), root.ts, after=1, timeout=20)
        assert max(prices(answer)) <= 100
        assert place.answers(said) == []


async def test_a_command_that_slack_refuses_is_told_where_it_was_typed(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        place.sandbox.faults.order("fail_call", only="chat.postMessage", error="restricted_action")
        await place.ana.command(place.gear, "/recommend", "a webcam")
        assert "does not let me answer" in (await whisper(place, place.ana, place.gear)).text
        await place.quiet()
        assert place.sandbox.answers(place.ana.dm()) == []


async def test_a_private_answer_that_comes_too_late_is_a_direct_message(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place:
        elsewhere = place.sandbox.channel("random")

        def expire(stage: str) -> None:
            if stage == "sending":
                place.sandbox.advance(1_801)

        async with running(place, observe=expire):
            await place.ana.command(elsewhere, "/recommend", "a webcam")
            assert "Invite me" in (await place.sandbox.answer(place.ana.dm(), timeout=10)).text
            await place.quiet()
        assert place.ana.whispers(elsewhere) == []


async def test_an_archived_channel_ends_quietly(tmp_path: Path) -> None:
    def archive(place: Workplace, stage: str) -> None:
        if stage == "answered" and not place.gear.archived:
            place.sandbox.workspace.archive(place.gear)

    async with workplace(tmp_path) as place, running(place, observe=lambda stage: archive(place, stage)):
        said = await place.ana.say(place.gear, f"{place.bot_mention} a webcam")
        await place.sandbox.wait_for(lambda: place.gear.archived)
        await place.quiet()
        assert place.answers(said) == []
        await place.ana.say(place.ana.dm(), "a desk")
        assert picks(await place.sandbox.answer(place.ana.dm(), timeout=20)), "and nothing else stands still"


async def test_a_group_message_is_a_channel_of_a_few(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        ben, bot = place.sandbox.person("ben"), place.sandbox.bot_user_id
        group = place.sandbox.workspace.open_group(place.ana.id, ben.id, bot)
        await ben.say(group, "do we need a webcam?")
        said = await place.ana.say(group, f"{place.bot_mention} a webcam")
        assert len(picks(await place.sandbox.answer(group, said.ts, timeout=20))) == 3
        await ben.say(group, "others?", thread_ts=said.ts)
        assert picks(await place.sandbox.answer(group, said.ts, after=1, timeout=20))
        assert len(place.sandbox.answers(group)) == 0, "what they say to each other stays theirs"
