"""A layout that Slack refuses costs looks, never the answer."""

from collections.abc import AsyncGenerator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answer import render
from bot.manifest import manifest_path
from bot.outbound import Outbound, Posted
from recsys.model.answer import Answer, Pick
from recsys.model.catalog import Item
from recsys.model.delivery import Address, Outgoing
from recsys.model.ids import ConversationId, DeliveryId, ItemId, Tenant, UserId
from sandbox.model import Message
from sandbox.server import Sandbox

MOUSE = Item(ItemId("m1"), "Mouse", price=25.0, image_url="https://shop.example/m1.png")
ANSWER = Answer("slate", "Two picks:", (Pick(MOUSE, "It clicks."), Pick(MOUSE, "It clicks.")), total=2, considered=2)


@pytest.fixture
async def slack() -> AsyncGenerator[Sandbox]:
    async with Sandbox(manifest_path()) as sandbox:
        yield sandbox


def outbound(slack: Sandbox, *, cards: bool = True) -> Outbound:
    return Outbound(AsyncWebClient(slack.bot_token, base_url=slack.base_url), cards=cards)


def answer(slack: Sandbox, name: str) -> Outgoing:
    channel, delivery = slack.channel("gear").id, DeliveryId(name)
    payload = render(ANSWER, "U1").payload(delivery)
    tenant, conversation = Tenant("", slack.team_id), ConversationId(f"{channel}:1.1")
    return Outgoing(delivery, tenant, conversation, UserId("U1"), Address(channel), "answer", payload)


async def post(slack: Sandbox, way: Outbound, name: str) -> Message:
    outgoing = answer(slack, name)
    posted = await way.post(outgoing)
    assert isinstance(posted, Posted)
    message = slack.channel("gear").messages[posted.message]
    assert message.blocks[0]["block_id"] == name, "it can be found again"
    assert message.text == "Two picks:\n1. Mouse ($25): It clicks.\n2. Mouse ($25): It clicks."
    return message


def look(message: Message) -> str:
    """Name the layout of a message."""
    if any(block["type"] == "carousel" for block in message.blocks):
        return "cards"
    if any("accessory" in block for block in message.blocks):
        return "sections"
    return "no pictures" if len(message.blocks) > 1 else "text"


@pytest.mark.parametrize(
    ("refusals", "first", "next_one"),
    [
        (0, "cards", "cards"),
        (1, "sections", "sections"),  # it was the cards: remembered
        (2, "no pictures", "cards"),  # it was a picture
        (3, "text", "cards"),
    ],
)
async def test_each_refusal_makes_an_answer_plainer(slack: Sandbox, refusals: int, first: str, next_one: str) -> None:
    way = outbound(slack)
    if refusals:
        slack.faults.order("fail_call", times=refusals, only="chat.postMessage", error="invalid_blocks")
    assert look(await post(slack, way, "answer-1")) == first
    assert look(await post(slack, way, "answer-2")) == next_one


async def test_cards_are_never_shown_where_they_are_not_wanted(slack: Sandbox) -> None:
    assert look(await post(slack, outbound(slack, cards=False), "answer-1")) == "sections"
    assert [call.error for call in slack.calls if call.method == "chat.postMessage"] == [None]


async def test_an_update_gets_plainer_in_the_same_way(slack: Sandbox) -> None:
    way = outbound(slack)
    shown = await post(slack, way, "answer-1")
    slack.faults.order("fail_call", only="chat.update", error="invalid_blocks")
    assert await way.update(answer(slack, "answer-2"), shown.ts) == Posted(shown.ts)
    assert look(shown) == "sections"
