"""What is tapped under an answer goes on with the talk from there; where that is not possible, the person is told."""

from bot.admission import admit
from bot.blocks.notice import forgotten, too_old
from bot.clicks import Click
from bot.services import Services
from recsys.model.delivery import Incoming


async def follow(click: Click, follow_up: Incoming, services: Services) -> None:
    """Admit what a tap says, or tell who tapped why nothing comes of it. Raises StorageError."""
    store, place = services.store, (follow_up.tenant, follow_up.conversation)
    if not await store.conversations.known(*place):
        trouble = forgotten()
    elif follow_up.about and not await _kept(follow_up, services):
        trouble = too_old()
    else:
        await admit(follow_up, services)
        return
    await services.asides.whisper(click.channel, follow_up.address.thread, click.user, trouble)


async def _kept(follow_up: Incoming, services: Services) -> bool:
    """Return whether it is known what the answer was about; one that is just being posted is noted in a moment."""
    store = services.store
    then = await store.conversations.state_at(follow_up.tenant, follow_up.channel, follow_up.about)
    return then is not None or bool(await store.outbox.undelivered((follow_up.tenant, follow_up.conversation)))
