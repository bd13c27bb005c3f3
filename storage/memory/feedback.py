"""Feedback events in memory, and the opinions that follow from them."""

import math
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass, replace

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import (
    REASON_CHARS,
    ComparedPick,
    FeedbackEvent,
    ImpressionCount,
    Opinion,
    Signal,
    TeamOpinion,
)
from storage.memory.tables import FeedbackRow, Message, Route, Shown, Tables
from storage.opinions import WEIGHTS

LIKES: frozenset[Signal] = frozenset({"up", "pick"})
DAY = 86_400


@dataclass(frozen=True, slots=True)
class MemoryFeedback:
    """`recsys.ports.FeedbackStore`."""

    tables: Tables

    async def record(self, event: FeedbackEvent) -> bool:
        """Store an event, or let it take the place of another by the same route."""
        route = (event.tenant, event.channel, event.message, event.user, event.source)
        if self.tables.taken_back.get(route, -math.inf) >= event.at:
            return False
        revision = self._revision_at(route[:3], event.at)
        event = replace(event, reason=event.reason[:REASON_CHARS])
        stored = self.tables.feedback.get((route, revision))
        if stored is None:
            self.tables.feedback[route, revision] = FeedbackRow(event, next(self.tables.numbers))
        elif (stored.event.signal, stored.event.position) == (event.signal, event.position):
            return False
        else:
            stored.event = event
        self.tables.tell(route, revision)
        return True

    async def give_reason(
        self, tenant: Tenant, channel: str, message: str, user: UserId, source: str, *, reason: str
    ) -> bool:
        """Add a reason to an event."""
        latest = self._latest((tenant, channel, message, user, source))
        if latest is not None:
            row = self.tables.feedback[latest]
            row.event = replace(row.event, reason=reason[:REASON_CHARS])
        return latest is not None

    async def undo(
        self, tenant: Tenant, channel: str, message: str, user: UserId, source: str, *, until: float = math.inf
    ) -> bool:
        """Take an event back."""
        route = (tenant, channel, message, user, source)
        if math.isfinite(until):
            self.tables.taken_back[route] = max(until, self.tables.taken_back.get(route, until))
        latest = self._latest(route, until)
        if latest is not None:
            undone = self.tables.feedback.pop(latest)
            self.tables.refresh(tenant, user, [word.item for word in undone.words])
        return latest is not None

    async def is_ours(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether that message is an answer of ours with picks."""
        return bool(self.tables.shown.get((tenant, channel, message)))

    async def opinions(self, tenant: Tenant, user: UserId, latest: int = 200) -> Sequence[Opinion]:
        """Return a person's last word on each item, latest first."""
        mine = self.tables.opinions.get((tenant, user), {}).values()
        return sorted(mine, key=lambda opinion: (-opinion.at, opinion.item))[:latest]

    async def passed_over(self, tenant: Tenant, user: UserId, since: float = 0.0, latest: int = 50) -> Sequence[ItemId]:
        """Return what was shown beside what the person spoke of, and left without a word."""
        return sorted(self.tables.passed_over(tenant, user, since, latest))

    async def team_opinions(self, tenant: Tenant, batch: int = 1000) -> AsyncGenerator[Sequence[TeamOpinion]]:
        """Yield the opinions of everybody."""
        everybody = [
            TeamOpinion(user, item, opinion.weight, opinion.at)
            for (owner, user), mine in sorted(self.tables.opinions.items(), key=lambda entry: entry[0][1])
            if owner == tenant
            for item, opinion in sorted(mine.items())
        ]
        for start in range(0, len(everybody), batch):
            yield everybody[start : start + batch]

    async def change(self, tenant: Tenant) -> int:
        """Return the number of the latest change."""
        return self.tables.opinion_changes.get(tenant, 0)

    async def impression_counts(
        self, tenant: Tenant, since: float = 0.0, *, by_day: bool = False
    ) -> Sequence[ImpressionCount]:
        """Count impressions by item and position, and by day where asked."""
        shown: Counter[tuple[int, ItemId, int]] = Counter()
        liked: Counter[tuple[int, ItemId, int]] = Counter()
        disliked: Counter[tuple[int, ItemId, int]] = Counter()
        for message, revisions in self.tables.shown.items():
            for revision, picks in revisions.items() if message[0] == tenant else ():
                for position, item in enumerate(picks.items if picks.at >= since else (), start=1):
                    key = (int(picks.at // DAY) if by_day else 0, item, position)
                    likes = {signal in LIKES for signal in self._signals(message, revision, position)}
                    shown[key] += 1
                    liked[key] += True in likes
                    disliked[key] += False in likes
        return [
            ImpressionCount(item, position, shown[key], liked[key], disliked[key], day)
            for key in sorted(shown)
            for day, item, position in [key]
        ]

    async def compared(self, tenant: Tenant, since: float = 0.0) -> Sequence[ComparedPick]:
        """Return the picks that one of two compared rankings placed, with what was said of them."""
        answers = {
            (*message[1:], revision): shown
            for message, revisions in self.tables.shown.items()
            for revision, shown in revisions.items()
            if message[0] == tenant and shown.at >= since and any(shown.sides)
        }
        return [
            ComparedPick(number, side, self._said_since(tenant, shown, item))
            for number, (_, shown) in enumerate(sorted(answers.items(), key=lambda answer: answer[0]), start=1)
            for item, side in zip(shown.items, shown.sides, strict=True)
            if side
        ]

    def _said_since(self, tenant: Tenant, shown: Shown, item: ItemId) -> int:
        """Return whether an item was liked (1) or disliked (-1) after it was shown and before it was shown again."""
        said = self.tables.opinions.get((tenant, shown.user), {}).get(item)
        if said is None or said.kind not in WEIGHTS or said.at < shown.at:
            return 0
        again = any(
            message[0] == tenant and other.user == shown.user and item in other.items and shown.at < other.at <= said.at
            for message, revisions in self.tables.shown.items()
            for other in revisions.values()
        )
        return 0 if again else 1 if said.weight > 0 else -1

    def _signals(self, message: Message, revision: int, position: int) -> Iterator[Signal]:
        joined = self.tables.shown[message][revision].joined[position - 1]
        for (route, about), row in self.tables.feedback.items():
            is_about = (route[:3], about) == (message, revision) and row.event.position in {None, position}
            if is_about and joined <= row.event.at:
                yield row.event.signal

    def _revision_at(self, message: Message, at: float) -> int:
        shown = self.tables.shown.get(message, {})
        return max((revision for revision in shown if revision == 0 or shown[revision].at <= at), default=0)

    def _latest(self, route: Route, until: float = math.inf) -> tuple[Route, int] | None:
        revisions = [
            revision
            for (stored, revision), row in self.tables.feedback.items()
            if stored == route and row.event.at <= until
        ]
        return (route, max(revisions)) if revisions else None
