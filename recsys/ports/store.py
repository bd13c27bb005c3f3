"""One database: all stores together."""

from typing import Protocol

from recsys.ports.catalog import CatalogStore
from recsys.ports.conversations import ConversationStore
from recsys.ports.delivery import Inbox, Outbox
from recsys.ports.people import FeedbackStore, PeopleStore, ProfileStore


class Store(Protocol):
    """One database. Closing it ends its threads; use it as `async with`."""

    catalog: CatalogStore
    profiles: ProfileStore
    conversations: ConversationStore
    inbox: Inbox
    outbox: Outbox
    feedback: FeedbackStore
    people: PeopleStore

    async def close(self) -> None:
        """Close all connections. Safe to call twice."""
        ...
