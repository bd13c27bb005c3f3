"""The sandbox's page as a person sees it: places, messages and answers by what they are for."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

_PRICE = re.compile(r"\$([\d,]+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class SeenPick:
    """One pick as it stands on the page."""

    title: str
    price: float
    reason: str


class Window:
    """One open page. Locators wait for what they name; nothing here sleeps."""

    def __init__(self, page: Page, bot_user: str) -> None:
        self.page = page
        self._bot_user = bot_user

    async def open(self, url: str, person: str, channel: str | None = None) -> None:
        """Go to a channel as a person and wait until its messages are there."""
        await self.page.goto(f"{url}#/{channel or ''}?as={person}")
        await self.settled()

    async def settled(self) -> None:
        """Wait until the list of the open channel has been read."""
        await expect(self.page.get_by_role("list", name="Messages")).to_have_attribute("aria-busy", "false")

    # ---- parts

    def part(self, testid: str) -> Locator:
        """Return the parts with a test id, wherever they are."""
        return self.page.get_by_test_id(testid)

    @property
    def composer(self) -> Locator:
        """Where one writes to the channel."""
        return self.part("composer")

    @property
    def thread(self) -> Locator:
        """The open thread."""
        return self.part("thread-pane")

    @property
    def thread_composer(self) -> Locator:
        """Where one writes to the thread."""
        return self.part("thread-composer")

    @property
    def messages(self) -> Locator:
        """The messages of the channel, oldest first."""
        return self.page.get_by_role("list", name="Messages").get_by_test_id("message")

    @property
    def bot_messages(self) -> Locator:
        """The bot's messages in the channel."""
        return self.messages.and_(self._by_bot())

    @property
    def replies(self) -> Locator:
        """Root and replies of the open thread."""
        return self.thread.get_by_test_id("message")

    @property
    def answers(self) -> Locator:
        """The bot's messages in the open thread; after a slash command the first is the root."""
        return self.replies.and_(self._by_bot())

    def place(self, name: str) -> Locator:
        """Return the sidebar's row of a channel, person or app."""
        return self.page.locator(f'[data-testid="channel-link"][data-name="{name}"]')

    def reaction(self, message: Locator, name: str) -> Locator:
        """Return a reaction's pill on a message."""
        return message.locator(f'[data-testid="reaction"][data-name="{name}"]')

    # ---- acts

    async def command(self, text: str) -> None:
        """Type a slash command, taking its name from the menu, and send it."""
        name, _, rest = text.partition(" ")
        await self.composer.click()
        await self.page.keyboard.type(name[:4])
        await self.part("slash-menu").get_by_role("option").first.click()
        await expect(self.composer).to_have_value(f"{name} ")
        await self.page.keyboard.type(rest)
        await self.part("composer-send").click()

    async def say(self, text: str) -> None:
        """Write to the channel."""
        await self.composer.fill(text)
        await self.part("composer-send").click()

    async def reply(self, text: str) -> None:
        """Write to the open thread."""
        await self.thread_composer.fill(text)
        await self.part("thread-send").click()

    async def react(self, message: Locator, name: str) -> None:
        """Click one of the quick reactions that show over a message."""
        await message.hover()
        await message.get_by_test_id(f"react-{name}").click()

    async def open_last_thread(self) -> None:
        """Open the thread of the channel's last message, once it has replies."""
        await self.messages.last.get_by_test_id("open-thread").click()
        await expect(self.thread).to_be_visible()

    # ---- reading

    async def picks(self, message: Locator) -> list[SeenPick]:
        """Read the cards of an answer; the message must hold some."""
        cards = message.get_by_test_id("card")
        await expect(cards.first).to_be_visible()
        return [await _seen(card) for card in await cards.all()]

    async def focused(self) -> str:
        """Return the test id of what has the focus, or its tag's name."""
        return await self.page.evaluate(
            "document.activeElement.dataset.testid ?? document.activeElement.tagName.toLowerCase()"
        )

    def _by_bot(self) -> Locator:
        return self.page.locator(f'[data-user="{self._bot_user}"]')


async def _seen(card: Locator) -> SeenPick:
    title, facts, reason = [await card.locator(f".card-{part}").inner_text() for part in ("title", "subtitle", "body")]
    price = _PRICE.search(facts)
    assert price is not None, f"no price in {facts!r}"
    return SeenPick(title.strip(), float(price[1].replace(",", "")), reason)
