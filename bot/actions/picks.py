"""What can be tapped about one pick: more like it, not for me, open, save, bought, share."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.actions.following import follow
from bot.actions.tapping import on_tap, tell
from bot.blocks import feedback
from bot.blocks.cards import DISMISS_ACTION, MORE_ACTION
from bot.blocks.feedback import MENU_ACTION
from bot.blocks.items import OPEN_ACTION, SAVE_ACTION
from bot.blocks.message import Message
from bot.blocks.notice import forgotten
from bot.clicks import Click, more_like, opinion, said
from bot.modals.share import share_view
from bot.services import Services
from bot.turns import is_known, state_of
from recsys.model.catalog import Item
from recsys.model.ids import ItemId
from recsys.model.person import Interaction, InteractionKind


def register(app: AsyncApp, services: Services) -> None:
    """Register the handlers."""
    picks = Picks(services)
    on_tap(app, services, MORE_ACTION, picks.more)
    on_tap(app, services, DISMISS_ACTION, picks.dismiss)
    on_tap(app, services, OPEN_ACTION, picks.open)
    on_tap(app, services, SAVE_ACTION, picks.save)
    on_tap(app, services, MENU_ACTION, picks.choose, opens_form=lambda click: click.value.startswith("share:"))


class Picks:
    """Handles taps about single items; what is said is stored before anything is told."""

    def __init__(self, services: Services) -> None:
        """Take the parts."""
        self._services = services
        self._store = services.store

    async def more(self, click: Click) -> None:
        """Count the pick as liked, and ask for more of its kind in the thread."""
        await self._store.feedback.record(opinion(click, _source(click), "pick", click.place))
        follow_up = said(click, "")
        state = await state_of(follow_up, self._store.conversations)
        await follow(click, replace(follow_up, text=more_like(ItemId(click.value), state)), self._services)

    async def dismiss(self, click: Click) -> None:
        """Count the pick as unwanted, and offer others; say so where nothing is known of the answer any more."""
        about = said(click, "")
        shown = await self._store.feedback.is_ours(click.tenant, click.channel, click.message)
        if not shown and not await is_known(about, self._store.conversations):
            await self._tell(click, forgotten())
            return
        await self._store.feedback.record(opinion(click, _source(click), "dismiss", click.place))
        if item := await self._item(click, click.value):
            root = about.address.thread or ""
            told = feedback.dismissed(item, answer=click.message, source=_source(click), thread=root, at=click.at)
            await self._tell(click, told)

    async def open(self, click: Click) -> None:
        """Count the item as viewed; its page opens by itself."""
        await self._record(click, ItemId(click.value), "view")

    async def save(self, click: Click) -> None:
        """Save the item."""
        if item := await self._item(click, click.value):
            await self._keep(click, item)

    async def choose(self, click: Click) -> None:
        """Do what was chosen in the menu."""
        deed, _, value = click.value.partition(":")
        item = await self._item(click, value)
        if item is None:
            return
        match deed:
            case "save":
                await self._keep(click, item)
            case "bought":
                await self._record(click, item.id, "purchase")
                self._services.homes.refresh(click.tenant, click.user)
                await self._tell(click, feedback.bought(item, click.at))
            case _:
                if not await self._services.asides.open(click.trigger, share_view(item, click.id, click.channel)):
                    await self._tell(click, feedback.not_opened())

    async def _keep(self, click: Click, item: Item) -> None:
        """Save it, again where it is saved already: the button says "Save" to everybody, so it takes nothing off."""
        await self._record(click, item.id, "save")
        self._services.homes.refresh(click.tenant, click.user)
        await self._tell(click, feedback.saved(item, click.at))

    async def _record(self, click: Click, item: ItemId, kind: InteractionKind) -> None:
        await self._store.profiles.record(Interaction(click.tenant, click.user, item, kind, click.at))

    async def _item(self, click: Click, value: str) -> Item | None:
        """Return the item that a tap is about; where the catalog has it no more, say so and return None."""
        found = await self._store.catalog.get([ItemId(value)])
        if not found:
            await self._tell(click, feedback.gone())
        return found.get(ItemId(value))

    async def _tell(self, click: Click, message: Message) -> None:
        await tell(click, message, self._services)


def _source(click: Click) -> str:
    """Name what the buttons of one card say: the last of them counts."""
    return f"card {click.place}"
