"""Block Kit's limits, one below and one above each."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.block_kit import check_blocks, check_view
from sandbox.block_kit.blocks import BLOCKS
from sandbox.refusal import SlackRefusalError

Block = dict[str, Any]


def plain(length: int) -> Block:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Block:
    return {"type": "mrkdwn", "text": "x" * length}


def button(number: int = 0, **fields: Any) -> Block:
    return {"type": "button", "action_id": f"press-{number}", "text": plain(5), **fields}


def option(number: int = 0, **fields: Any) -> Block:
    return {"text": plain(5), "value": f"{number}", **fields}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def image(**fields: Any) -> Block:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A picture", **fields}


def table(rows: int, cells: int) -> Block:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}


def card(**fields: Any) -> Block:
    return {"type": "card", "title": mrkdwn(5), **fields}


def task(status: str) -> Block:
    return {"type": "task_card", "task_id": "t", "title": "Look", "status": status}


def number(**fields: Any) -> Block:
    element = {"type": "number_input", "action_id": "n", "is_decimal_allowed": True, **fields}
    return {"type": "input", "label": plain(5), "element": element}


def select(**fields: Any) -> Block:
    return {"type": "static_select", "action_id": "choose", "options": [option()], **fields}


LIMITS: list[tuple[str, Block, Block]] = [
    ("section text", {"type": "section", "text": mrkdwn(3000)}, {"type": "section", "text": mrkdwn(3001)}),
    ("section empty", {"type": "section", "text": mrkdwn(1)}, {"type": "section", "text": mrkdwn(0)}),
    ("section nothing", {"type": "section", "fields": [mrkdwn(1)]}, {"type": "section"}),
    ("fields", {"type": "section", "fields": [mrkdwn(1)] * 10}, {"type": "section", "fields": [mrkdwn(1)] * 11}),
    ("field", {"type": "section", "fields": [mrkdwn(2000)]}, {"type": "section", "fields": [mrkdwn(2001)]}),
    ("header", {"type": "header", "text": plain(150)}, {"type": "header", "text": plain(151)}),
    ("header markup", {"type": "header", "text": plain(5)}, {"type": "header", "text": mrkdwn(5)}),
    ("actions", actions(*map(button, range(25))), actions(*map(button, range(26)))),
    ("actions empty", actions(button()), actions()),
    ("actions twice", actions(button(1), button(2)), actions(button(1), button(1))),
    ("button text", actions(button(text=plain(75))), actions(button(text=plain(76)))),
    ("button value", actions(button(value="x" * 2000)), actions(button(value="x" * 2001))),
    ("button style", actions(button(style="primary")), actions(button(style="gigantic"))),
    ("action id", actions(button(action_id="x" * 255)), actions(button(action_id="x" * 256))),
    ("block id", {**actions(button()), "block_id": "x" * 255}, {**actions(button()), "block_id": "x" * 256}),
    ("button property", actions(button(url="https://example.com")), actions(button(colour="red"))),
    ("image in actions", actions(button()), actions(image())),
    ("context", {"type": "context", "elements": [mrkdwn(1)] * 10}, {"type": "context", "elements": [mrkdwn(1)] * 11}),
    ("context button", {"type": "context", "elements": [image()]}, {"type": "context", "elements": [button()]}),
    ("image alt text", image(), {"type": "image", "image_url": "https://example.com/a.png"}),
    ("image address", image(), {"type": "image", "alt_text": "A picture"}),
    ("image scheme", image(), image(image_url="ftp://example.com/a.png")),
    ("image address length", image(), image(image_url="https://example.com/" + "x" * 3000)),
    ("overflow", actions({"type": "overflow", "action_id": "o", "options": [option(n) for n in range(5)]}),
     actions({"type": "overflow", "action_id": "o", "options": [option(n) for n in range(6)]})),
    ("select", actions(select(options=[option(n) for n in range(100)])),
     actions(select(options=[option(n) for n in range(101)]))),
    ("option value", actions(select(options=[option(value="x" * 150)])),
     actions(select(options=[option(value="x" * 151)]))),
    ("option text", actions(select(options=[option(text=plain(75))])),
     actions(select(options=[option(text=plain(76))]))),
    ("markdown", {"type": "markdown", "text": "x" * 12_000}, {"type": "markdown", "text": "x" * 12_001}),
    ("table rows", table(100, 1), table(101, 1)),
    ("table cells", table(1, 20), table(1, 21)),
    ("card title", card(title=mrkdwn(150)), card(title=mrkdwn(151))),
    ("card subtitle", card(subtitle=mrkdwn(150)), card(subtitle=mrkdwn(151))),
    ("card body", card(body=mrkdwn(200)), card(body=mrkdwn(201))),
    ("card actions", card(actions=[button(n) for n in range(3)]), card(actions=[button(n) for n in range(4)])),
    ("card subtext", card(subtext=mrkdwn(200)), card(subtext=mrkdwn(201))),
    ("card actions twice", card(actions=[button(1), button(2)]), card(actions=[button(1), button(1)])),
    ("audience", actions(button(visible_to_user_ids=["U1"] * 10)), actions(button(visible_to_user_ids=["U1"] * 11))),
    ("initial option", actions(select(initial_option=option())), actions(select(initial_option=option(1)))),
    ("card empty", card(), {"type": "card", "subtitle": mrkdwn(5)}),
    ("carousel", {"type": "carousel", "elements": [card()] * 10}, {"type": "carousel", "elements": [card()] * 11}),
    ("carousel empty", {"type": "carousel", "elements": [card()]}, {"type": "carousel", "elements": []}),
    ("context actions",
     {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "f",
      "positive_button": option(), "negative_button": option()}]},
     {"type": "context_actions", "elements": [button()]}),
    ("container",
     {"type": "container", "title": plain(5), "child_blocks": [{"type": "divider"}] * 10},
     {"type": "container", "title": plain(5), "child_blocks": [{"type": "divider"}] * 11}),
    ("task", task("in_progress"), task("pending")),
    ("plan", {"type": "plan", "title": "x", "tasks": [task("pending")] * 50},
     {"type": "plan", "title": "x", "tasks": [task("pending")] * 51}),
    ("alert is for modals", {"type": "divider"}, {"type": "alert", "text": plain(5)}),
    ("number", number(min_value="-0.5"), number(min_value=-0.5)),
    ("unknown type", {"type": "divider"}, {"type": "sofa"}),
    ("no type", {"type": "divider"}, {}),
    ("unknown property", {"type": "divider"}, {"type": "divider", "width": 3}),
    ("rich text",
     {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]},
     {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("taken", "refused"), [limit[1:] for limit in LIMITS], ids=[limit[0] for limit in LIMITS])
def test_a_limit_is_where_slack_has_it(taken: Block, refused: Block) -> None:
    assert check_blocks([taken])[0]["type"] == taken["type"]
    with pytest.raises(SlackRefusalError) as refusal:
        check_blocks([refused])
    assert refusal.value.error == "invalid_blocks"
    assert all("[json-pointer:/blocks/0" in message for message in refusal.value.messages)


def test_what_is_wrong_is_told_as_slack_tells_it() -> None:
    with pytest.raises(SlackRefusalError) as refusal:
        check_blocks([{"type": "divider"}, {"type": "section", "text": mrkdwn(3001)}])
    assert refusal.value.answer() == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": ["must be less than 3001 characters [json-pointer:/blocks/1/text/text]"],
        "response_metadata": {
            "messages": ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"]
        },
    }


def test_fifty_blocks_fit_and_their_ids_are_unique() -> None:
    assert len({block["block_id"] for block in check_blocks([{"type": "divider"}] * 50)}) == 50
    for blocks in ([{"type": "divider"}] * 51, [{"type": "divider", "block_id": "same"}] * 2):
        with pytest.raises(SlackRefusalError, match="invalid_blocks"):
            check_blocks(blocks)
    with pytest.raises(SlackRefusalError, match="invalid_blocks_format"):
        check_blocks({"type": "divider"})


def test_all_texts_together_have_a_limit() -> None:
    check_blocks([{"type": "section", "text": mrkdwn(3000)}] * 4)
    with pytest.raises(SlackRefusalError, match="msg_blocks_too_long"):
        check_blocks([{"type": "section", "text": mrkdwn(3000)}] * 5)
    with pytest.raises(SlackRefusalError, match="invalid_blocks"):
        check_blocks([{"type": "markdown", "text": "x" * 6001}] * 2)


def test_a_message_holds_one_table() -> None:
    check_blocks([table(1, 1)])
    with pytest.raises(SlackRefusalError) as refusal:
        check_blocks([table(1, 1), table(1, 1)])
    assert refusal.value.messages == ("only_one_table_allowed [json-pointer:/blocks/1]",)


def test_blocks_that_a_workspace_does_not_know_yet_are_refused() -> None:
    carousel = {"type": "carousel", "elements": [card()]}
    inside = {"type": "container", "title": plain(5), "child_blocks": [card()]}
    assert check_blocks([carousel], refused={"table"})
    for block in (carousel, inside):
        with pytest.raises(SlackRefusalError, match="invalid_blocks"):
            check_blocks([block], refused={"card", "carousel"})


def test_blocks_within_blocks_have_ids_too() -> None:
    inside = {"type": "container", "title": plain(5), "child_blocks": [card(), {**card(), "block_id": "own"}]}
    (carousel, container) = check_blocks([{"type": "carousel", "elements": [card()] * 2}, inside])
    ids = [block["block_id"] for block in (*carousel["elements"], *container["child_blocks"])]
    assert ids == ["b0-0", "b0-1", "b1-0", "own"]


@given(counts=st.lists(st.integers(1, 3000), min_size=1, max_size=50))
@settings(max_examples=50, deadline=None)
def test_sections_are_taken_exactly_while_their_texts_fit_together(counts: list[int]) -> None:
    blocks = [{"type": "section", "text": mrkdwn(count)} for count in counts]
    if sum(counts) <= 13_200:
        assert len(check_blocks(blocks)) == len(counts)
    else:
        with pytest.raises(SlackRefusalError, match="msg_blocks_too_long"):
            check_blocks(blocks)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "accessory", "fields", "rows", "x"]), inner)
    ),
    max_leaves=8,
)
TYPES = st.sampled_from([*sorted(BLOCKS), "nonsense"])
BLOCK = st.fixed_dictionaries({"type": TYPES}, optional={"text": JSON, "elements": JSON, "title": JSON, "rows": JSON})


@given(blocks=st.lists(JSON | BLOCK, max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_json_breaks_the_check(blocks: list[Any]) -> None:
    # A refusal is an answer; whatever else is raised fails this test.
    with suppress(SlackRefusalError):
        assert len(check_blocks(blocks)) == len(blocks)


VIEW: Block = {"type": "modal", "title": plain(24), "blocks": []}
INPUT: Block = {
    "type": "input",
    "label": plain(5),
    "element": {"type": "plain_text_input", "action_id": "typed"},
}
VIEWS: list[tuple[Block, Block]] = [
    (VIEW, {**VIEW, "title": plain(25)}),
    (VIEW, {**VIEW, "type": "home"}),
    ({**VIEW, "submit": plain(24)}, {**VIEW, "submit": plain(25)}),
    ({**VIEW, "private_metadata": "x" * 3000}, {**VIEW, "private_metadata": "x" * 3001}),
    ({**VIEW, "callback_id": "x" * 255}, {**VIEW, "callback_id": "x" * 256}),
    ({**VIEW, "blocks": [{"type": "divider"}] * 100}, {**VIEW, "blocks": [{"type": "divider"}] * 101}),
    ({**VIEW, "blocks": [{"type": "alert", "text": plain(200)}]}, {**VIEW, "blocks": [card()]}),
    (VIEW, {**VIEW, "blocks": [{"type": "container", "title": plain(5), "child_blocks": [{"type": "divider"}]}]}),
    ({**VIEW, "blocks": [INPUT], "submit": plain(5)}, {**VIEW, "blocks": [INPUT]}),
    (VIEW, {"type": "modal", "title": plain(5)}),
]


@pytest.mark.parametrize(("taken", "refused"), VIEWS)
def test_views_have_limits_of_their_own(taken: Block, refused: Block) -> None:
    assert check_view(taken, kind="modal")["type"] == "modal"
    with pytest.raises(SlackRefusalError, match="invalid_arguments"):
        check_view(refused, kind="modal")


def test_a_home_takes_cards_and_a_view_has_a_size() -> None:
    assert check_view({"type": "home", "blocks": [card()]}, kind="home")["blocks"][0]["block_id"]
    with pytest.raises(SlackRefusalError, match="view_too_large"):
        check_view({**VIEW, "private_metadata": "x" * 250_001}, kind="modal")
    with pytest.raises(SlackRefusalError, match="invalid_arguments"):
        check_view(None, kind="modal")
