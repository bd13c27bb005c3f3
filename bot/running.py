"""The bot as a running process: admission, worker and delivery over one store and one Slack connection."""

# pyright: reportUnknownMemberType=false
# (slack_sdk's methods end in untyped **kwargs)

import asyncio
import gc
import logging
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app
from bot.asides import Asides
from bot.courier import Courier, Observe, observe_nothing
from bot.elsewhere import Elsewhere
from bot.home.publishing import Homes, HomeTerms
from bot.housekeeping import forget_the_old
from bot.installation import is_installed
from bot.outbound import Outbound
from bot.services import Services
from bot.settings import Settings
from bot.slack_errors import TOKEN_ERRORS, error_name
from bot.wiring import open_storage, open_turn_service, own_database
from bot.worker import Worker
from recsys.errors import EmbeddingError, SettingsError, StorageError
from recsys.model.ids import Tenant
from recsys.ports import LanguageModel, Store
from recsys.retrieval.embedding.upkeep import VectorUpkeep

logger = logging.getLogger(__name__)

GRACE_SECONDS = 10.0
"""How long running turns may take to end after SIGTERM; what is left is taken up at the next start."""
HOUSEKEEPING_SECONDS = 3_600.0
PING_SECONDS = 3.0
EMBEDDING_SECONDS = 30.0
"""How often to look for items without vectors; an import embeds its own, so there are seldom any."""


async def run_bot(
    settings: Settings,
    stop: asyncio.Event,
    *,
    ready: Callable[[], None] | None = None,
    model: LanguageModel | None = None,
    observe: Observe = observe_nothing,
) -> None:
    """Run the bot until `stop` is set. `ready` is called once connected, `observe` at every stage of a turn.

    Raises SettingsError when Slack refuses a token, StorageError when the database cannot be opened.
    """
    with own_database(settings):
        async with (
            open_storage(settings) as store,
            open_turn_service(settings, store, model) as (turns, upkeep),
            aiohttp.ClientSession() as session,  # the SDK would open a connection for every call
        ):
            client = AsyncWebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url)
            try:
                us = await _who_am_i(client)
            except _TokenRefusedError:
                await _forget_what_is_due(store, settings)
                raise
            await store.people.reinstalled(us.tenant)
            poster = AsyncWebClient(client.token, base_url=settings.slack_api_url, session=session)
            outbound = Outbound(poster, cards=settings.cards == "auto")
            courier = Courier(store.outbox, outbound, observe, Elsewhere(store.conversations).notice)
            worker = Worker(
                store, turns, courier, outbound, bot_user=us.user, concurrency=settings.concurrency, observe=observe
            )
            await store.inbox.release_all()
            waiting = await courier.recover()
            if waiting or await store.inbox.waiting():
                logger.info("Taking up %d unanswered and %d undelivered", await store.inbox.waiting(), waiting)
            # Nothing is lost where one of its calls fails, but nobody waits longer than they must for a new connection.
            speaker = AsyncWebClient(client.token, base_url=settings.slack_api_url, session=session)
            speaker.retry_handlers.append(AsyncRateLimitErrorRetryHandler())
            homes = Homes(store, speaker, turns.vocabulary, HomeTerms.of(settings, us.url))
            services = Services(
                store,
                worker,
                courier,
                outbound,
                Asides(speaker),
                homes,
                speaker,
                turns.vocabulary,
                us.user,
                observe,
                unfurls=bool(settings.unfurl_domains),
            )
            app = build_app(client, services)
            async with (
                _background(worker.run(), "worker"),
                _background(_embed(upkeep), "embedding"),
                _background(_housekeeping(store, settings, client, us.tenant), "housekeeping"),
                _connected(_socket_mode(app, client, settings)),
            ):
                await turns.warm_up()
                # What was built by now lives as long as the process: the garbage collector need not walk it.
                gc.collect()
                gc.freeze()
                logger.info("Connected to Slack as %s, %d items in the catalog", us.user, await store.catalog.count())
                if ready is not None:
                    ready()
                await stop.wait()
                logger.info("Stopping: letting running turns end")
                services.stopping.set()
                # Acknowledgements that find the connection closed are no news now: Slack sends those events again.
                app.logger.setLevel(logging.CRITICAL)
                await worker.stop(GRACE_SECONDS)
                await homes.close()
            await courier.close()


