"""What people tap to say what they think of an answer, and what they alone read then."""

from collections.abc import Sequence

from bot.blocks.message import BUTTON_MAX, Block, Message, actions, button, option, plain_object, section
from bot.escape import Mrkdwn, Plain, mrkdwn, plain
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


def dismissed(item: Item, *, answer: str, source: str, thread: str) -> Message:
    """Return what follows "Not for me". `answer` and `source` name the feedback, `thread` where others would come."""
    others = button(Plain("Show me others"), OTHERS_ACTION, thread)
    return _noted(f"Noted, I will not suggest {_name(item)} again.", others, _undo("feedback", f"{answer} {source}"))


def saved(item: Item) -> Message:
    """Return what follows "Save"."""
    return _noted(f"Saved: {_name(item)}. My Home tab lists what you saved.", _undo("save", item.id))


def bought(item: Item) -> Message:
    """Return what follows "I bought it"."""
    return _noted(f"Noted: {_name(item)} is yours. I will not suggest it again.", _undo("purchase", item.id))


def undone() -> Message:
    """Return what stands where something was taken back."""
    return _noted("Taken back.")


def gone() -> Message:
    """Return the answer to a tap on what the catalog does not have any more."""
    return _noted("The catalog does not have this item any more.")


def _undo(what: str, value: str) -> Block:
    return button(Plain("Undo"), f"{UNDO_ACTION}:{what}", value)


def _name(item: Item) -> Mrkdwn:
    return Mrkdwn(f"*{mrkdwn(item.title, 200)}*")


def _noted(text: str, *buttons: Block) -> Message:
    line = Mrkdwn(text)
    return Message(line, (section(line), actions(*buttons)) if buttons else (section(line),))
