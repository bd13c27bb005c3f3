"""Between rows and the domain's objects, for the tables that several ports touch."""

import sqlite3

from recsys.model.delivery import Admitted, Outgoing, QueuedDelivery
from recsys.model.ids import ConversationId, ItemId, Tenant, UserId
from recsys.model.person import Interaction
from storage import codec
from storage.sqlite.opinions import refresh


def key(tenant: Tenant) -> tuple[str, str]:
    """Return the first two columns of every key."""
    return tenant.enterprise, tenant.team


def admitted(row: sqlite3.Row) -> Admitted:
    """Return an inbox row as the domain sees it."""
    incoming = {
        "tenant": _tenant(row),
        "address": _address(row),
        **{name: row[name] for name in ("event", "channel", "message", "conversation", "user", "origin", "text")},
        **{name: row[name] for name in ("received_at", "reply_url", "about")},
    }
    numbers = {name: row[name] for name in ("number", "revision", "attempts")}
    return codec.decode_row(Admitted, {**numbers, "incoming": incoming})


def queued(row: sqlite3.Row) -> QueuedDelivery:
    """Return an outbox row as the domain sees it."""
    outgoing = {
        "tenant": _tenant(row),
        "address": _address(row),
        "items": codec.decode_names(row["items"]),
        "sides": codec.decode_names(row["sides"]),
        **{name: row[name] for name in ("delivery", "conversation", "user", "kind", "payload", "turn", "replaces")},
    }
    status = {name: row[name] for name in ("status", "attempts", "message", "reason")}
    return codec.decode_row(QueuedDelivery, {**status, "outgoing": outgoing})


def insert_outgoing(db: sqlite3.Connection, outgoing: Outgoing, at: float) -> None:
    """Add a message to the outbox unless its delivery id is there already."""
    db.execute(
        "INSERT INTO outbox (delivery, enterprise, team, conversation, user, address_channel, address_thread, kind,"
        " payload, turn, items, sides, replaces, status, enqueued_at, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (delivery) DO NOTHING",
        (
            outgoing.delivery,
            *key(outgoing.tenant),
            outgoing.conversation,
            outgoing.user,
            outgoing.address.channel,
            outgoing.address.thread,
            outgoing.kind,
            outgoing.payload,
            outgoing.turn,
            codec.encode_names(outgoing.items),
            codec.encode_names(outgoing.sides),
            outgoing.replaces,
            at,
            at,
        ),
    )


def insert_conversation(
    db: sqlite3.Connection, tenant: Tenant, conversation: ConversationId, user: UserId, at: float
) -> None:
    """Begin taking part in a conversation unless it is known."""
    db.execute(
        "INSERT INTO conversations (enterprise, team, conversation, user, opened_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (*key(tenant), conversation, user, at),
    )


def insert_purchase(db: sqlite3.Connection, tenant: Tenant, user: UserId, item: ItemId, at: float) -> None:
    """Note a purchase; the same again only moves its time forward."""
    insert_interaction(db, Interaction(tenant, user, item, "purchase", at))


def insert_interaction(db: sqlite3.Connection, interaction: Interaction) -> None:
    """Note what somebody did with an item; the same again only moves its time forward."""
    who = (*key(interaction.tenant), interaction.user)
    db.execute(
        "INSERT INTO interactions (enterprise, team, user, kind, item, at, place) VALUES (?, ?, ?, ?, ?, ?, 0)"
        " ON CONFLICT (enterprise, team, user, kind, item) DO UPDATE SET at = excluded.at, place = 0"
        " WHERE excluded.at > at",
        (*who, interaction.kind, interaction.item, interaction.at),
    )
    refresh(db, who, [interaction.item])


def _tenant(row: sqlite3.Row) -> dict[str, str]:
    return {"enterprise": row["enterprise"], "team": row["team"]}


def _address(row: sqlite3.Row) -> dict[str, str | None]:
    return {"channel": row["address_channel"], "thread": row["address_thread"]}
