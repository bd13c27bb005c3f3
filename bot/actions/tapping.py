"""Registers handlers of taps: read, handled once, and acknowledged only then.

What fails shows a warning sign, and the next tap counts, however soon it comes.
"""

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.message import Message
from bot.clicks import Click, click
from bot.services import Services


def on_tap(
    app: AsyncApp,
    services: Services,
    action: str,
    handle: Callable[[Click], Awaitable[None]],
    *,
    opens_form: Callable[[Click], bool] = lambda _: False,
) -> None:
    """Have taps on buttons and menus of that name handled, whatever detail follows the name behind a colon.

    A double tap is handled once; one that `opens_form` counts again as soon as the form is open, which may be closed in
    a moment.
    """

    async def tapped(ack: AsyncAck, body: dict[str, Any]) -> None:
        read = click(body, time.time())
        if read is not None:
            with services.taps.tap(read.person, read.tapped, read.at, remember=not opens_form(read)) as counts:
                if counts:
                    await handle(read)
        await ack()

    app.action(re.compile(f"^{action}(:|$)"))(tapped)


async def tell(click: Click, message: Message, services: Services, thread: str | None = None) -> None:
    """Tell who tapped something alone, in the thread of what was tapped or in another.

    Where we are no member any more, Slack still takes it by the tap's own address.
    """
    if not await services.asides.whisper(click.channel, thread or click.thread, click.user, message):
        await services.outbound.respond(click.reply_url, message, of_tap=True)
