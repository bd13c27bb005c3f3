"""What is tapped under an answer goes on with the talk from there; where that is not possible, the person is told."""

from bot.actions.tapping import tell
from bot.admission import admit
from bot.blocks.notice import forgotten, too_old
from bot.clicks import Click
from bot.inbound import direct_conversation
from bot.services import Services
from bot.turns import is_known
from recsys.model.delivery import Incoming


async def follow(click: Click, follow_up: Incoming, services: Services) -> None:
    """Admit what a tap says, or tell who tapped why nothing comes of it. Raises StorageError."""
    if not await is_known(follow_up, services.store.conversations):
        trouble = forgotten()
    elif follow_up.about and not await is_kept(follow_up, services):
        trouble = too_old()
    else:
        await admit(follow_up, services)
        return
    await tell(click, trouble, services, follow_up.address.thread)


async def is_kept(follow_up: Incoming, services: Services) -> bool:
    """Return whether it is known what the answer was about; one that is just being posted is noted in a moment."""
    store, tenant = services.store, follow_up.tenant
    # The outbox first: what has left it is noted, while what is not noted may leave it before it is looked at.
    for place in (follow_up.conversation, direct_conversation(follow_up.channel)):  # a thread may have begun in either
        if await store.outbox.undelivered((tenant, place)):
            return True
    return await store.conversations.state_at(tenant, follow_up.channel, follow_up.about) is not None
