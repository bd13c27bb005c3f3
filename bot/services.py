"""What the listeners are given: the parts they may use, and nothing global."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from bot.asides import Asides
from bot.courier import Courier, Observe, observe_nothing
from bot.home.publishing import Homes
from bot.outbound import Outbound
from bot.taps import Taps
from bot.worker import Worker
from recsys.ports import CatalogVocabulary, Store


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a listener needs.

    `vocabulary` returns the catalog's words; `client` is for what is not posted. `bot_user` is our own user id, as
    `auth.test` told it; `unfurls` tells whether links to items show them; `admission` belongs to `bot.admission`;
    `taps` tells double taps;
    `stopping` is set when the process ends and what comes in is left for the next start.
    """

    store: Store
    worker: Worker
    courier: Courier
    outbound: Outbound
    asides: Asides
    homes: Homes
    client: AsyncWebClient
    vocabulary: Callable[[], Awaitable[CatalogVocabulary]]
    bot_user: str
    observe: Observe = observe_nothing
    unfurls: bool = False
    taps: Taps = field(default_factory=Taps)
    admission: asyncio.Lock = field(default_factory=asyncio.Lock)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
