"""Publishes Homes and prompts beside whatever else is done: nobody's click waits for it."""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.costs import Prices
from bot.home.blocks import home_view
from bot.home.page import Kept
from bot.home.prompts import suggested_prompts
from bot.home.reading import read_home, with_figures
from bot.outbound import RATE_ERRORS, UNCERTAIN_ERRORS
from bot.settings import Settings
from bot.slack_errors import error_name, retry_after
from recsys.errors import StorageBusy, StorageError
from recsys.model.ids import Tenant, UserId
from recsys.ports import CatalogVocabulary, Store

logger = logging.getLogger(__name__)

FORGET_ATTEMPTS = 3
PUBLISH_ATTEMPTS = 5
AGAIN_SECONDS = 1.0
"""When a Home is published again that Slack did not take, where Slack does not say itself."""
CLOSE_SECONDS = 5.0
OFF_ERRORS = frozenset({"not_enabled", "not_agent_app", "missing_scope", "feature_disabled"})
"""The app's own settings lack the feature: said once."""


@dataclass(frozen=True, slots=True)
class HomeTerms:
    """What all Homes of a workspace have in common.

    `url` is its address; `model` is "" where none is configured; `prices` is None where they are not set.
    """

    url: str
    admins: frozenset[str]
    kept: Kept
    model: str
    prices: Prices | None

    @classmethod
    def of(cls, settings: Settings, url: str) -> "HomeTerms":
        """Read them from the settings."""
        kept = Kept(settings.retention_days, settings.history_days, settings.uninstall_days)
        model = settings.model if settings.uses_model else ""
        return cls(url, settings.admin_users, kept, model, settings.prices)


class Homes:
    """The Homes of all people of a workspace; one after the other for each of them."""

    def __init__(
        self,
        store: Store,
        client: AsyncWebClient,
        vocabulary: Callable[[], Awaitable[CatalogVocabulary]],
        terms: HomeTerms,
    ) -> None:
        """Take what is read and the way out."""
        self._store = store
        self._client = client
        self._vocabulary = vocabulary
        self._terms = terms
        self._tasks: set[asyncio.Task[Any]] = set()
        self._turns: WeakValueDictionary[tuple[Tenant, UserId], asyncio.Lock] = WeakValueDictionary()
        self._off: set[str] = set()

    def refresh(self, tenant: Tenant, user: UserId) -> None:
        """Publish a person's Home as it is now, soon."""
        self._begin(self._publish(tenant, user))

    def suggest(self, tenant: Tenant, user: UserId, channel: str) -> None:
        """Offer prompts in a person's direct message, soon."""
        self._begin(self._suggest(tenant, user, channel))

    def forget(self, tenant: Tenant, user: UserId) -> asyncio.Task[bool]:
        """Delete everything of a person and publish the empty Home; the task tells whether all is deleted."""
        return self._begin(self._forget(tenant, user))

    async def close(self) -> None:
        """Let what is under way end, for at most `CLOSE_SECONDS`: somebody may be being forgotten."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=CLOSE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _publish(self, tenant: Tenant, user: UserId) -> None:
        lock = self._turns.setdefault((tenant, user), asyncio.Lock())
        async with lock:  # else an older page could overtake a newer one
            for _ in range(PUBLISH_ATTEMPTS):
                try:
                    view = await self._view(tenant, user)
                except StorageError as error:
                    logger.warning("A Home could not be read: %s", error)
                    return
                wait = await self._call("Home", self._client.views_publish(user_id=user, view=view))
                if not wait:
                    return
                await asyncio.sleep(wait)

    async def _view(self, tenant: Tenant, user: UserId) -> dict[str, Any]:
        terms, currency = self._terms, (await self._vocabulary()).currency
        page = await read_home(self._store, tenant, user, currency=currency, kept=terms.kept, url=terms.url)
        if user in terms.admins:
            page = await with_figures(page, self._store, tenant, model=terms.model, prices=terms.prices)
        return home_view(page)

    async def _suggest(self, tenant: Tenant, user: UserId, channel: str) -> None:
        try:
            profile, vocabulary = await self._store.profiles.get(tenant, user), await self._vocabulary()
        except StorageError as error:
            logger.warning("Prompts could not be made: %s", error)
            return
        prompts = suggested_prompts(profile, vocabulary.categories, vocabulary.currency)
        call = self._client.assistant_threads_setSuggestedPrompts(
            channel_id=channel, prompts=prompts, title="What are you looking for?"
        )
        await self._call("prompts", call)

    async def _forget(self, tenant: Tenant, user: UserId) -> bool:
        for _ in range(FORGET_ATTEMPTS):
            try:
                rows = await self._store.people.forget(tenant, user)
            except StorageBusy:  # the rows are gone, and their traces go with the next attempt
                await asyncio.sleep(1.0)
            except StorageError as error:
                logger.error("Somebody could not be forgotten: %s", error)  # noqa: TRY400 - the sentence says it all
                return False
            else:
                logger.info("Forgot a person: %d rows", rows)
                self.refresh(tenant, user)
                return True
        return False

    async def _call(self, what: str, call: Awaitable[Any]) -> float:
        """Do a call; return the seconds after which it may go better, 0.0 where it is done or never will be."""
        try:
            await call
        except SlackApiError as error:
            name = error_name(error)
            if name in RATE_ERRORS | UNCERTAIN_ERRORS or name.startswith("http_"):
                logger.info("Slack did not take a person's %s yet (%s)", what, name)
                return retry_after(error, default=AGAIN_SECONDS)
            if name not in OFF_ERRORS:
                logger.warning("Slack did not take a person's %s (%s)", what, name)
            elif what not in self._off:
                self._off.add(what)
                logger.info("Slack takes no %s from this app (%s); `recbot doctor --slack` says why", what, name)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.warning("Slack did not take a person's %s (%s)", what, type(error).__name__)
            return AGAIN_SECONDS
        return 0.0
