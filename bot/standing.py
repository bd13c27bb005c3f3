"""What somebody said for good, written into what is known of them."""

import time
from functools import partial

from recsys.conversation.preferring import changed
from recsys.model.dialogue import Standing
from recsys.model.ids import Tenant, UserId
from recsys.model.person import Interaction
from recsys.ports import Store

_OPINIONS_MOST = 100_000
"""More than anybody has."""


async def keep(store: Store, tenant: Tenant, user: UserId, standing: Standing | None) -> None:
    """Change the stored profile, and for "forget" take back every opinion and view. Doing it twice does no harm.

    To be called before the answer is sent, which says that it is so. None changes nothing.

    What was bought stays bought: it is no taste, and nobody wants it recommended again.
    """
    if standing is None:
        return
    now = time.time()
    profile = await store.profiles.update(tenant, user, partial(changed, standing=standing), now)
    if standing.kind != "forget":
        return
    for opinion in await store.feedback.opinions(tenant, user, latest=_OPINIONS_MOST):
        await store.profiles.record(Interaction(tenant, user, opinion.item, "retract", now))
    for item in profile.recent_views:
        await store.profiles.undo(tenant, user, item, "view")
