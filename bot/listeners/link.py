"""`link_shared` and `entity_details_requested`: a link to an item's page shows the item, and more when it is opened.

Slack sends the first only for the domains of the manifest. A link that the catalog does not know stays as it is.
"""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.blocks.work_object import link_preview, work_object
from bot.inbound import mapping
from bot.services import Services
from recsys.model.ids import ItemId


def register(app: AsyncApp, services: Services) -> None:
    """Register both handlers."""

    async def shared(event: dict[str, Any]) -> None:
        if event.get("source") == "composer":  # not posted yet; once it is, it comes again
            return
        urls = [str(mapping(link).get("url") or "") for link in event.get("links") or ()]
        found = await services.store.catalog.by_url(urls)
        if found:
            entities = [work_object(item, url) for url, item in found.items()]
            plainer = {url: link_preview(item) for url, item in found.items()}
            await services.asides.unfurl(str(event["channel"]), str(event["message_ts"]), entities, plainer)

    async def opened(event: dict[str, Any]) -> None:
        id_ = ItemId(str(mapping(event.get("external_ref")).get("id") or ""))
        item = (await services.store.catalog.get([id_])).get(id_)
        if item is not None:
            url = str(event.get("app_unfurl_url") or item.url)
            await services.asides.present(str(event["trigger_id"]), work_object(item, url, details=True))

    app.event("link_shared")(shared)
    app.event("entity_details_requested")(opened)
