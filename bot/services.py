"""What the listeners are given: the parts they may use, and nothing global."""

import asyncio
from dataclasses import dataclass, field

from bot.courier import Observe, observe_nothing
from bot.worker import Worker
from recsys.ports import Store


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a listener needs.

    `bot_user` is our own user id, as `auth.test` told it; `admission` belongs to `bot.admission`; `stopping` is set
    when the process ends and what comes in is left for the next start.
    """

    store: Store
    worker: Worker
    bot_user: str
    observe: Observe = observe_nothing
    admission: asyncio.Lock = field(default_factory=asyncio.Lock)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
