"""The page at a phone's width."""

import pytest
from playwright.async_api import Browser, expect

from sandbox.server import Sandbox
from tests.browser.browsing import PHONE, window
from tests.integration.workplace import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="session")

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def test_asks_reads_in_a_full_screen_thread_and_goes_back(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox, size=PHONE) as page:
        await page.command("/recommend quiet headphones under 300")
        await page.open_last_thread()
        assert len(await page.picks(page.answers.nth(1))) == 3
        box = await page.thread.bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, PHONE["width"])
        assert await page.page.evaluate(OVERFLOW) == 0
        await page.reply("cheaper")
        await expect(page.answers).to_have_count(3)
        await expect(page.answers.last).to_be_in_viewport()
        await page.part("thread-back").click()
        await expect(page.thread).to_be_hidden()
        await expect(page.composer).to_be_in_viewport()


async def test_the_drawer_opens_leads_to_a_channel_and_closes(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox, size=PHONE) as page:
        await expect(page.place("general")).not_to_be_in_viewport()
        await page.part("drawer").click()
        await expect(page.place("general")).to_be_in_viewport()
        await page.place("general").click()
        await expect(page.place("general")).not_to_be_in_viewport()
        await expect(page.page.get_by_role("heading", level=1)).to_have_text("general")
        await page.part("drawer").click()
        await page.page.keyboard.press("Escape")
        await expect(page.place("general")).not_to_be_in_viewport()
        assert await page.page.evaluate(OVERFLOW) == 0


async def test_a_tap_on_a_message_offers_reactions(browser: Browser, sandbox: Sandbox) -> None:
    await sandbox.person("ben").say(sandbox.channel("gear"), "a message to tap on")
    async with window(browser, sandbox, size=PHONE) as page:
        await page.messages.last.tap()
        await page.messages.last.get_by_test_id("react-+1").tap()
        await expect(page.reaction(page.messages.last, "+1")).to_be_visible()
