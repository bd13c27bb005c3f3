"""Everything else: taken and let go.

Without an acknowledgement Slack would send an event again and again, and show who did something a warning sign.
"""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp


def register(app: AsyncApp) -> None:
    """Register the catch-alls; the one of clicks is in `bot.actions`."""

    async def ignored() -> None:
        """Do nothing; Bolt acknowledges."""

    async def let_go(ack: AsyncAck) -> None:
        await ack()

    anything = re.compile(".*")
    app.event(anything)(ignored)
    app.shortcut(anything)(let_go)
    app.view(anything)(let_go)
    app.view_closed(anything)(let_go)
    app.options(anything)(let_go)
