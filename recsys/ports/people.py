"""What is known of people: profiles, feedback, and forgetting all of it."""

import math
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

from recsys.model.ids import ItemId, Tenant, UserId
from recsys.model.person import (
    ComparedPick,
    FeedbackEvent,
    ImpressionCount,
    Interaction,
    InteractionKind,
    Opinion,
    PersonRecord,
    Profile,
    TeamOpinion,
    Thread,
)


class ProfileStore(Protocol):
    """Profiles and interactions, per tenant and user."""

    async def get(self, tenant: Tenant, user: UserId) -> Profile:
        """Return the profile with its interactions merged in: latest views (20) and all purchases, latest first."""
        ...

    async def put(self, tenant: Tenant, user: UserId, profile: Profile, at: float) -> None:
        """Replace the stated part (all but views and purchases) and add views and purchases not known yet."""
        ...

    async def update(self, tenant: Tenant, user: UserId, change: Callable[[Profile], Profile], at: float) -> Profile:
        """Replace the stated part by what `change` makes of the present profile, in one step; return the new profile.

        `change` is pure and quick; the views and purchases that it returns are ignored.
        """
        ...

    async def record(self, interaction: Interaction) -> None:
        """Add an interaction. The same kind with the same item counts once, at its latest time."""
        ...

    async def undo(
        self, tenant: Tenant, user: UserId, item: ItemId, kind: InteractionKind, *, until: float = math.inf
    ) -> bool:
        """Take an interaction back (unsave, not bought after all); False when there is none of `until` or before."""
        ...

    async def saved(self, tenant: Tenant, user: UserId, latest: int = 100) -> Sequence[ItemId]:
        """Return the items that are saved, latest first."""
        ...

    async def users(self, tenant: Tenant) -> Sequence[UserId]:
        """Return everybody with a profile or an interaction, sorted."""
        ...


class FeedbackStore(Protocol):
    """Feedback events, and the opinions that follow from them and from interactions."""

    async def record(self, event: FeedbackEvent) -> bool:
        """Store an event; False, and no change, when its route says the very same of these picks already.

        Another signal or position by the same route takes the place of the earlier one. It is about the picks that
        the message showed at `event.at`, also when these become known only later. One that its route has taken back
        already (`undo`) changes nothing either.
        """
        ...

    async def give_reason(
        self, tenant: Tenant, channel: str, message: str, user: UserId, source: str, *, reason: str
    ) -> bool:
        """Add a reason to the latest event of that route, in place of any other; False when there is no event."""
        ...

    async def undo(
        self, tenant: Tenant, channel: str, message: str, user: UserId, source: str, *, until: float = math.inf
    ) -> bool:
        """Take the latest event of that route back; False when there is none of `until` or before.

        With `until`, what the route said by then is also taken back where it comes only later: events may overtake
        each other on their way.
        """
        ...

    async def is_ours(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether that message is an answer of ours with picks."""
        ...

    async def opinions(self, tenant: Tenant, user: UserId, latest: int = 200) -> Sequence[Opinion]:
        """Return a person's last word on each item, latest first. One cheap read, however much the person said."""
        ...

    async def passed_over(self, tenant: Tenant, user: UserId, since: float = 0.0, latest: int = 50) -> Sequence[ItemId]:
        """Return the items that a person saw since then in an answer and had no word for, though for another they had.

        These are all others of an answer of which one was said to be unwanted, and those before one that was liked.
        Only where that word is still their last on the item, so what is undone or forgotten takes this with it; none
        that they have an opinion on. Read are the `latest` words. Sorted.
        """
        ...

    def team_opinions(self, tenant: Tenant, batch: int = 1000) -> AsyncIterator[Sequence[TeamOpinion]]:
        """Yield all opinions of a team, ordered by user and item. Each batch is as of its own moment."""
        ...

    async def change(self, tenant: Tenant) -> int:
        """Return a number that grows with every change of the team's opinions; 0 where there are none. Cheap."""
        ...

    async def impression_counts(
        self, tenant: Tenant, since: float = 0.0, *, by_day: bool = False
    ) -> Sequence[ImpressionCount]:
        """Count the impressions since then, by item and position, or by day, item and position; in that order.

        Reads all of them: for reports, and now and then for the team's prior.
        """
        ...

    async def compared(self, tenant: Tenant, since: float = 0.0) -> Sequence[ComparedPick]:
        """Return the picks shown since then that one of two compared rankings placed, answer by answer, in order.

        Reads all impressions: for reports.
        """
        ...


class PeopleStore(Protocol):
    """People and teams as a whole: what is known of them, and how it is forgotten."""

    async def record(self, tenant: Tenant, user: UserId) -> PersonRecord:
        """Return everything that is known of a person, as of one moment."""
        ...

    async def threads(self, tenant: Tenant, user: UserId, latest: int = 5) -> Sequence[Thread]:
        """Return the conversations that a person spoke in last, latest first."""
        ...

    async def forget(self, tenant: Tenant, user: UserId) -> int:
        """Delete everything of a person, and leave no trace in the database's files; returns how many rows.

        Goes: profile, interactions, feedback, opinions, impressions, messages in and out, turns, conversations in which
        nobody else spoke. In others the person's turns go and the state begins anew; mentions of the person become
        "somebody". What is being answered for them is not committed any more. Doing it again does no harm. Writers
        wait while the file is written anew. Raises StorageBusy when all is deleted, but a reader still holds the log.
        """
        ...

    async def forget_team(self, tenant: Tenant) -> int:
        """Delete everything of a team, the note that it is uninstalled included; returns how many rows.

        In parts: one that breaks off is gone on with by the next call. Otherwise as `forget`.
        """
        ...

    async def mark_uninstalled(self, tenant: Tenant, at: float) -> None:
        """Note that a team took the bot out; of several times the first counts."""
        ...

    async def reinstalled(self, tenant: Tenant) -> None:
        """Forget that a team took the bot out, if it did."""
        ...

    async def uninstalled_before(self, at: float) -> Sequence[Tenant]:
        """Return the teams that took the bot out before that time, longest ago first."""
        ...

    async def prune(self, before: float) -> int:
        """Delete impressions, views and thumbs on whole answers from before that time; returns how many rows.

        What was said of one item (picks, dismissals, saves, purchases) stays until it is taken back or forgotten.
        """
        ...
