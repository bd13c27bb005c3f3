"""A person and the bot, the whole path: typed in the page, answered by the real bot, read from the page."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.browsing import window
from tests.browser.window import SeenPick, Window
from tests.integration.workplace import Workplace, running, workplace

pytestmark = pytest.mark.asyncio(loop_scope="session")

REQUEST = "/recommend quiet headphones under 300"


async def test_asks_reads_three_picks_narrows_reacts_and_asks_for_others(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox) as page:
        await page.command(REQUEST)
        await expect(page.bot_messages.last).to_contain_text("quiet headphones under 300")
        await page.open_last_thread()
        first = await answer(page, 1)
        assert len(first) == 3
        assert all(pick.price <= 300 and pick.reason for pick in first)

        await page.reply("not Sony")
        second = await answer(page, 2)
        assert len(second) == 3
        assert not [pick for pick in second if "Sony" in pick.title]

        await page.react(page.answers.nth(2), "two")
        await expect(page.reaction(page.answers.nth(2), "two")).to_have_attribute("aria-pressed", "true")
        await page.react(page.answers.nth(1), "-1")
        await expect(page.reaction(page.answers.nth(1), "-1")).to_contain_text("1")
        await place.quiet()

        await page.reply("others?")
        third = await answer(page, 3)
        assert third
        assert not titles(third) & (titles(first) | titles(second))

        await page.reaction(page.answers.nth(1), "-1").click()
        await expect(page.reaction(page.answers.nth(1), "-1")).to_have_count(0)


async def test_a_newcomer_sends_an_example_of_the_welcome_and_is_answered(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox, channel=None) as page:
        await page.part("example").first.click()
        await expect(page.composer).to_be_focused()
        await page.composer.press("Enter")
        await page.open_last_thread()
        assert len(await answer(page, 1)) == 3


async def test_a_refinement_button_asks_for_what_it_says(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox) as page:
        await page.command(REQUEST)
        await page.open_last_thread()
        before = await answer(page, 1)
        await page.answers.nth(1).get_by_role("button", name="Cheaper").click()
        after = await answer(page, 2)
        assert max(pick.price for pick in after) < max(pick.price for pick in before)


async def test_the_compare_button_puts_all_three_side_by_side(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox) as page:
        await page.command(REQUEST)
        await page.open_last_thread()
        picks = await answer(page, 1)
        await page.answers.nth(1).get_by_role("button", name="Compare them").click()
        for pick in picks:
            await expect(page.answers.nth(2)).to_contain_text(pick.title)


async def test_a_direct_message_is_a_conversation(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox) as page:
        await page.place("recbot").click()
        await page.settled()
        await page.say("a wireless mouse")
        first = await page.picks(page.bot_messages.nth(0))
        await page.say("under 60")
        second = await page.picks(page.bot_messages.nth(1))
        assert first
        assert all(pick.price < 60 for pick in second)
        await expect(page.bot_messages.nth(1)).to_contain_text("mouse")


async def test_a_mention_taken_from_the_menu_is_answered_in_its_thread(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox) as page:
        await page.composer.press_sequentially("@rec")
        await page.part("mention-menu").get_by_role("option").first.click()
        await page.composer.press_sequentially("a mechanical keyboard")
        await page.composer.press("Enter")
        await expect(page.messages.last.locator(".mention")).to_have_text("@recbot")
        await page.open_last_thread()
        assert len(await page.picks(page.answers.first)) == 3


async def test_a_second_person_narrows_the_first_ones_request(browser: Browser, place: Workplace) -> None:
    sandbox = place.sandbox
    async with window(browser, sandbox, person="ana") as ana, window(browser, sandbox, person="ben") as ben:
        await ana.command(REQUEST)
        await ana.open_last_thread()
        first = await answer(ana, 1)
        await ben.open_last_thread()
        assert await answer(ben, 1) == first
        await ben.reply("cheaper")
        second = await answer(ana, 2)
        assert max(pick.price for pick in second) < min(pick.price for pick in first)


async def test_help_is_shown_to_the_asker_alone(browser: Browser, place: Workplace) -> None:
    sandbox = place.sandbox
    async with window(browser, sandbox, person="ana") as ana, window(browser, sandbox, person="ben") as ben:
        await ana.command("/recommend help")
        await expect(ana.messages.last).to_contain_text("Only visible to you")
        await expect(ana.messages.last).to_contain_text("each with a reason")
        await ana.say("good to know")
        await expect(ben.messages).to_have_count(1)
        await ana.part("dismiss").click()
        await expect(ana.messages).to_have_count(1)


async def test_a_reload_shows_the_same_answer(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox) as page:
        await page.command(REQUEST)
        await page.open_last_thread()
        before = await answer(page, 1)
        await page.page.reload()
        assert await answer(page, 1) == before


async def test_the_banner_goes_when_the_bot_connects_and_comes_back_when_it_stops(
    browser: Browser, tmp_path: Path
) -> None:
    async with workplace(tmp_path) as prepared, window(browser, prepared.sandbox) as page:
        await expect(page.part("banner-away")).to_be_visible()
        async with running(prepared):
            await expect(page.part("banner-away")).to_have_count(0)
            await expect(page.place("recbot").get_by_role("img", name="connected", exact=True)).to_be_visible()
        await expect(page.part("banner-away")).to_be_visible()


async def answer(page: Window, number: int) -> list[SeenPick]:
    """Read the picks of a thread's answer; under a slash command's root answers count from 1."""
    return await page.picks(page.answers.nth(number))


def titles(picks: list[SeenPick]) -> set[str]:
    return {pick.title for pick in picks}
