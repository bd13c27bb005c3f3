"""Every other event: taken and let go. Without an acknowledgement Slack would send it again and again."""

import re

from slack_bolt.async_app import AsyncApp


def register(app: AsyncApp) -> None:
    """Register the catch-all."""

    async def ignored() -> None:
        """Do nothing; Bolt acknowledges."""

    app.event(re.compile(".*"))(ignored)
