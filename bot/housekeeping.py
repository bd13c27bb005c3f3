"""What is kept too long goes: words, messages, views, and everything of teams that have removed the app."""

import logging

from bot.settings import Settings
from recsys.ports import Store

logger = logging.getLogger(__name__)

DAY = 86_400


async def forget_the_old(store: Store, settings: Settings, now: float) -> None:
    """Delete once what is older than the settings say. Raises StorageError; the next time goes on where this ended."""
    before = now - settings.retention_days * DAY
    turns = await store.conversations.prune(before)
    messages = await store.inbox.prune(before) + await store.outbox.prune(before)
    if turns or messages:
        logger.info("Forgot %d turns and %d messages older than %d days", turns, messages, settings.retention_days)
    signs = await store.people.prune(now - settings.history_days * DAY)
    if signs:
        logger.info("Forgot %d impressions, views and thumbs older than %d days", signs, settings.history_days)
    for tenant in await store.people.uninstalled_before(now - settings.uninstall_days * DAY):
        rows = await store.people.forget_team(tenant)
        logger.info("Forgot team %s, which has removed the app: %d rows", tenant.team, rows)
