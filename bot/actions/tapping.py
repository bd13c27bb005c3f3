"""Registers handlers of taps: read, handled, and acknowledged only then, so that what fails shows a warning sign."""

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.clicks import Click, click


def on_tap(app: AsyncApp, action: str, handle: Callable[[Click], Awaitable[None]]) -> None:
    """Have taps on buttons and menus of that name handled, whatever detail follows the name behind a colon."""

    async def tapped(ack: AsyncAck, body: dict[str, Any]) -> None:
        read = click(body, time.time())
        if read is not None:
            await handle(read)
        await ack()

    app.action(re.compile(f"^{action}(:|$)"))(tapped)
