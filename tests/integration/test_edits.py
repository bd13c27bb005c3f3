"""A request that is edited after it was answered: the answer follows the words, and there is one."""

from pathlib import Path

from recsys.model.ids import ConversationId, Tenant, UserId
from tests.integration.test_turns import picks, prices
from tests.integration.workplace import running, workplace


async def test_a_corrected_request_updates_its_answer_and_feedback_is_on_what_it_shows(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("wireless headphones under 400")
        old = picks(answer)
        await place.ana.react(answer, "+1")
        await place.sandbox.settled()
        await place.ana.edit(said, f"{place.bot_mention} a laptop backpack under 150")
        await place.sandbox.wait_for(lambda: picks(answer) and picks(answer) != old, timeout=20)
        await place.quiet()
        new = picks(answer)
        assert len(place.answers(said)) == 1
        assert max(prices(answer)) < 150
        await place.ana.react(answer, "one")
        await place.sandbox.settled()
        async with place.store() as store:
            tenant, ana = Tenant("", place.sandbox.team_id), UserId(place.ana.id)
            opinions = await store.feedback.opinions(tenant, ana)
            items = await store.catalog.get([opinion.item for opinion in opinions])
            [turn] = await store.conversations.turns(tenant, ConversationId(f"{place.gear.id}:{said.ts}"))
        liked = {items[opinion.item].title for opinion in opinions}
        assert liked == {new[0], *old}
        assert turn.said == "a laptop backpack under 150"
        more = await place.reply(said, "others?")
        assert max(prices(more)) < 150, "the talk goes on from the new words"
        assert not set(picks(more)) & set(new)


async def test_a_follow_up_is_corrected_from_the_state_before_it(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, _ = await place.ask("a wireless mouse under 200")
        await place.ana.say(place.gear, "not Logitech", thread_ts=said.ts)
        wrong = await place.sandbox.answer(place.gear, said.ts, after=1, timeout=20)
        follow_up = place.sandbox.messages(place.gear, said.ts)[-2]
        await place.ana.edit(follow_up, "only Logitech")
        await place.sandbox.wait_for(lambda: any("Logitech" in title for title in picks(wrong)), timeout=20)
        await place.quiet()
        assert all("Logitech" in title for title in picks(wrong)), "nothing of the first wording is left"
        assert len(place.answers(said)) == 2


async def test_an_edit_after_the_talk_has_gone_on_is_answered_where_the_talk_is(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, first = await place.ask("wireless headphones under 400")
        await place.reply(said, "cheaper")
        shown = picks(first)
        await place.ana.edit(said, f"{place.bot_mention} an office chair")
        last = await place.sandbox.answer(place.gear, said.ts, after=2, timeout=20)
        await place.quiet()
        assert picks(first) == shown
        assert "an office chair" in str(last.blocks[0]), "it says what it answers"
        await place.ana.edit(said, f"{place.bot_mention} a standing desk")
        await place.sandbox.wait_for(lambda: "standing desk" in str(last.blocks[0]), timeout=20)
        await place.quiet()
        assert len(place.answers(said)) == 3


async def test_an_edit_that_changes_no_word_is_no_request(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("a webcam")
        await place.ana.edit(said, f"{place.bot_mention} A  Webcam.")
        await place.sandbox.settled()
        await place.quiet()
        assert answer.edited_ts is None
        await place.ana.edit(said, f"{place.bot_mention} a docking station")
        await place.sandbox.wait_for(lambda: answer.edited_ts, timeout=20)
        await place.quiet()
        assert len(place.answers(said)) == 1


async def test_an_answer_outlives_its_request(tmp_path: Path) -> None:
    async with workplace(tmp_path) as place, running(place):
        said, answer = await place.ask("a webcam")
        await place.ana.edit(said, f"{place.bot_mention} a webcam under 100")
        await place.sandbox.wait_for(lambda: answer.edited_ts, timeout=20)
        shown = picks(answer)
        await place.ana.delete(said)
        await place.sandbox.settled()
        await place.quiet()
        assert picks(answer) == shown
        assert len(place.answers(said)) == 1
