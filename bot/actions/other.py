"""Every other interaction: acknowledged, so that Slack shows nobody a warning sign."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp


def register(app: AsyncApp) -> None:
    """Register the catch-all."""

    async def ignored(ack: AsyncAck) -> None:
        await ack()

    app.action(re.compile(".*"))(ignored)
