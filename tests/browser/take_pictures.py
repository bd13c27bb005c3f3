"""Takes the README's pictures of the real page with the real bot: `python -m tests.browser.take_pictures [FOLDER]`."""

import argparse
import asyncio
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.async_api import Browser, Locator, ViewportSize, expect

from bot.sample import SAMPLE_PROFILE, give_sample_profile
from bot.wiring import open_embedder
from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import Interaction
from recsys.retrieval.embedding.sync import embed_missing
from sandbox.server import Sandbox
from tests.browser.browsing import DESK, PHONE, chromium, chromium_path, window
from tests.browser.window import Window
from tests.integration.workplace import Workplace, running, workplace

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
BYTES_MAX = 400_000


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to take."""

    name: str
    size: ViewportSize
    scale: float
    dark: bool = False
    where: Literal["thread", "direct", "home"] = "thread"
    """In the direct message with the bot there is room for all cards."""


SHOTS = (
    Shot("demo.png", DESK, 1.75, where="direct"),
    Shot("dark.png", DESK, 1.75, dark=True),
    Shot("phone.png", PHONE, 2.0),
    Shot("home.png", DESK, 1.75, where="home"),
)


async def take_all() -> dict[str, bytes]:
    """Play one conversation in a fresh workspace and return every picture of it, by file name."""
    with TemporaryDirectory() as temporary:
        async with AsyncExitStack() as stack:
            prepared = await stack.enter_async_context(workplace(Path(temporary), embedder="minilm"))
            await embed(prepared)
            place = await stack.enter_async_context(running(prepared))
            browser = await stack.enter_async_context(chromium())
            await small_talk(place.sandbox)
            await conversation(browser, place)
            return {shot.name: await take(browser, place.sandbox, shot) for shot in SHOTS}


async def embed(place: Workplace) -> None:
    """Embed the catalog before the bot starts: otherwise the first answer depends on how far it has come."""
    async with open_embedder(place.settings) as embedder, place.store() as store:
        assert embedder is not None
        await embed_missing(store.catalog, embedder)


async def small_talk(sandbox: Sandbox) -> None:
    """Let the channel look as if people worked here."""
    gear = sandbox.channel("gear")
    question = await sandbox.person("ben").say(gear, "The open office is loud again. What do you all wear?")
    await sandbox.person("chika").say(gear, "Big ones, all day. Two of us share a pair, though :slightly_smiling_face:")
    await sandbox.person("dev").react(question, "headphones")
    await sandbox.person("emi").react(question, "headphones")


async def conversation(browser: Browser, place: Workplace) -> None:
    """Ask, narrow and react by hand, as a person would."""
    async with window(browser, place.sandbox) as page:
        await page.command("/recommend quiet headphones under 300")
        await page.open_last_thread()
        await page.picks(page.answers.nth(1))
        await page.react(page.answers.nth(1), "two")
        await page.reply("foldable, and not Sony")
        await page.picks(page.answers.nth(2))
        await page.react(page.answers.nth(2), "+1")
        await go_to_bot(page)
        await page.say("quiet headphones under 300")
        await page.picks(page.bot_messages.last)
        await page.react(page.bot_messages.last, "two")
        await place.quiet()
    async with place.store() as store:  # so that the Home has something to show
        tenant, ana = Tenant("", place.sandbox.team_id), UserId(place.ana.id)
        await give_sample_profile(store, tenant, ana)
        for item in ("bose-quietcomfort-headphones", *SAMPLE_PROFILE.recent_views):
            await store.profiles.record(Interaction(tenant, ana, ItemId(item), "save", time.time()))


async def go_to_bot(page: Window) -> None:
    """Open the direct message with the bot."""
    await page.place("recbot").click()
    await page.settled()


async def take(browser: Browser, sandbox: Sandbox, shot: Shot) -> bytes:
    """Take one picture of the open thread, or of another place; raises ValueError when it is too heavy for a README."""
    async with window(browser, sandbox, size=shot.size, dark=shot.dark, scale=shot.scale) as page:
        if shot.where == "direct":
            await go_to_bot(page)
            await at_rest(page, page.bot_messages.last)
        elif shot.where == "home":
            await page.part("app-home").click()
            await expect(page.part("home").get_by_text("What I have learned")).to_be_visible()
            await at_rest(page, page.part("home"))
        else:
            await page.open_last_thread()
            await expect(page.answers).to_have_count(3)
            await at_rest(page, page.answers.nth(1))
        picture = await page.page.screenshot(animations="disabled", caret="hide")
    if len(picture) > BYTES_MAX:
        raise ValueError(f"{shot.name} has {len(picture):,} bytes; {BYTES_MAX:,} are allowed")
    return picture


async def at_rest(page: Window, first: Locator) -> None:
    """Leave nothing hovered or focused, begin with an answer, and let the fonts load."""
    await page.page.mouse.move(0, 0)
    await page.page.evaluate("document.activeElement.blur()")
    await first.evaluate("node => node.scrollIntoView({block: 'start'})")
    await page.page.evaluate("document.fonts.ready.then(() => null)")


def main() -> None:
    """Take the pictures into the folder given, or into docs/pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.take_pictures", description="Take the pictures.")
    parser.add_argument("folder", nargs="?", type=Path, default=PICTURES, help="default: docs/pictures")
    folder: Path = parser.parse_args().folder
    if chromium_path() is None:
        sys.exit("chromium is not installed; .ci/run installs it")
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in asyncio.run(take_all()).items():
        (folder / name).write_bytes(picture)


if __name__ == "__main__":
    main()
