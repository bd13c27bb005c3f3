"""`recbot chat`: the same turns in a terminal."""

import asyncio
import sys
import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import click
from rich.console import Console
from rich.text import Text

from bot.blocks.answer import render
from bot.cli.terminal import readable
from bot.logs import configure_logging
from bot.reactions import MEANINGS
from bot.sample import fill_with_sample
from bot.settings import Settings, load_settings
from bot.standing import keep
from bot.wiring import open_storage, open_turn_service
from recsys.conversation.service import TurnService
from recsys.conversation.turn import TurnRequest
from recsys.errors import CatalogError, EmbeddingError
from recsys.model.delivery import Address, CompletedTurn, Outgoing, TurnRecord
from recsys.model.ids import LOCAL_TENANT, ConversationId, DeliveryId, TurnId, UserId
from recsys.model.person import FeedbackEvent
from recsys.ports import Store

YOU = UserId("you")
CHANNEL = "terminal"
SIGNS = {"+1": "+1", "-1": "-1", "1": "one", "2": "two", "3": "three"}
HELP = (
    "Type what you need, then refine it. +1 and -1 rate the answer, 1 2 3 choose a pick. An empty line or Ctrl-D ends."
)


@click.command()
@click.option("--sample", is_flag=True, help="Use the sample catalog in memory instead of the database.")
def chat(*, sample: bool) -> None:
    """Talk to the bot in this terminal: the same turns as in Slack, without Slack.

    Reads one message a line, so a script can feed it: echo "quiet headphones" | recbot chat --sample
    """
    settings = load_settings()
    if sample:
        settings = settings.model_copy(update={"database": "memory:"})
    configure_logging(settings.model_copy(update={"log_level": "WARNING"}))
    asyncio.run(_chat(settings, sample=sample))


async def _chat(settings: Settings, *, sample: bool) -> None:
    console = Console(highlight=False)
    async with open_storage(settings) as store, _turns(settings, store, sample=sample) as turns:
        talk = Talk(store, turns)
        if sys.stdin.isatty():
            console.print(f"[dim]{HELP}[/dim]")
        while line := (await asyncio.to_thread(_read)).strip():
            console.print(Text(readable(await talk.say(line))), end="\n\n")


def _read() -> str:
    if sys.stdin.isatty():
        sys.stdout.write("> ")
        sys.stdout.flush()
    return sys.stdin.readline()


@asynccontextmanager
async def _turns(settings: Settings, store: Store, *, sample: bool) -> AsyncGenerator[TurnService]:
    if sample:
        await fill_with_sample(store)
    elif await store.catalog.count() == 0:
        raise CatalogError("The catalog is empty. Run `recbot catalog import FILE` first, or `recbot chat --sample`.")
    async with open_turn_service(settings, store) as (turns, upkeep):
        try:
            if upkeep is not None:
                await upkeep.complete()
        except EmbeddingError as error:
            click.echo(f"Some items are found by their words alone: {error}", err=True)
        await turns.warm_up()
        yield turns


class Talk:
    """One conversation in the terminal, kept like any other."""

    def __init__(self, store: Store, turns: TurnService) -> None:
        """Begin a new conversation."""
        self._store = store
        self._turns = turns
        self._conversation = ConversationId(f"{CHANNEL}:{uuid.uuid4().hex}")
        self._answered = ""

    async def say(self, text: str) -> str:
        """Return the answer to a message, or what a sign did."""
        if text in SIGNS:
            return await self._sign(text)
        state = await self._store.conversations.state(LOCAL_TENANT, self._conversation)
        turn = TurnId(uuid.uuid4().hex)
        result = await self._turns.answer(TurnRequest(LOCAL_TENANT, YOU, text, state, turn))
        await keep(self._store, LOCAL_TENANT, YOU, result.act.standing)
        message = render(result.answer, YOU)
        picks = result.answer.picks if result.answer.kind == "slate" else ()
        delivery = DeliveryId(f"chat-{turn}")
        outgoing = Outgoing(
            delivery=delivery,
            tenant=LOCAL_TENANT,
            conversation=self._conversation,
            user=YOU,
            address=Address(CHANNEL, None),
            kind="answer",
            payload=message.payload(delivery),
            turn=turn,
            items=tuple(pick.item.id for pick in picks),
            sides=tuple(pick.side for pick in picks),
        )
        record = TurnRecord(
            id=turn,
            tenant=LOCAL_TENANT,
            conversation=self._conversation,
            user=YOU,
            index=state.turns,
            said=text,
            act=result.act.kind,
            answered=message.text,
            at=time.time(),
            usage=result.usage,
        )
        await self._store.conversations.commit(CompletedTurn(record, result.state, (outgoing,), None, result.bought))
        await self._store.outbox.sent(delivery, turn, time.time())
        if outgoing.items:
            self._answered = turn
        return message.text

    async def _sign(self, sign: str) -> str:
        if not self._answered:
            return "There is no answer to rate yet."
        said = MEANINGS[SIGNS[sign]]
        event = FeedbackEvent(
            tenant=LOCAL_TENANT,
            channel=CHANNEL,
            message=self._answered,
            user=YOU,
            source=SIGNS[sign],
            signal=said.signal,
            position=said.position,
            at=time.time(),
        )
        await self._store.feedback.record(event)
        return "Noted; the next answer will be better for it."
