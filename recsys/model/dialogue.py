"""What a message means, and what a conversation remembers."""

from dataclasses import dataclass
from typing import Literal

from recsys.model.constraints import Constraint, Slot, Stated
from recsys.model.ids import ItemId

ActKind = Literal[
    "ask",  # a first or new request: `topic` and `add`
    "critique",  # narrows the request: `add`
    "relax",  # lifts constraints: `drop`
    "reset",  # drops everything and changes the topic
    "more",  # others, nothing shown again
    "like",  # `refers_to` pleased: more of the kind
    "dislike",  # `refers_to` (or all shown) did not please
    "details",  # tell more about `refers_to`
    "compare",  # set `refers_to` (or all shown) side by side
    "explain",  # why `refers_to`?
    "purchase",  # `refers_to` was bought
    "own",  # `refers_to` is owned already: never again, and others instead
    "small_talk",
    "thanks",
    "help",
    "out_of_scope",
    "unclear",  # nothing to go by: ask for what is needed
]


StandingKind = Literal["prefer", "avoid", "allow", "forget", "learn", "do_not_learn", "surprise", "do_not_surprise"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person wants from now on, in every conversation.

    Of `brands` and `categories` (as the catalog spells them) for "prefer", "avoid" and "allow", which ends both;
    "forget" is about everything learned or stated of their taste.
    """

    kind: StandingKind
    brands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DialogueAct:
    """One message, understood.

    `topic` is what is looked for, without the constraints, or None to keep the topic. `add` and `drop` change the
    constraints; `drop` names slots, or single values of a slot as (slot, value): of a price "min" or "max", of an
    attribute its name, or its name and the side it bounds ("weight_g <"). `refers_to` are positions (from 1)
    in the latest slate. `understood` repeats in a few words what was taken from the message, for the answer.
    `language` is the message's, a BCP 47 code in lower case; "" where nobody told, as the rules speak English only.
    `standing` is what is to hold beyond this conversation. `about` are the words of the one fact that "details" or
    "compare" ask for, "" for all; of "help" "oneself" where somebody asks what is kept of them. `unsure` are those of
    `add` that nothing but their being left over spoke for.
    """

    kind: ActKind
    topic: str | None = None
    add: tuple[Constraint, ...] = ()
    drop: tuple[Slot | tuple[Slot, str], ...] = ()
    refers_to: tuple[int, ...] = ()
    understood: str = ""
    source: Literal["rules", "model"] = "rules"
    language: str = ""
    standing: Standing | None = None
    about: str = ""
    unsure: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One position of a slate as it was shown: `price` as shown, None where the catalog has none.

    `measures` are the numbers among its attributes, by name; only the latest slate keeps them.
    """

    item: ItemId
    price: float | None
    brand: str = ""
    title: str = ""
    measures: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSlate:
    """A slate that was answered: the turn's index (from 0) and its items in the order shown."""

    turn: int
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class DialogueState:
    """What one conversation remembers; replaced as a whole at the end of each turn.

    `turns` counts the finished turns. `slates` holds the latest (at most `SLATES_KEPT`), oldest first; `shown` every
    item shown on the present topic (at most `SHOWN_KEPT`, the latest). `clarified` once a question was asked beside a
    slate: there is no second one.
    """

    turns: int = 0
    topic: str = ""
    constraints: tuple[Stated, ...] = ()
    slates: tuple[ShownSlate, ...] = ()
    shown: tuple[ItemId, ...] = ()
    liked: tuple[ItemId, ...] = ()
    rejected: tuple[ItemId, ...] = ()
    bought: tuple[ItemId, ...] = ()
    clarified: bool = False


SLATES_KEPT = 10
SHOWN_KEPT = 200
EMPTY_STATE = DialogueState()
