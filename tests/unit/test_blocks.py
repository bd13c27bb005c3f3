"""Whatever a catalog, a person or a model wrote: Slack takes every message, and nobody is called by it."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# (slack_sdk's models are typed but in part)

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.blocks import feedback
from bot.blocks.answer import render, render_first
from bot.blocks.message import Message
from bot.blocks.notice import no_place, not_allowed, request_root
from bot.blocks.shared import shared
from bot.blocks.work_object import link_preview, work_object
from bot.modals.reason import reason_view
from bot.modals.share import share_view
from recsys.model.answer import Answer, Choice, Difference, Pick, Question, Relaxation
from recsys.model.catalog import Item
from recsys.model.constraints import InStock, PriceMax, Stated
from recsys.model.ids import ItemId
from sandbox.block_kit import check_blocks, check_view
from sandbox.refusal import SlackRefusalError
from tests.unit.block_kit_models import built

ASKER = "U0ANA"
NASTY = (
    "", " ", "\x00", "<!channel>", "<@U0BEN>", "@here", "@Everyone", "<!subteam^S1|x>", "<https://evil.example|you>",
    "&lt;!channel&gt;", "*a_b~`c`", "|", "]]>", "\u202egnp.exe", "\ud800", "line\nline", "a" * 5_000, "&" * 3_000,
    "😀" * 700, "https://evil.example/@channel",
)  # fmt: skip
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=30), st.lists(st.sampled_from(NASTY)).map("".join))
urls = st.one_of(texts, texts.map("https://shop.example/".__add__), st.just("http://shop.example/" + "p" * 2_900))
items = st.builds(
    Item,
    id=st.text(min_size=1, max_size=200).map(ItemId),
    title=texts,
    brand=texts,
    category=texts,
    price=st.one_of(st.none(), st.floats(0, 1e12)),
    currency=st.sampled_from(("USD", "EUR", "JPY", "XTS")),
    url=urls,
    image_url=urls,
    in_stock=st.sampled_from((None, True, False)),
)
picks = st.lists(st.builds(Pick, items, texts, also=texts, surprise=st.booleans()), min_size=1, max_size=3).map(tuple)
choices = st.lists(st.builds(Choice, texts, texts), max_size=12).map(tuple)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    kind = draw(st.sampled_from(("slate", "no_result", "details", "compare", "explain", "text")))
    shown = draw(picks) if kind in {"slate", "details", "compare", "explain"} else ()
    column = st.tuples(*[texts] * len(shown))
    rows = st.lists(st.builds(Difference, texts, column), min_size=1, max_size=8).map(tuple)
    return Answer(
        kind=kind,
        text=draw(texts),
        picks=shown,
        removable=draw(choices),
        question=draw(st.none() | st.builds(Question, texts, choices)),
        differences=draw(rows) if kind == "compare" else (),
        suggestions=draw(st.lists(texts, max_size=4).map(tuple)),
        relaxations=draw(st.lists(st.builds(Relaxation, st.just(InStock()), texts, texts), max_size=3).map(tuple)),
        model=draw(texts),
        fallback=draw(texts),
        considered=draw(st.integers(0, 10**9)),
        total=10**9,
        seconds=draw(st.floats(0, 100)),
    )


def layouts(message: Message) -> list[list[dict[str, Any]]]:
    """Return the layouts that a message is posted in, as they are stored."""
    stored = json.loads(message.payload("answer-0123456789"))
    assert len(stored["text"]) <= 4_000, "chat.update takes no more"
    return [stored[name] for name in ("blocks", "plainer") if name in stored]


def strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text that people see or hear, with the kind of object or the field that holds it."""
    if isinstance(value, dict):
        kind = str(value.get("type", name))
        for key, inner in value.items():
            if key in {"text", "alt_text", "title", "label", "placeholder"} and isinstance(inner, str):
                yield kind, inner
            else:
                yield from strings(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, name)


def calls_nobody(kind: str, text: str) -> bool:
    """Whether a text holds no markup but links and a mention of the one who asked, and no word that calls everybody."""
    if re.search(r"@(channel|here|everyone)\b", re.sub(r"<https?://[^|>]*\|", "<", text), re.I):
        return False
    if kind != "mrkdwn":
        return True
    return re.search(r"[<>]", re.sub(rf"<@{ASKER}>|<https?://[^<>|\s]*\|[^<>|]*>", "", text)) is None


def refusals(blocks: list[dict[str, Any]]) -> object:
    try:
        check_blocks(blocks)
    except SlackRefusalError as refusal:
        return refusal.extra or refusal.error
    return []


def assert_fit(message: Message) -> None:
    assert calls_nobody("mrkdwn", message.text)
    for blocks in layouts(message):
        assert refusals(blocks) == []
        for block, parsed in zip(blocks, Block.parse_all(blocks), strict=True):
            assert parsed.to_dict() == block
        built(blocks)
        for kind, text in strings(blocks):
            assert calls_nobody(kind, text), (kind, text)


@settings(max_examples=100)
@given(answers(), st.none() | texts)
def test_every_answer_is_taken_and_calls_nobody(answer: Answer, words: str | None) -> None:
    assert_fit(render(answer, ASKER, words))
    if answer.kind == "slate":
        assert_fit(render_first(answer))


@given(items, texts)
def test_what_else_is_told_is_taken_and_calls_nobody(item: Item, words: str) -> None:
    assert_fit(request_root(ASKER, words))
    assert_fit(no_place(ASKER, words))
    assert_fit(not_allowed(words))
    assert_fit(shared(ASKER, item, words))
    for message in (
        feedback.dismissed(item, answer="1.1", source="card 1", thread="2.2", at=1.5),
        feedback.saved(item, 1.5),
        feedback.bought(item, 1.5),
    ):
        assert_fit(message)
    view = share_view(item, "click", "C1")
    check_view(view, kind="modal")
    assert View(**view).to_dict() == view
    built(view)


