"""One Chromium for the whole lane; each test has a sandbox, a bot and a browser profile of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.manifest import manifest_path
from sandbox.server import Sandbox
from tests.browser.browsing import chromium, chromium_path
from tests.integration.workplace import QUICK, Workplace, running, workplace


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if chromium_path() is None:
        pytest.skip("chromium is not installed; .ci/run installs it")
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """A workspace in which no bot is running."""
    async with Sandbox(manifest_path(), timing=QUICK) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def place(tmp_path: Path) -> AsyncIterator[Workplace]:
    """A workspace with the bot at work in it."""
    async with workplace(tmp_path) as prepared, running(prepared):
        yield prepared
