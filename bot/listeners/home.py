"""`app_home_opened`: the Home tab is drawn anew; the Messages tab gets prompts that fit the person."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.inbound import tenant_of
from bot.services import Services
from recsys.model.ids import UserId


def register(app: AsyncApp, services: Services) -> None:
    """Register the handler."""

    async def opened(body: dict[str, Any], event: dict[str, Any]) -> None:
        tenant, user = tenant_of(body), UserId(str(event.get("user") or ""))
        if not user:
            return
        if event.get("tab") == "messages":
            services.homes.suggest(tenant, user, str(event["channel"]))
        else:
            services.homes.refresh(tenant, user)

    app.event("app_home_opened")(opened)