def test_the_dialog_for_reasons_is_taken() -> None:
    view = reason_view("C1", "1.1", "thumbs")
    check_view(view, kind="modal")
    assert View(**view).to_dict() == view
    built(view)


MOUSE = Item(
    ItemId("m1"), "Mouse", "Logi", "Mice", 25.0, url="https://shop.example/m1", image_url="https://i.example/1"
)
BARE = Item(ItemId("m2"), "Bare mouse")


def slate(*shown: Pick) -> Message:
    return render(Answer("slate", "Picks:", shown, suggestions=("cheaper",), total=9, considered=9, seconds=0.4), ASKER)


@pytest.mark.parametrize(("count", "kind"), [(1, "card"), (2, "carousel"), (3, "carousel")])
def test_picks_are_cards_and_sections_where_cards_are_not_taken(count: int, kind: str) -> None:
    cards, sections = layouts(slate(*[Pick(MOUSE, "Clicks.")] * count))
    assert [block["type"] for block in cards if block["type"] in {"card", "carousel"}] == [kind]
    types = {block["type"] for block in sections}
    assert types <= {"section", "actions", "context"}, "what every workspace takes"
    assert "visible_to_user_ids" not in json.dumps(sections)


def test_a_card_tells_price_and_reason_and_has_three_buttons() -> None:
    card = slate(Pick(MOUSE, "It clicks quietly.", also="silver")).blocks[1]
    assert card["title"]["text"] == ":one: <https://shop.example/m1|Mouse>"
    assert "*$25*" in card["subtitle"]["text"]
    assert card["body"]["text"] == "It clicks quietly.\nAlso in silver."
    assert [button["text"]["text"] for button in card["actions"]] == ["More like this", "Not for me", "Open"]
    assert card["actions"][2]["url"] == MOUSE.url


@pytest.mark.parametrize(
    ("considered", "total", "said"),
    [
        (1, 260, "1 of 260 items is within your limits"),
        (148, 260, "148 of 260 items are within your limits"),
        (260, 260, "260 items searched"),
        (1, 1, "1 item searched"),
    ],
)
def test_the_footer_counts_what_is_within_the_limits(considered: int, total: int, said: str) -> None:
    limits = (Stated(PriceMax(80), 0, "under 80"),)
    answer = Answer("slate", "Picks:", (Pick(MOUSE, "x"),), active=limits, considered=considered, total=total)
    assert f"·  {said}" in render_first(answer).blocks[-1]["elements"][0]["text"]


def test_a_surprise_is_said_to_be_one_to_the_eye_and_to_the_ear() -> None:
    message = slate(Pick(MOUSE, "It clicks.", surprise=True))
    assert message.blocks[1]["subtitle"]["text"] == ":sparkles: A surprise · *$25* · Logi · Mice"
    assert "1. Mouse ($25), a surprise: It clicks." in message.text


def test_an_item_without_picture_price_and_page_still_looks_like_one() -> None:
    card = slate(Pick(BARE, "It is a mouse.")).blocks[1]
    assert not card.keys() & {"hero_image", "subtitle"}
    assert [button["text"]["text"] for button in card["actions"]] == ["More like this", "Not for me", "Save"]


def test_a_link_that_does_not_fit_beside_its_title_is_left_out() -> None:
    far = Item(ItemId("m3"), "Mouse", url="https://shop.example/" + "p" * 120)
    card = slate(Pick(far, "It clicks.")).blocks[1]
    assert card["title"]["text"] == ":one: Mouse"
    assert card["actions"][2]["url"] == far.url


def test_limits_and_answers_are_the_askers_to_tap() -> None:
    question = Question("Which?", (Choice("Wired", "wired"),))
    answer = Answer("slate", "Picks:", (Pick(MOUSE, "Ok."),), removable=(Choice("under $9", "x"),), question=question)
    buttons = {
        button["text"]["text"]: button.get("visible_to_user_ids")
        for block in render(answer, ASKER).blocks
        for button in block.get("elements", ())
        if button["type"] == "button"
    }
    assert buttons == {"Wired": [ASKER], "✕ under $9": [ASKER]}


def test_a_comparison_is_a_table_with_a_column_for_each_item() -> None:
    rows = (Difference("Price", ("$25", "")), Difference("Weight", ("80 g", "90 g")))
    answer = Answer("compare", "The first is cheaper.", (Pick(MOUSE, ""), Pick(BARE, "")), differences=rows)
    table = next(block for block in render(answer, ASKER).blocks if block["type"] == "table")
    cells = [[cell["text"] for cell in row] for row in table["rows"]]
    assert cells == [["Differences", "Mouse", "Bare mouse"], ["Price", "$25", "–"], ["Weight", "80 g", "90 g"]]


@given(items, texts)
def test_what_a_link_shows_is_taken_and_calls_nobody(item: Item, name: str) -> None:
    assert refusals(link_preview(item)["blocks"]) == []
    assert all(calls_nobody(kind, text) for kind, text in strings(link_preview(item)))
    entity = work_object(
        replace(item, description=name, attributes={name: name}), "https://shop.example/", details=True
    )
    payload = entity["entity_payload"]
    fields = payload["custom_fields"]
    told = [
        payload["attributes"]["title"]["text"],
        *(one[key] for one in fields for key in ("label", "value") if key in one),
    ]
    assert all(text and calls_nobody("plain_text", text) and not {"<", ">"} & set(text) for text in told)
    assert len({one["key"] for one in fields}) == len(fields)
