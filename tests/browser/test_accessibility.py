"""What axe-core finds in the page: nothing serious, at a desk and on a phone, by day and by night."""

# The library's annotations are partly untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.browser.browsing import DESK, PHONE, window
from tests.integration.workplace import Workplace

pytestmark = pytest.mark.asyncio(loop_scope="session")

SERIOUS = frozenset({"serious", "critical"})


async def faults(page: Page) -> list[str]:
    """Return what axe-core calls serious or critical, each with the places on the page."""
    found: dict[str, Any] = (await Axe().run(page)).response
    return [
        f"{one['impact']}: {one['help']}: {' / '.join(str(node['target']) for node in one['nodes'])}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (PHONE, True)], ids=["desk by day", "phone by night"])
async def test_nothing_serious_is_found(browser: Browser, place: Workplace, size: ViewportSize, *, dark: bool) -> None:
    async with window(browser, place.sandbox, size=size, dark=dark) as page:
        await page.command("/recommend quiet headphones under 300")
        await page.open_last_thread()
        await page.picks(page.answers.nth(1))
        assert await faults(page.page) == []  # cards, chips, feedback
        await page.reply("compare them")
        await expect(page.answers.last.get_by_role("table")).to_be_visible()
        await page.reply("a purple one from Apple under 1")
        await expect(page.answers).to_have_count(4)
        assert await faults(page.page) == []  # a table, and an answer without picks


async def test_nothing_serious_is_found_on_the_home_and_in_a_form(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox, dark=True) as page:
        await page.part("app-home").click()
        await page.part("home").get_by_role("button", name="Change preferences").click()
        await expect(page.page.get_by_role("dialog")).to_be_visible()
        assert await faults(page.page) == []


async def test_the_check_sees_a_serious_fault(browser: Browser, place: Workplace) -> None:
    async with window(browser, place.sandbox) as page:
        await page.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
        assert any("discernible text" in fault for fault in await faults(page.page))
