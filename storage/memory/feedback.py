"""Feedback events in memory, joined to impressions when read."""

from collections.abc import Sequence
from dataclasses import dataclass

from recsys.model.ids import Tenant, UserId
from recsys.model.person import FeedbackEvent, Opinion
from storage.memory.tables import Tables
from storage.opinions import last_words


@dataclass(frozen=True, slots=True)
class MemoryFeedback:
    """`recsys.ports.FeedbackStore`."""

    tables: Tables

    async def record(self, event: FeedbackEvent) -> bool:
        """Store an event unless it is stored already."""
        identity = (event.tenant, event.channel, event.message, event.user, event.source)
        if identity in self.tables.feedback:
            return False
        self.tables.feedback[identity] = (next(self.tables.numbers), event)
        return True

    async def undo(self, tenant: Tenant, channel: str, message: str, user: UserId, source: str) -> bool:
        """Take an event back."""
        return self.tables.feedback.pop((tenant, channel, message, user, source), None) is not None

    async def is_ours(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether that message is an answer of ours with picks."""
        return (tenant, channel, message) in self.tables.impressions

    async def opinions(self, tenant: Tenant, user: UserId, latest: int = 500) -> Sequence[Opinion]:
        """Return a person's last word on each item, latest first."""
        mine = [(number, event) for number, event in self.tables.feedback.values() if event.user == user]
        events = [event for _, event in sorted(mine, key=lambda pair: (-pair[1].at, -pair[0]))]
        return last_words(
            (
                (shown.item, event.signal, event.position, event.at)
                for event in events
                if event.tenant == tenant
                for shown in self.tables.impressions.get((tenant, event.channel, event.message), ())
                if event.position in {None, shown.position}
            ),
            latest,
        )
