"""Every protocol that recsys asks others to fulfil, beside the vocabulary in `recsys.model`.

All methods that read or write may raise `recsys.errors.StorageError` and its kin. Nothing here may hold a database
transaction while a model or Slack is waited for. Times are seconds since the epoch.
"""

import math
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recsys.model.answer import Answer, Candidate, CandidateRequest, CandidateSet, ModelUsage, Ranking
from recsys.model.catalog import ImportCounts, Item, ItemChanges
from recsys.model.constraints import Constraint
from recsys.model.delivery import (
    Admitted,
    CompletedTurn,
    DailyUsage,
    Incoming,
    Outgoing,
    QueuedDelivery,
    TurnRecord,
)
from recsys.model.dialogue import DialogueState
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, UserId
from recsys.model.person import (
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
from recsys.model.taste import FacetEvidence

Vectors = NDArray[np.float32]
"""Shape (n, dimensions), each row of unit length."""


@dataclass(frozen=True, slots=True)
class CatalogState:
    """What a catalog says of itself; equal as long as nothing changed.

    `identity` names the catalog of this database for as long as it exists, and no other. `version` grows with every
    visible change of items; 0 for an empty new catalog. `vectors` grows with every change of the vectors of the model
    asked for, the removal of an item that had one included; 0 for a model of which none were stored since it was
    dropped, if it was. `changed_at` is when `version` grew last; None where that is not known, and for an empty new
    catalog.
    """

    identity: str
    version: int
    vectors: int
    changed_at: float | None = None


@dataclass(frozen=True, slots=True)
class VectorChanges:
    """Vectors of a model that were stored after some change: `change` is the number now, `CatalogState.vectors`.

    `matrix` has one row for each of `ids`, which are sorted; shape (0, 0) where there are none.
    """

    change: int
    ids: Sequence[ItemId]
    matrix: Vectors


class CatalogImport(Protocol):
    """An import under way: invisible to readers until `finish`; left without it, nothing has happened."""

    async def upsert(self, items: Sequence[Item]) -> None:
        """Stage items. An id staged twice counts once, the last wins."""
        ...

    async def finish(self, *, prune: bool) -> ImportCounts:
        """Make everything staged visible at once; with `prune` remove every item that was not staged."""
        ...


class CatalogStore(Protocol):
    """The items and their vectors."""

    async def state(self, model: str = "") -> CatalogState:
        """Return the present state, `vectors` being about this embedding model. One cheap read."""
        ...

    def begin_import(self) -> AbstractAsyncContextManager[CatalogImport]:
        """Open an import; leaving the context without `finish` discards what was staged."""
        ...

    async def get(self, ids: Sequence[ItemId]) -> Mapping[ItemId, Item]:
        """Return the items that exist, by id."""
        ...

    async def by_url(self, urls: Sequence[str]) -> Mapping[str, Item]:
        """Return the items whose page is at exactly these addresses, by address; of several the first by id."""
        ...

    async def count(self) -> int:
        """Return the number of items."""
        ...

    def scan(self, batch: int = 1000) -> AsyncIterator[Sequence[Item]]:
        """Yield all items in batches, ordered by id, as of one moment."""
        ...

    async def changes_since(self, version: int, limit: int) -> ItemChanges | None:
        """Return what changed after `version`, and the version now; None, and nothing is read, for more than `limit`.

        Items and removed ids are ordered by id.
        """
        ...

    async def unembedded(self, model: str, limit: int, after: ItemId | None = None) -> Sequence[tuple[Item, str]]:
        """Return items that have no vector of this model for their present text, each with its content hash.

        Ordered by id, and only ids after `after`: who passes the last id on goes through a catalog once, not once a
        call.
        """
        ...

    async def unembedded_count(self, model: str) -> int:
        """Return how many items have no vector of this model for their present text."""
        ...

    async def put_vectors(self, model: str, rows: Sequence[tuple[ItemId, str, NDArray[np.float32]]]) -> None:
        """Store (item id, content hash, unit vector); an older vector of the same model and item is replaced.

        Rows of items that are gone are dropped. Raises StorageError, and stores nothing, where a vector has another
        length than those that the model has had since `drop_vectors`.
        """
        ...

    async def vectors(self, model: str, ids: Sequence[ItemId] | None = None) -> tuple[Sequence[ItemId], Vectors]:
        """Return ids, sorted, and their vectors, rows aligned; of all items, or of those named. Empty: shape (0, 0)."""
        ...

    async def vectors_since(self, model: str, change: int) -> VectorChanges:
        """Return the vectors that were stored or replaced after that change; all of them for 0.

        Vectors that are gone are not listed: those of removed items go with them (`changes_since`), and those of a
        model that was dropped all at once (`CatalogState.vectors` is 0 then).
        """
        ...

    async def vector_models(self) -> Mapping[str, int]:
        """Return the models that vectors were stored of, sorted, each with its number of items with a present one.

        A vector is present when it was made of the text that its item has now.
        """
        ...

    async def drop_vectors(self, model: str) -> None:
        """Forget all vectors of a model, and their length. In parts: others write in between, and readers see it."""
        ...


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

    async def undo(self, tenant: Tenant, user: UserId, item: ItemId, kind: InteractionKind) -> bool:
        """Take an interaction back (unsave, not bought after all); False when there is none."""
        ...

    async def saved(self, tenant: Tenant, user: UserId, latest: int = 100) -> Sequence[ItemId]:
        """Return the items that are saved, latest first."""
        ...

    async def users(self, tenant: Tenant) -> Sequence[UserId]:
        """Return everybody with a profile or an interaction, sorted."""
        ...


class ConversationStore(Protocol):
    """Conversations, their state and their turns."""

    async def open(self, tenant: Tenant, conversation: ConversationId, user: UserId, at: float) -> None:
        """Begin taking part in a conversation; nothing happens if it is known."""
        ...

    async def known(self, tenant: Tenant, conversation: ConversationId) -> bool:
        """Return whether we take part in it."""
        ...

    async def state(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return its state; a new state where it is not known."""
        ...

    async def state_before(self, tenant: Tenant, conversation: ConversationId) -> DialogueState:
        """Return the state that its latest turn was answered from; a new state where there was none."""
        ...

    async def commit(self, turn: CompletedTurn) -> bool:
        """Write a whole turn in one transaction: record, both states, purchases, outgoing, inbox row done.

        Opens the conversation if it is new. Returns False, and writes nothing, when the inbox row was edited to
        another revision, withdrawn or already answered, or when there is no latest turn to correct. A delivery id
        that exists already is left as it is.
        """
        ...

    async def turns(self, tenant: Tenant, conversation: ConversationId, latest: int = 20) -> Sequence[TurnRecord]:
        """Return the latest turns, oldest first."""
        ...

    async def last_turn_at(self, tenant: Tenant, conversation: ConversationId) -> float | None:
        """Return when the latest turn ended, None where there was none."""
        ...

    async def usage(self, tenant: Tenant, since: float) -> Sequence[DailyUsage]:
        """Return what the models of a team's turns since then cost, by day, user and model, in that order."""
        ...

    async def prune(self, before: float) -> int:
        """Delete turns that ended before that time, and conversations opened before it that have none left.

        Returns how many turns.
        """
        ...


class Inbox(Protocol):
    """Messages admitted and not yet answered: durable, deduplicated, leased, one at a time for a conversation."""

    async def admit(self, incoming: Incoming) -> Admitted | None:
        """Store a message before it is acknowledged; None when its event or its message was seen before."""
        ...

    async def claim(self, owner: str, now: float, lease: float) -> Admitted | None:
        """Lease the oldest waiting message whose conversation has no other leased or older waiting one, or None.

        A lease that ran out counts as waiting. A message whose retry time (`release`) has not come is passed over,
        and so are the younger ones of its conversation.
        """
        ...

    async def renew(self, owner: str, number: int, now: float, lease: float) -> bool:
        """Extend a lease; False when it is not held any more."""
        ...

    async def release(self, number: int, retry_at: float) -> bool:
        """Give a claimed message back, to be tried again at `retry_at`; False when it has ended in the meantime."""
        ...

    async def rebind(self, number: int, conversation: ConversationId, message: str) -> None:
        """Move a command to the conversation of the root posted for it; opens that conversation."""
        ...

    async def amend(
        self, tenant: Tenant, channel: str, message: str, text: str, *, answered_since: float = math.inf
    ) -> bool:
        """Replace the text of a message that is not answered yet; False when there is none.

        One that was answered, and received at `answered_since` or later, is opened again with its new text.
        """
        ...

    async def withdraw(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Drop a message that is not answered yet (it was deleted); False when there is none."""
        ...

    async def finish(self, number: int, outcome: str, revision: int | None = None) -> bool:
        """End a message without a turn; `outcome` says why in a word ("failed", "ignored").

        With `revision`, one that was edited since stays open: False then.
        """
        ...

    async def release_all(self) -> int:
        """Give back every lease: called at the start of a process that alone owns the database. Returns how many."""
        ...

    async def waiting(self) -> int:
        """Return how many messages are neither answered nor ended."""
        ...

    async def prune(self, before: float) -> int:
        """Delete ended rows received before that time; returns how many."""
        ...


class Outbox(Protocol):
    """Our messages, from rendered to posted. A conversation's messages go out in the order they were enqueued."""

    async def enqueue(self, outgoing: Outgoing, at: float) -> QueuedDelivery:
        """Add a message; one with the same delivery id is left as it is and returned."""
        ...

    async def get(self, delivery: DeliveryId) -> QueuedDelivery | None:
        """Return one message with its status."""
        ...

    async def undelivered(self, conversation: tuple[Tenant, ConversationId] | None = None) -> Sequence[QueuedDelivery]:
        """Return what is pending or sending, oldest first, of all conversations or of one."""
        ...

    async def sending(self, delivery: DeliveryId, at: float) -> None:
        """Note, durably, that an attempt begins; counts it."""
        ...

    async def not_sent(self, delivery: DeliveryId, at: float) -> None:
        """Note that an attempt surely posted nothing: the message is pending again."""
        ...

    async def sent(self, delivery: DeliveryId, message: str, at: float) -> None:
        """Note that it was posted as `message`, and write its impressions, in one transaction.

        Where that message showed other picks until now (it was updated), opinions on those stay with them.
        """
        ...

    async def failed(self, delivery: DeliveryId, reason: str, at: float) -> None:
        """Give up on a message that can never be posted; `reason` is Slack's error name."""
        ...

    async def prune(self, before: float) -> int:
        """Delete what was sent or given up before that time; impressions stay. Returns how many."""
        ...


class FeedbackStore(Protocol):
    """Feedback events, and the opinions that follow from them and from interactions."""

    async def record(self, event: FeedbackEvent) -> bool:
        """Store an event; False, and no change, when its route says the very same of these picks already.

        Another signal or position by the same route takes the place of the earlier one. It is about the picks that
        the message showed at `event.at`, also when these become known only later.
        """
        ...

    async def give_reason(
        self, tenant: Tenant, channel: str, message: str, user: UserId, source: str, *, reason: str
    ) -> bool:
        """Add a reason to the latest event of that route, in place of any other; False when there is no event."""
        ...

    async def undo(self, tenant: Tenant, channel: str, message: str, user: UserId, source: str) -> bool:
        """Take the latest event of that route back; False when there is none."""
        ...

    async def is_ours(self, tenant: Tenant, channel: str, message: str) -> bool:
        """Return whether that message is an answer of ours with picks."""
        ...

    async def opinions(self, tenant: Tenant, user: UserId, latest: int = 200) -> Sequence[Opinion]:
        """Return a person's last word on each item, latest first. One cheap read, however much the person said."""
        ...

    def team_opinions(self, tenant: Tenant, batch: int = 5000) -> AsyncIterator[Sequence[TeamOpinion]]:
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


class Embedder(Protocol):
    """Text to unit vectors. Never blocks the event loop."""

    @property
    def model(self) -> str:
        """Name the model, stored beside each vector."""
        ...

    @property
    def dimensions(self) -> int:
        """Return the length of a vector; 0 while a service's has not been seen."""
        ...

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return shape (dimensions,). Raises EmbeddingError."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimensions), in the order of the texts. Raises EmbeddingError.

        A text that the model has no vector for gets a row of zeros: it is near to nothing, and not asked again.
        """
        ...


@dataclass(frozen=True, slots=True)
class CatalogVocabulary:
    """What the catalog calls things, for understanding messages. Each mapping goes from lower-case name to spelling.

    `brands` and `categories` map to the spelling and the number of items; `colours` are the single colour words of
    colour attributes with their counts; `values` are texts of other attributes (at most 60 characters) with counts;
    `numeric` are the names of attributes that hold numbers. `version` changes whenever they do.
    """

    version: int
    currency: str
    brands: Mapping[str, tuple[str, int]]
    categories: Mapping[str, tuple[str, int]]
    colours: Mapping[str, int]
    values: Mapping[str, int]
    numeric: frozenset[str]


class CandidateGenerator(Protocol):
    """Filter first, then search. In this process over columns, or in a database that can do it itself."""

    async def generate(self, request: CandidateRequest) -> CandidateSet:
        """Return at most `request.limit` candidates that meet all constraints, best first. Sees finished imports."""
        ...

    async def passing(self, constraints: Sequence[Constraint]) -> int:
        """Count the items that meet all constraints."""
        ...

    async def vocabulary(self) -> CatalogVocabulary:
        """Return the catalog's words. Cheap: kept until the catalog changes."""
        ...

    def vectors(self, ids: Sequence[ItemId]) -> Vectors:
        """Return the vectors that search has of these items now: rows aligned, zeros where there is none.

        Shape (len(ids), 0) where it has none at all. Cheap: nothing is read or waited for.
        """
        ...


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One call: a stable system text first (providers cache prefixes), then the user text; JSON by `schema`.

    `heard` is called with the whole text so far, whenever more of it has come; a model that cannot stream never calls
    it. It returns at once and raises nothing.
    """

    system: str
    user: str
    schema_name: str
    schema: Mapping[str, object]
    max_tokens: int
    seconds: float
    heard: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class ModelReply:
    """The text that came back, and what it cost."""

    text: str
    usage: ModelUsage


class LanguageModel(Protocol):
    """A chat model, whoever serves it."""

    @property
    def name(self) -> str:
        """Name the model as its service knows it."""
        ...

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return one reply. Raises ModelUnavailable or ModelRefused; never waits longer than `request.seconds`."""
        ...


@dataclass(frozen=True, slots=True)
class RankRequest:
    """What a ranker needs: the wish in words, what holds, who asks, the candidates (best first), how many to pick.

    `kind` are the stems of the words that name the thing asked for ("headphone"); empty where that is not known.
    `language` is that of the message (a BCP 47 code, "" for English): reasons are to be in it. `waited` are the seconds
    that a model has been waited for in this turn already. `lifts` are what the taste of person and team adds to the
    relevance of a candidate (within ±0.25, 0 where none is given), `taste` the strongest evidence for it. `early` is
    called, at most once, with a ranking of the one pick that the whole will begin with, where that is known long before
    the rest; it returns at once and raises nothing.
    """

    said: str
    topic: str
    constraints: tuple[Constraint, ...]
    profile: Profile
    opinions: tuple[Opinion, ...]
    opinion_items: Mapping[ItemId, Item]
    candidates: tuple[Candidate, ...]
    picks: int
    kind: frozenset[str] = frozenset()
    language: str = ""
    waited: float = 0.0
    lifts: Mapping[ItemId, float] = field(default_factory=dict[ItemId, float])
    taste: tuple[FacetEvidence, ...] = ()
    early: Callable[[Ranking], None] | None = None


class Ranker(Protocol):
    """Orders candidates and gives each pick one sentence of reason."""

    async def rank(self, request: RankRequest) -> Ranking:
        """Return at least `min(picks, len(candidates))` known ids, each once, best first. Never raises ModelError."""
        ...


class Progress(Protocol):
    """Is told how a turn gets on while the person waits. Both methods return at once and raise nothing."""

    def searching(self, total: int) -> None:
        """Hear that a catalog of so many items is looked through. Not called where no picks are asked for."""
        ...

    def first(self, answer: Answer) -> None:
        """Hear the answer as far as it is known, long before the rest: its first pick, which will stay the first."""
        ...
