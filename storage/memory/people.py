"""People and teams in memory: what is known of them, and how it is forgotten."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recsys.model.delivery import TurnRecord
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import ConversationId, Tenant, UserId
from recsys.model.person import Exchange, Impression, Interaction, PersonRecord, Thread
from storage import codec
from storage.memory.feedback import MemoryFeedback
from storage.memory.profiles import MemoryProfiles
from storage.memory.tables import Tables
from storage.naming import names_in, without


@dataclass(frozen=True, slots=True)
class MemoryPeople:
    """`recsys.ports.PeopleStore`."""

    tables: Tables

    async def record(self, tenant: Tenant, user: UserId) -> PersonRecord:
        """Return everything that is known of a person."""
        done = [
            (-seen.at, seen.place, -seen.number, Interaction(tenant, user, item, kind, seen.at))
            for (owner, who, kind), items in self.tables.interactions.items()
            for item, seen in items.items()
            if (owner, who) == (tenant, user)
        ]
        given = [row for (route, _), row in self.tables.feedback.items() if (route[0], route[3]) == (tenant, user)]
        given.sort(key=lambda row: (-row.event.at, -row.number))
        seen = [
            (-shown.at, message[1:], revision, position, Impression(item, position, side, shown.at))
            for message, revisions in self.tables.shown.items()
            for revision, shown in revisions.items()
            if (message[0], shown.user) == (tenant, user)
            for position, (item, side) in enumerate(zip(shown.items, shown.sides, strict=True), start=1)
        ]
        return PersonRecord(
            profile=await MemoryProfiles(self.tables).get(tenant, user),
            interactions=tuple(interaction for *_, interaction in sorted(done, key=lambda each: each[:3])),
            feedback=tuple(row.event for row in given),
            opinions=tuple(await MemoryFeedback(self.tables).opinions(tenant, user, sys.maxsize)),
            exchanges=tuple(Exchange(t.conversation, t.said, t.answered, t.at) for t in self._turns(tenant, user)),
            impressions=tuple(impression for *_, impression in sorted(seen, key=lambda each: each[:4])),
        )

    async def threads(self, tenant: Tenant, user: UserId, latest: int = 5) -> Sequence[Thread]:
        """Return the conversations that a person spoke in last."""
        found: dict[ConversationId, Thread] = {}
        for turn in self._turns(tenant, user):
            topic = self.tables.conversations[tenant, turn.conversation].state.topic
            found.setdefault(turn.conversation, Thread(turn.conversation, topic, turn.said, turn.at))
        return list(found.values())[:latest]

    async def forget(self, tenant: Tenant, user: UserId) -> int:
        """Delete a person."""
        spoken_in = {turn.conversation for turn in self._turns(tenant, user)}
        for key, turn in self.tables.turns.items():
            if turn.tenant == tenant and turn.conversation in spoken_in:
                self.tables.turn_states.pop(key, None)
        rows = self._drop(lambda owner, who: (owner, who) == (tenant, user))
        open_in = {row.conversation for row in self.tables.inbox.values() if not row.outcome}
        kept = open_in | {(turn.tenant, turn.conversation) for turn in self.tables.turns.values()}
        for conversation in spoken_in:
            row = self.tables.conversations[tenant, conversation]
            row.state, row.before = replace(EMPTY_STATE, turns=row.state.turns), EMPTY_STATE
            if (tenant, conversation) not in kept:
                del self.tables.conversations[tenant, conversation]
        self._unname(tenant, user)
        if rows:
            self.tables.opinion_changes[tenant] = next(self.tables.numbers)
        return rows

    async def forget_team(self, tenant: Tenant) -> int:
        """Delete a team."""
        rows = self._drop(lambda owner, _: owner == tenant)
        for key in [key for key in self.tables.turn_states if key[0] == tenant]:
            del self.tables.turn_states[key]
        for key in [key for key in self.tables.conversations if key[0] == tenant]:
            del self.tables.conversations[key]
        self.tables.opinion_changes.pop(tenant, None)
        self.tables.uninstalled.pop(tenant, None)
        return rows

    async def mark_uninstalled(self, tenant: Tenant, at: float) -> None:
        """Note that a team took the bot out; the first time counts."""
        self.tables.uninstalled.setdefault(tenant, at)

    async def reinstalled(self, tenant: Tenant) -> None:
        """Forget that a team took the bot out."""
        self.tables.uninstalled.pop(tenant, None)

    async def uninstalled_before(self, at: float) -> Sequence[Tenant]:
        """Return the teams that took the bot out before a time, longest ago first."""
        gone = [(since, tenant.enterprise, tenant.team) for tenant, since in self.tables.uninstalled.items()]
        return [Tenant(enterprise, team) for since, enterprise, team in sorted(gone) if since < at]

    async def prune(self, before: float) -> int:
        """Delete what is old."""
        old: list[tuple[dict[Any, Any], Any]] = [
            (revisions, number)
            for revisions in self.tables.shown.values()
            for number, shown in revisions.items()
            if shown.at < before
        ]
        for (_, _, kind), items in self.tables.interactions.items():
            old += [(items, item) for item, seen in items.items() if kind == "view" and seen.at < before]
        thumbs = [
            (key, row)
            for key, row in self.tables.feedback.items()
            if row.event.at < before and (row.event.position is None or not row.words)
        ]
        old += [(self.tables.taken_back, route) for route, at in self.tables.taken_back.items() if at < before]
        for table, key in [*old, *((self.tables.feedback, key) for key, _ in thumbs)]:
            del table[key]
        for _, row in thumbs:
            self.tables.refresh(row.event.tenant, row.event.user, [word.item for word in row.words])
        return len(old) + len(thumbs)

    def _turns(self, tenant: Tenant, user: UserId) -> list[TurnRecord]:
        """Return a person's turns, latest first."""
        mine = [turn for turn in self.tables.turns.values() if (turn.tenant, turn.user) == (tenant, user)]
        return sorted(mine, key=lambda turn: -turn.at)

    def _drop(self, theirs: Callable[[Tenant, UserId], bool]) -> int:
        rows = [(table, key) for table, key, tenant, user in self._owned() if theirs(tenant, user)]
        for table, key in rows:
            del table[key]
        for delivery in self.tables.outbox_ended.keys() - self.tables.outbox.keys():
            del self.tables.outbox_ended[delivery]
        return len(rows)

    def _unname(self, tenant: Tenant, user: UserId) -> None:
        """Take a person out of what others said: their id, and the names that stand beside it."""
        tables = self.tables
        turns = {key: turn for key, turn in tables.turns.items() if turn.tenant == tenant}
        queued = {key: one for key, one in tables.outbox.items() if one.outgoing.tenant == tenant}
        inbox = [row for row in tables.inbox.values() if row.admitted.incoming.tenant == tenant]
        given = [row for row in tables.feedback.values() if row.event.tenant == tenant]
        told = [text for turn in turns.values() for text in (turn.said, turn.answered)]
        told += [one.outgoing.payload for one in queued.values()]
        told += [row.admitted.incoming.text for row in inbox] + [row.event.reason for row in given]
        names = {name for text in told for name in names_in(text, user)}

        def clean(text: str) -> str:
            return without(text, user, names)

        for key, turn in turns.items():
            tables.turns[key] = replace(turn, said=clean(turn.said), answered=clean(turn.answered))
        for key, one in queued.items():
            tables.outbox[key] = replace(one, outgoing=replace(one.outgoing, payload=clean(one.outgoing.payload)))
        for row in inbox:
            incoming = replace(row.admitted.incoming, text=clean(row.admitted.incoming.text))
            row.admitted = replace(row.admitted, incoming=incoming)
        for row in given:
            row.event = replace(row.event, reason=clean(row.event.reason))
        for (owner, _), row in tables.conversations.items():
            if owner == tenant:
                row.state, row.before = (
                    codec.decode_state(clean(codec.encode_state(state))) for state in (row.state, row.before)
                )

    def _owned(self) -> Iterator[tuple[dict[Any, Any], Any, Tenant, UserId]]:
        """Yield every row that belongs to a person: its table, its key, and whose it is."""
        tables = self.tables
        yield from ((tables.profiles, key, *key) for key in tables.profiles)
        yield from ((tables.interactions, key, *key[:2]) for key in tables.interactions)
        yield from ((tables.opinions, key, *key) for key in tables.opinions)
        yield from ((tables.feedback, key, key[0][0], key[0][3]) for key in tables.feedback)
        yield from ((tables.taken_back, key, key[0], key[3]) for key in tables.taken_back)
        yield from ((tables.turns, key, turn.tenant, turn.user) for key, turn in tables.turns.items())
        for key, queued in tables.outbox.items():
            yield tables.outbox, key, queued.outgoing.tenant, queued.outgoing.user
        for key, row in tables.inbox.items():
            yield tables.inbox, key, row.admitted.incoming.tenant, row.admitted.incoming.user
        for message, revisions in tables.shown.items():
            yield from ((revisions, number, message[0], shown.user) for number, shown in revisions.items())
