"""The page by itself: no bot is running, people talk to each other."""

import time

import pytest
from playwright.async_api import Browser, expect

from sandbox.server import Sandbox
from tests.browser.browsing import window

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_says_that_the_bot_is_not_connected_and_what_to_do(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox) as page:
        banner = page.part("banner-away")
        await expect(banner).to_contain_text("recbot is not connected")
        await expect(banner).to_contain_text("recbot run")
        await page.command("/recommend headphones")
        await expect(page.messages.last).to_contain_text("/recommend")
        await expect(page.messages.last).to_contain_text("Only visible to you")


async def test_what_a_second_person_says_arrives_while_the_first_looks_on(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox, person="ana") as ana, window(browser, sandbox, person="ben") as ben:
        await ben.say("does anybody know a good *mouse*?")
        await expect(ana.messages.last).to_contain_text("does anybody know a good mouse?")
        await expect(ana.messages.last.locator("strong")).to_have_text("mouse")
        await ana.react(ana.messages.last, "+1")
        await expect(ben.reaction(ben.messages.last, "+1")).to_have_attribute("aria-pressed", "false")
        await ben.reaction(ben.messages.last, "+1").click()
        await expect(ana.reaction(ana.messages.last, "+1")).to_contain_text("2")


async def test_one_window_acts_as_another_person_after_switching(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox) as page:
        await page.say("I am Ana")
        await page.part("person-switcher").click()
        await page.part("person-ben").click()
        await expect(page.part("person-switcher")).to_contain_text("Ben")
        await page.say("and I am Ben")
        ana, ben = sandbox.person("ana").id, sandbox.person("ben").id
        await expect(page.messages.last).to_have_attribute("data-user", ben)
        await expect(page.messages.nth(-2)).to_have_attribute("data-user", ana)


async def test_a_private_channel_is_not_shown_to_others(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox, person="ana") as ana, window(browser, sandbox, person="emi") as emi:
        await expect(ana.place("finance")).to_be_visible()
        await expect(emi.place("gear")).to_be_visible()
        await expect(emi.place("finance")).to_have_count(0)


async def test_reload_keeps_channel_thread_and_person(browser: Browser, sandbox: Sandbox) -> None:
    gear, ben = sandbox.channel("gear"), sandbox.person("ben")
    root = await ben.say(gear, "who borrowed the good cable?")
    await ben.say(gear, "it was me", thread_ts=root.ts)
    async with window(browser, sandbox, person="ben", channel="gear") as page:
        await page.open_last_thread()
        await expect(page.replies).to_have_count(2)
        await page.page.reload()
        await expect(page.replies).to_have_count(2)
        await expect(page.replies.last).to_contain_text("it was me")
        await expect(page.part("person-switcher")).to_contain_text("Ben")
        await expect(page.place("gear")).to_have_attribute("aria-current", "page")


async def test_back_closes_the_thread_and_forward_opens_it(browser: Browser, sandbox: Sandbox) -> None:
    gear, ben = sandbox.channel("gear"), sandbox.person("ben")
    root = await ben.say(gear, "a question")
    await ben.say(gear, "an answer", thread_ts=root.ts)
    async with window(browser, sandbox) as page:
        await page.open_last_thread()
        await page.page.go_back()
        await expect(page.thread).to_be_hidden()
        await page.page.go_forward()
        await expect(page.replies.last).to_contain_text("an answer")


async def test_a_thread_counts_no_whispers_as_replies(browser: Browser, sandbox: Sandbox) -> None:
    gear, ana = sandbox.channel("gear"), sandbox.person("ana")
    root = await ana.say(gear, "a question")
    await ana.say(gear, "an answer", thread_ts=root.ts)
    sandbox.workspace.whisper(gear, ana.id, "for you alone", thread_ts=root.ts)
    async with window(browser, sandbox) as page:
        await page.open_last_thread()
        await expect(page.replies).to_have_count(3)
        await expect(page.thread.get_by_text("1 reply", exact=True)).to_be_visible()


async def test_dates_are_written_for_their_reader(browser: Browser, sandbox: Sandbox) -> None:
    write = """async ([at, format]) => (await import("/static/render/date.js")).formatDate(at, format)"""
    async with window(browser, sandbox) as page:

        async def written(at: float, format_: str) -> str | None:
            return await page.page.evaluate(write, [at, format_])

        assert await written(1392734382, "{date_short} at {time}") == "Feb 18, 2014 at 2:39 PM"
        assert await written(1392734382, "{date_long_pretty}, {date_num}") == "Tuesday, February 18th, 2014, 2014-02-18"
        assert await written(time.time(), "seen {date_short_pretty}, {ago}") == "seen today, just now"
        assert await written(1392734382, "{week}") is None
        dated = "<!date^1392734382^{date}|once>"
        sandbox.workspace.post(sandbox.channel("gear"), sandbox.bot_user_id, dated)
        await expect(page.messages.last).to_contain_text("February 18th, 2014")


async def test_dark_follows_the_system_and_the_switch_is_remembered(browser: Browser, sandbox: Sandbox) -> None:
    lightness = "getComputedStyle(document.getElementById('main')).backgroundColor"
    async with window(browser, sandbox) as light, window(browser, sandbox, dark=True) as dark:
        white = await light.page.evaluate(lightness)
        black = await dark.page.evaluate(lightness)
        assert white != black
        await dark.part("theme").click()
        await expect(dark.part("theme")).to_have_attribute("aria-label", "Dark theme")
        assert await dark.page.evaluate(lightness) == white
        await dark.page.reload()
        await dark.settled()
        assert await dark.page.evaluate(lightness) == white


async def test_what_was_typed_is_not_lost_by_walking_about(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox) as page:
        await page.composer.fill("half a thou")
        await page.place("general").click()
        await expect(page.composer).to_have_value("")
        await page.place("gear").click()
        await expect(page.composer).to_have_value("half a thou")


async def test_a_slash_command_in_a_thread_is_refused_in_words_and_stays_in_the_box(
    browser: Browser, sandbox: Sandbox
) -> None:
    gear, ana = sandbox.channel("gear"), sandbox.person("ana")
    root = await ana.say(gear, "a root")
    await ana.say(gear, "a reply", thread_ts=root.ts)
    async with window(browser, sandbox) as page:
        await page.open_last_thread()
        await page.reply("/recommend chairs")
        await expect(page.thread.get_by_role("alert")).to_contain_text("Slash commands cannot be used in threads")
        await expect(page.thread_composer).to_have_value("/recommend chairs")
