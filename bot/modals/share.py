"""The form that asks where to share a pick, and the message that is posted there."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.message import Message
from bot.blocks.shared import WORDS_MAX, shared
from bot.escape import plain
from bot.inbound import tenant_of
from bot.modals.form import View, conversation, element, field, modal, text_input, typed
from bot.services import Services
from recsys.model.catalog import Item
from recsys.model.delivery import Address, Outgoing
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, UserId

SHARE = "share"
CHANNEL = "channel"


def share_view(item: Item, click: str, channel: str) -> View:
    """Return the form. `click` names the tap, of which one message comes at most, `channel` where it was."""
    here = {} if channel.startswith("D") else {"initial_conversation": channel}
    which = {"include": ["public", "private"], "exclude_bot_users": True}
    where = field(
        CHANNEL,
        plain(f"Where to post {item.title}", 150),
        element("conversations_select", "where", filter=which, **here),
    )
    words = field("words", "Your comment", text_input(placeholder="For the new desks?", most=WORDS_MAX))
    view = modal(SHARE, "Share to a channel", [{**where, "optional": False}, words], submit="Share")
    return {**view, "private_metadata": json.dumps([item.id, click])}


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        trouble = await _share(body, view, services)
        if trouble:
            await ack(response_action="errors", errors={CHANNEL: trouble})
        else:
            await ack()

    app.view(SHARE)(sent)


async def _share(body: Mapping[str, Any], view: Mapping[str, Any], services: Services) -> str:
    """Post the pick; return what hinders it, "" for nothing."""
    wanted, click = json.loads(view["private_metadata"])
    item = (await services.store.catalog.get([ItemId(wanted)])).get(ItemId(wanted))
    if item is None:
        return "The catalog does not have this item any more."
    tenant, user, channel = tenant_of(body), UserId(str(body["user"]["id"])), conversation(view, CHANNEL)
    name = hashlib.blake2b(repr((tenant, click, channel)).encode("utf-8", "replace"), digest_size=10).hexdigest()
    post = partial(_outgoing, tenant, user, channel, shared(user, item, typed(view, "words")))
    delivery = await _enqueue(post, f"share-{name}", services)
    await services.courier.deliver(tenant, post(delivery).conversation)
    queued = await services.store.outbox.get(delivery)
    if queued is not None and queued.status == "failed":
        return "I cannot post there. Invite me to that channel, then share again."
    return ""


async def _enqueue(post: Callable[[DeliveryId], Outgoing], name: str, services: Services) -> DeliveryId:
    """Store the message once, however often the form is sent; a new try only follows one that was refused."""
    attempt, status = 0, "failed"
    while status == "failed":
        attempt += 1
        queued = await services.store.outbox.enqueue(post(DeliveryId(f"{name}-{attempt}")), time.time())
        status = queued.status
    return DeliveryId(f"{name}-{attempt}")


def _outgoing(tenant: Tenant, user: UserId, channel: str, message: Message, delivery: DeliveryId) -> Outgoing:
    return Outgoing(
        delivery=delivery,
        tenant=tenant,
        conversation=ConversationId(f"{channel}:{delivery}"),
        user=user,
        address=Address(channel),
        kind="notice",
        payload=message.payload(delivery),
    )
