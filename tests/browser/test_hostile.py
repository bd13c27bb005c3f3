"""Texts that try to be more than text: they are shown, and nothing of them runs."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.async_api import Browser, Page, expect

from bot.escape import bold, link, mrkdwn, written
from bot.manifest import manifest_path
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from sandbox.server import Sandbox
from tests.browser.browsing import Trouble, window
from tests.integration.workplace import QUICK, Workplace

pytestmark = pytest.mark.asyncio(loop_scope="session")

SCRIPT = "<script>alert('script')</script>"
PICTURE = "<img src=x onerror=alert('picture')>"
RAW = f"{SCRIPT} {PICTURE} <javascript:alert('link')|a link> <!channel>"

MARKED = st.lists(
    st.one_of(
        st.sampled_from(["*", "_", "~", "`", ":", ":tada:", ">", "- ", "* ", "• ", "<@U1>", "&", "\n", " ", "x"]),
        st.text(st.characters(categories=["L", "Nd", "P", "Zs"], exclude_characters="‼⁉〰〽"), max_size=3),
    )
).map("".join)
DRAW = """async texts => {
    const { mrkdwn } = await import("/static/render/mrkdwn.js");
    return texts.map(text => mrkdwn(text).map(node => node.tagName === "BR" ? "\\n" :
        typeof node === "string" ? node : `<${node.tagName} ${node.textContent}>`).join(""));
}"""
"""Each text as the page draws it; an element is told by its name and what it holds."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with Sandbox(manifest_path(), timing=QUICK) as sandbox, window(browser, sandbox) as opened:
        yield opened.page


@settings(max_examples=10)  # a batch each
@given(st.lists(MARKED, max_size=50))
async def test_an_escaped_text_is_drawn_as_itself(page: Page, texts: list[str]) -> None:
    drawn = await page.evaluate(DRAW, [mrkdwn(text) for text in texts])
    assert [written(shown) for shown in drawn] == [written(text) for text in texts]


@settings(max_examples=10)
@given(st.lists(MARKED.map(str.split).map(" ".join).filter(written), max_size=50))
async def test_bold_text_is_drawn_bold_whatever_is_in_it(page: Page, texts: list[str]) -> None:
    linked = link("https://shop.example/a*b_c", mrkdwn("5* hotel"))
    drawn = await page.evaluate(DRAW, [*(bold(mrkdwn(text)) for text in texts), bold(linked)])
    assert [written(shown) for shown in drawn] == [f"<STRONG {written(text)}>" for text in (*texts, "5* hotel")]


async def test_a_hostile_catalog_is_shown_as_text(browser: Browser, place: Workplace) -> None:
    async with place.store() as store, store.catalog.begin_import() as importing:
        await importing.upsert(
            [
                Item(
                    id=ItemId("hostile"),
                    title=f"Zorgblatt {SCRIPT} <!channel>",
                    brand="<!here> *Bold*",
                    category="Zorgblatts",
                    price=12.0,
                    currency="USD",
                    description=f"{PICTURE} <@U0ANA00001>",
                    url="javascript:alert('url')",
                    in_stock=True,
                )
            ]
        )
        await importing.finish(prune=False)
    async with window(browser, place.sandbox) as page:
        await page.command("/recommend zorgblatt")
        await page.open_last_thread()
        answer = page.answers.nth(1)
        await expect(answer).to_contain_text(f"Zorgblatt {SCRIPT} <!channel>")
        await expect(answer).to_contain_text("<!here>")
        await expect(answer.locator("script, [onerror], a[href^='javascript:'], .mention")).to_have_count(0)


async def test_even_an_app_that_escapes_nothing_cannot_run_anything(browser: Browser, sandbox: Sandbox) -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": RAW}},
        {"type": "section", "text": {"type": "plain_text", "text": SCRIPT}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": PICTURE}]},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "link", "url": "javascript:alert('rich')", "text": "rich link"}],
                }
            ],
        },
        {"type": "markdown", "text": f"{SCRIPT} [marked](javascript:alert('marked'))"},
    ]
    post(sandbox, blocks)
    trouble = Trouble()
    async with window(browser, sandbox, trouble=trouble) as page:
        message = page.messages.last
        await expect(message).to_contain_text("rich link")
        await expect(message).to_contain_text("marked")
        await expect(message.locator("script, [onerror], a[href^='javascript:']")).to_have_count(0)
        await message.get_by_text("rich link").click()
        await message.get_by_text("marked").click()
    assert trouble == Trouble()


async def test_a_persons_name_and_words_are_text_too(browser: Browser, sandbox: Sandbox) -> None:
    await sandbox.person("ben").say(sandbox.channel("gear"), f"{SCRIPT} {PICTURE} `{SCRIPT}`")
    async with window(browser, sandbox) as page:
        await expect(page.messages.last).to_contain_text(f"{SCRIPT} {PICTURE} {SCRIPT}")
        await expect(page.messages.last.locator("script, [onerror]")).to_have_count(0)


async def test_a_picture_of_a_dead_host_becomes_a_tile(browser: Browser, sandbox: Sandbox) -> None:
    image = "https://pictures.invalid/headphones.jpg"
    accessory = {"type": "image", "image_url": image, "alt_text": "Quiet Headphones"}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "a pick"}, "accessory": accessory}
    post(sandbox, [section])
    trouble = Trouble()
    async with window(browser, sandbox, trouble=trouble) as page:
        await expect(page.messages.last.get_by_role("img", name="Quiet Headphones")).to_have_text("QH")
    assert trouble.outside == [image]


def post(sandbox: Sandbox, blocks: list[dict[str, Any]]) -> None:
    """Put a message of the app into #gear, past the checks that Slack and the bot make."""
    app = sandbox.workspace.app
    sandbox.workspace.post(sandbox.channel("gear"), app.user_id, "blocks", bot_id=app.bot_id, blocks=blocks)
