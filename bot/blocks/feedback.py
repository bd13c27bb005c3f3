"""What people tap to say what they think of an answer, and what they alone read then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.blocks.message import BUTTON_MAX, Block, Message, actions, button, option, plain_object, section
from bot.escape import Mrkdwn, Plain, bold, mrkdwn, plain
from recsys.model.answer import Pick
from recsys.model.catalog import Item

THUMBS_ACTION = "thumbs"
MENU_ACTION = "item"
OTHERS_ACTION = "others"
UNDO_ACTION = "undo"
OTHERS = "others?"
OPTION_VALUE_MAX = 150
DEEDS = {"save": "Save", "bought": "I bought it", "share": "Share to a channel"}


def thumbs() -> Block:
    """Return the thumbs on the whole answer."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": THUMBS_ACTION,
                "positive_button": _thumb("Good picks", "up", "These picks are good"),
                "negative_button": _thumb("Bad picks", "down", "These picks are not good"),
            }
        ],
    }


def thumbs_as_buttons() -> Block:
    """Return the same as plain buttons."""
    return actions(
        button(Plain(":+1: Good picks"), f"{THUMBS_ACTION}:up", "up"),
        button(Plain(":-1: Bad picks"), f"{THUMBS_ACTION}:down", "down"),
    )


def _thumb(label: str, value: str, read_out: str) -> Block:
    return {"text": plain_object(Plain(label)), "value": value, "accessibility_label": read_out}


def menu(picks: Sequence[Pick]) -> Block | None:
    """Return the menu of what else can be done with each pick; None where no id is short enough for one."""
    groups = [
        {
            "label": plain_object(plain(f"{place}. {pick.item.title}", BUTTON_MAX)),
            "options": [option(Plain(label), f"{deed}:{pick.item.id}") for deed, label in DEEDS.items()],
        }
        for place, pick in enumerate(picks, start=1)
        if len(pick.item.id) < OPTION_VALUE_MAX - max(map(len, DEEDS))
    ]
    if not groups:
        return None
    placeholder = plain_object(Plain("Save, bought, share…"))
    return {"type": "static_select", "action_id": MENU_ACTION, "placeholder": placeholder, "option_groups": groups}


@dataclass(frozen=True, slots=True)
class Undoing:
    """What an Undo button takes back: what was said of `about` until `at`, and nothing newer.

    `about` is an item's id, or of feedback the answer and the route it came by.
    """

    at: float
    about: str

    @property
    def value(self) -> str:
        """Return it as the button carries it."""
        return f"until {self.at!r} {self.about}"

    @classmethod
    def read(cls, value: str) -> Self | None:
        """Return what a button carries; None for one of an earlier version, which told no time."""
        match value.split(" ", 2):
            case ["until", at, about]:
                return cls(float(at), about)
            case _:
                return None


def dismissed(item: Item, *, answer: str, source: str, thread: str, at: float) -> Message:
    """Return what follows "Not for me" at that time.

    `answer` and `source` name the feedback, `thread` where others would come ("" for outside of threads).
    """
    others = button(Plain("Show me others"), OTHERS_ACTION, f"{thread} {answer}")
    undo = _undo("feedback", Undoing(at, f"{answer} {source}"))
    return _noted(f"Noted, I will not suggest {_name(item)} again.", others, undo)


def saved(item: Item, at: float) -> Message:
    """Return what follows "Save" at that time."""
    return _noted(f"Saved: {_name(item)}. My Home tab lists what you saved.", _undo("save", Undoing(at, item.id)))


def bought(item: Item, at: float) -> Message:
    """Return what follows "I bought it" at that time."""
    undo = _undo("purchase", Undoing(at, item.id))
    return _noted(f"Noted: {_name(item)} is yours. I will not suggest it again.", undo)


def undone() -> Message:
    """Return what stands where something was taken back."""
    return _noted("Taken back.")


def outdated() -> Message:
    """Return what stands where there was nothing to take back: it was, or something newer was said since."""
    return _noted("Nothing to take back here: you have changed this since.")


def gone() -> Message:
    """Return the answer to a tap on what the catalog does not have any more."""
    return _noted("The catalog does not have this item any more.")


def not_opened() -> Message:
    """Return the answer to a tap whose form Slack did not open."""
    return _noted("Slack did not open the form. Please try again in a moment.")


def _undo(what: str, undoing: Undoing) -> Block:
    return button(Plain("Undo"), f"{UNDO_ACTION}:{what}", undoing.value)


def _name(item: Item) -> Mrkdwn:
    return bold(mrkdwn(item.title, 200))


def _noted(text: str, *buttons: Block) -> Message:
    line = Mrkdwn(text)
    return Message(line, (section(line), actions(*buttons)) if buttons else (section(line),))
