"""Registers handlers of taps: read, handled once, and acknowledged only then.

What fails shows a warning sign, and the next tap counts, however soon it comes.
"""

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.clicks import Click, click
from bot.services import Services


def on_tap(app: AsyncApp, services: Services, action: str, handle: Callable[[Click], Awaitable[None]]) -> None:
    """Have taps on buttons and menus of that name handled, whatever detail follows the name behind a colon.

    A double tap is handled once.
    """

    async def tapped(ack: AsyncAck, body: dict[str, Any]) -> None:
        read = click(body, time.time())
        if read is not None:
            with services.taps.tap(read.person, read.tapped, read.at) as counts:
                if counts:
                    await handle(read)
        await ack()

    app.action(re.compile(f"^{action}(:|$)"))(tapped)
