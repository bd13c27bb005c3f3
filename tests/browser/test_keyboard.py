"""The whole path without a mouse."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, Locator, expect

from sandbox.server import Sandbox
from tests.browser.browsing import window
from tests.browser.window import Window
from tests.integration.workplace import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="session")

KEYS_MAX = 60
"""Tab stops between any two places; more would be nobody's idea of reachable."""


async def test_asks_answers_reacts_edits_and_closes(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox) as page:
        keys = page.page.keyboard
        await keys.press("Tab")
        await expect(page.page.get_by_role("link", name="Skip to the message box")).to_be_focused()
        await keys.press("Enter")
        await expect(page.composer).to_be_focused()

        await keys.type("/re")
        await expect(page.part("slash-menu").get_by_role("option").first).to_have_attribute("aria-selected", "true")
        await keys.press("Tab")
        await keys.type("quiet headphones under 300")
        await keys.press("Enter")
        await expect(page.messages.last.get_by_test_id("open-thread")).to_be_visible()

        await press_until(page, "Shift+Tab", lambda: has_focus(page.messages.last))
        await keys.press("Enter")
        await expect(page.thread_composer).to_be_focused()
        first = await page.picks(page.answers.nth(1))
        await keys.type("cheaper")
        await keys.press("Enter")
        second = await page.picks(page.answers.nth(2))
        assert max(pick.price for pick in second) < min(pick.price for pick in first)

        await press_until(page, "Shift+Tab", lambda: has_focus(page.answers.nth(2)))
        await press_until(page, "Tab", lambda: has_focus(page.answers.nth(2).get_by_test_id("react-two")))
        await keys.press("Enter")
        await expect(page.reaction(page.answers.nth(2), "two")).to_be_visible()

        await keys.press("Escape")
        await expect(page.thread).to_be_hidden()


async def test_up_edits_the_last_message_escape_leaves_it(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox) as page:
        keys = page.page.keyboard
        await page.composer.focus()
        await keys.type("quiet headpones")
        await keys.press("Enter")
        await expect(page.messages).to_have_count(1)
        await keys.press("ArrowUp")
        await expect(page.part("edit-field")).to_be_focused()
        await expect(page.part("edit-field")).to_have_value("quiet headpones")
        await keys.type(" never mind")
        await keys.press("Escape")
        await expect(page.composer).to_be_focused()
        await expect(page.messages.last).to_contain_text("quiet headpones")
        await expect(page.messages.last).not_to_contain_text("never mind")
        await keys.press("ArrowUp")
        await page.part("edit-field").fill("quiet headphones")
        await keys.press("Enter")
        await expect(page.messages.last).to_contain_text("quiet headphones (edited)")


async def test_enter_sends_shift_enter_breaks_the_line_and_escape_closes_the_menu(
    browser: Browser, sandbox: Sandbox
) -> None:
    async with window(browser, sandbox) as page:
        keys = page.page.keyboard
        await page.composer.focus()
        await keys.type("/")
        await expect(page.part("slash-menu")).to_be_visible()
        await keys.press("Escape")
        await expect(page.part("slash-menu")).to_be_hidden()
        await page.composer.fill("one")
        await keys.press("Shift+Enter")
        await keys.type("two")
        await keys.press("Enter")
        await expect(page.messages).to_have_count(1)
        await expect(page.messages.last.get_by_test_id("message-body").locator("br")).to_have_count(1)


async def test_control_k_jumps_to_a_channel(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox) as page:
        keys = page.page.keyboard
        await keys.press("Control+k")
        await expect(page.part("switcher")).to_be_focused()
        await keys.type("fin")
        await keys.press("Enter")
        await expect(page.place("finance")).to_have_attribute("aria-current", "page")


async def test_every_tab_stop_shows_where_it_is(browser: Browser, sandbox: Sandbox) -> None:
    async with window(browser, sandbox) as page:
        seen: set[str] = set()
        for _ in range(KEYS_MAX):
            await page.page.keyboard.press("Tab")
            name, shown = await page.page.evaluate(_FOCUS_IS_SHOWN)
            if name in seen:
                break
            seen.add(name)
            assert shown, f"nothing shows that {name} has the focus"
        assert len(seen) > 10


_FOCUS_IS_SHOWN = """() => {
  const node = document.activeElement;
  const name = node.dataset.testid + " " + (node.getAttribute("aria-label") ?? node.textContent).slice(0, 40);
  for (let at = node; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.outlineStyle !== "none" || style.boxShadow !== "none") return [name, true];
    if (at !== node && !at.matches(":focus-within")) break;
  }
  return [name, node === document.body];
}"""


async def press_until(page: Window, key: str, reached: Callable[[], Awaitable[bool]]) -> None:
    """Press a key until the condition holds."""
    for _ in range(KEYS_MAX):
        if await reached():
            return
        await page.page.keyboard.press(key)
    raise AssertionError(f"{KEYS_MAX} times {key} did not lead there; the focus is on {await page.focused()}")


async def has_focus(locator: Locator) -> bool:
    return await locator.evaluate("node => node === document.activeElement")
