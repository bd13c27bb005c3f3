"""`agent_session_stopped`: somebody pressed Stop while their answer was being looked for."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def stopped(event: dict[str, Any]) -> None:
        if thread := str(event.get("thread_ts") or ""):
            await services.worker.stop_turn(str(event["channel"]), thread)

    app.event("agent_session_stopped")(stopped)