def _socket_mode(app: AsyncApp, client: AsyncWebClient, settings: Settings) -> AsyncSocketModeHandler:
    token = settings.slack_app_token.get_secret_value()
    # A dead connection is found at the next ping; the SDK's own ten seconds are long for somebody who waits.
    return AsyncSocketModeHandler(app, token, web_client=client, ping_interval=PING_SECONDS)


@dataclass(frozen=True, slots=True)
class _Us:
    """Our own user id, the team that installed us, and its workspace's address."""

    user: str
    tenant: Tenant
    url: str


class _TokenRefusedError(SettingsError):
    """Slack does not take the bot token (any more)."""


async def _forget_what_is_due(store: Store, settings: Settings) -> None:
    """Delete what is due though the bot cannot run: a team that removed the app may never give it a token again."""
    try:
        await forget_the_old(store, settings, time.time())
    except StorageError as error:
        logger.warning("What is old could not be forgotten: %s", error)


async def _who_am_i(client: AsyncWebClient) -> _Us:
    """Ask Slack who we are: the first call, so it also finds out whether token and network are right."""
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        name = error_name(error)
        if name in TOKEN_ERRORS:
            raise _TokenRefusedError(
                f"Slack refuses SLACK_BOT_TOKEN ({name}). Copy the token anew from OAuth & Permissions in your "
                "app's settings; reinstall the app if it was removed."
            ) from None
        raise SettingsError(f"Slack did not accept the first call ({name}). Run `recbot doctor`.") from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SettingsError(
            f"Slack cannot be reached at {client.base_url} ({type(error).__name__}). "
            "Check the network and RECBOT_SLACK_URL."
        ) from error
    told = cast(Mapping[str, object], answer.data)
    tenant = Tenant(str(told.get("enterprise_id") or ""), str(told["team_id"]))
    return _Us(str(told["user_id"]), tenant, str(told.get("url") or ""))


@asynccontextmanager
async def _connected(handler: AsyncSocketModeHandler) -> AsyncGenerator[None]:
    try:
        await handler.connect_async()
    except SlackApiError as error:
        name = error_name(error)
        raise SettingsError(
            f"Slack refuses SLACK_APP_TOKEN ({name}). Create an app-level token with the scope connections:write."
        ) from None
    try:
        yield
    finally:
        await handler.close_async()


@asynccontextmanager
async def _background(work: Coroutine[Any, Any, None], name: str) -> AsyncGenerator[None]:
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _embed(upkeep: VectorUpkeep | None) -> None:
    """Give vectors to items that have none, now and to those that come later; what hinders it is told once."""
    trouble = ""
    while upkeep is not None:
        try:
            begun = time.monotonic()
            count = await upkeep.complete()
            if count:
                logger.info("Embedded %d items in %.1f s", count, time.monotonic() - begun)
            trouble = ""
        except (EmbeddingError, StorageError) as error:
            if str(error) != trouble:
                trouble = str(error)
                logger.warning("Some items are without vectors, keyword search serves them: %s", trouble)
        await asyncio.sleep(EMBEDDING_SECONDS)


async def _housekeeping(store: Store, settings: Settings, client: AsyncWebClient, tenant: Tenant) -> None:
    """Forget what is kept too long, once an hour; a team whose token works has not removed the app."""
    while True:
        try:
            if await is_installed(client):
                await store.people.reinstalled(tenant)
            await forget_the_old(store, settings, time.time())
        except (StorageError, aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.warning("What is old could not be forgotten: %s", error)
        await asyncio.sleep(HOUSEKEEPING_SECONDS)
