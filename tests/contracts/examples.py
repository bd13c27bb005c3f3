"""Valid domain objects in which a test changes only what it is about."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recsys.model.answer import ModelUsage
from recsys.model.catalog import ImportCounts, Item
from recsys.model.constraints import PriceMax, Stated
from recsys.model.delivery import Address, CompletedTurn, Incoming, Outgoing, TurnRecord
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, TurnId, UserId
from recsys.model.person import FeedbackEvent
from recsys.ports import Store

ACME = Tenant("", "T-acme")
OTHER = Tenant("", "T-other")
GRID = Tenant("E-grid", "T-acme")
ANA = UserId("U-ana")
BO = UserId("U-bo")
THREAD = ConversationId("C1/1.0")
STATE = DialogueState(turns=1, topic="headphones", constraints=(Stated(PriceMax(300.0), 0, "under 300"),))


def incoming(event: str = "e1", **changes: Any) -> Incoming:
    """A mention that came at second 100; its message is named after its event."""
    made = Incoming(
        tenant=ACME,
        event=event,
        channel="C1",
        message=f"m-{event}",
        conversation=THREAD,
        user=ANA,
        origin="mention",
        text="quiet headphones",
        address=Address("C1", "1.0"),
        received_at=100.0,
        reply_url="",
    )
    return replace(made, **changes)


def outgoing(delivery: str = "d1", **changes: Any) -> Outgoing:
    """An answer with the picks a, b and c."""
    made = Outgoing(
        delivery=DeliveryId(delivery),
        tenant=ACME,
        conversation=THREAD,
        user=ANA,
        address=Address("C1", "1.0"),
        kind="answer",
        payload='{"text": "Three picks"}',
        turn=TurnId("t1"),
        items=(ItemId("a"), ItemId("b"), ItemId("c")),
    )
    return replace(made, **changes)


def record(turn: str = "t1", **changes: Any) -> TurnRecord:
    """The first turn of the thread, ended at second 200."""
    made = TurnRecord(
        id=TurnId(turn),
        tenant=ACME,
        conversation=THREAD,
        user=ANA,
        index=0,
        said="quiet headphones",
        act="ask",
        answered="Three picks",
        at=200.0,
        usage=(ModelUsage("small-model", 900, 512, 60, 0.75),),
    )
    return replace(made, **changes)


def turn(changed_record: TurnRecord | None = None, **changes: Any) -> CompletedTurn:
    """A turn that answers with one message."""
    return replace(CompletedTurn(changed_record or record(), STATE, (outgoing(),)), **changes)


def feedback(**changes: Any) -> FeedbackEvent:
    """Ana likes the whole answer m1 at second 300."""
    made = FeedbackEvent(
        tenant=ACME, channel="C1", message="m1", user=ANA, source="thumbsup", signal="up", position=None, at=300.0
    )
    return replace(made, **changes)


def item(name: str, **changes: Any) -> Item:
    """An item with something in every field."""
    made = Item(
        id=ItemId(name),
        title=f"Title {name}",
        brand="Sony",
        category="Headphones",
        price=348.0,
        currency="EUR",
        description="Quiet, even on a plane.",
        tags=("wireless", "over-ear"),
        attributes={"colour": "black", "weight_g": 250.0, "foldable": True, "note": "für unterwegs ✈"},
        url="https://shop.example/a",
        image_url="https://shop.example/a.jpg",
        in_stock=True,
    )
    return replace(made, **changes)


def vector(*components: float) -> NDArray[np.float32]:
    """A vector of unit length."""
    made = np.array(components, dtype=np.float32)
    return (made / np.linalg.norm(made)).astype(np.float32)


async def import_items(store: Store, *items: Item, prune: bool = False) -> ImportCounts:
    """Import in one go."""
    async with store.catalog.begin_import() as staging:
        await staging.upsert(items)
        return await staging.finish(prune=prune)


async def show(store: Store, message: str = "m1", *, at: float = 2.0, **changes: Any) -> None:
    """Post an answer as `message`, which writes its impressions."""
    answer = outgoing(f"d-{message}-{changes.get('tenant', ACME)}", **changes)
    await store.outbox.enqueue(answer, 1.0)
    await store.outbox.sent(answer.delivery, message, at)
