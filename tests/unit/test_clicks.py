"""What is tapped, and on what."""

from typing import Any

import pytest

from bot.clicks import click, more_like, opinion, said
from recsys.model.delivery import Address
from recsys.model.dialogue import EMPTY_STATE, DialogueState, ShownItem, ShownSlate
from recsys.model.ids import ItemId

NOW = 1_700_000_000.0


def body(channel: str = "C1", thread: str | None = "1.1", **tapped: Any) -> dict[str, Any]:
    container = {"type": "message", "channel_id": channel, "message_ts": "2.2", "thread_ts": thread}
    action = {"action_id": "dismiss:2", "action_ts": "3.3", "type": "button", "value": "item-7"} | tapped
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "UANA"},
        "container": container,
        "actions": [action],
        "trigger_id": "t",
    }


def test_a_button_of_a_card() -> None:
    read = click(body(), NOW)
    assert read is not None
    assert (read.action, read.place, read.value, read.thread) == ("dismiss", 2, "item-7", "1.1")
    event = opinion(read, "card 2", "dismiss", read.place)
    assert (event.channel, event.message, event.user, event.position) == ("C1", "2.2", "UANA", 2)


def test_a_choice_in_a_menu() -> None:
    chosen = {"value": "save:item-7"}
    read = click(body(type="static_select", action_id="item", selected_option=chosen, value=None), NOW)
    assert read is not None
    assert (read.action, read.place, read.value) == ("item", 0, "save:item-7")


@pytest.mark.parametrize("lacks", ["container", "user"])
def test_what_comes_from_no_message_or_of_nobody_becomes_nothing(lacks: str) -> None:
    payload = body()
    del payload[lacks]
    assert click(payload, NOW) is None


@pytest.mark.parametrize(
    ("channel", "thread", "given", "conversation", "address"),
    [
        ("C1", "1.1", None, "C1:1.1", Address("C1", "1.1")),
        ("C1", None, None, "C1:2.2", Address("C1", "2.2")),
        ("C1", None, "1.1", "C1:1.1", Address("C1", "1.1")),  # told privately: the message is no root
        ("D1", None, None, "D1", Address("D1")),
        ("D1", None, "", "D1", Address("D1")),
        ("D1", "1.1", None, "D1:1.1", Address("D1", "1.1")),
        ("D1", None, "1.1", "D1:1.1", Address("D1", "1.1")),
        ("D1", "2.2", None, "D1", Address("D1")),  # the answer has a thread, and stands outside of it
    ],
)
def test_a_tap_is_said_where_the_answer_stands(
    channel: str, thread: str | None, given: str | None, conversation: str, address: Address
) -> None:
    read = click(body(channel, thread), NOW)
    assert read is not None
    incoming = said(read, "cheaper", given)
    assert (incoming.text, incoming.conversation, incoming.address) == ("cheaper", conversation, address)
    assert incoming.message == "", "there is no message of theirs"


def test_more_like_an_item_is_asked_by_its_place_in_the_latest_answer() -> None:
    slates = (
        ShownSlate(0, (ShownItem(ItemId("old"), None),)),
        ShownSlate(1, (ShownItem(ItemId("a"), None), ShownItem(ItemId("b"), 9.0))),
    )
    state = DialogueState(slates=slates)
    assert more_like(ItemId("b"), state) == "more like the second"
    assert more_like(ItemId("old"), state) == "others?"
    assert more_like(ItemId("a"), EMPTY_STATE) == "others?"
