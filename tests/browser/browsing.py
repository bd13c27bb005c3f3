"""Debian's Chromium under Playwright, shut off from everything but this machine."""

import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    Request,
    ViewportSize,
    WebSocket,
    async_playwright,
    expect,
)

from sandbox.server import Sandbox
from tests.browser.window import Window

DESK: Final[ViewportSize] = {"width": 1280, "height": 800}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
PATIENCE_MS = 10_000
"""The longest wait for anything on the page; a test that passes hardly waits at all."""

expect.set_options(timeout=PATIENCE_MS)

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Loopback is never proxied; everything else ends here, where nobody listens, as if there were no network.
    "--proxy-server=127.0.0.1:9",
)


def chromium_path() -> str | None:
    """Return where Chromium is, or None."""
    return shutil.which("chromium")


@dataclass  # without slots: Playwright keeps its wrappers of our handlers in the object they belong to
class Trouble:
    """What must not happen in an open page."""

    outside: list[str] = field(default_factory=list[str])
    """Addresses beyond this machine that the page asked for; each failed."""
    errors: list[str] = field(default_factory=list[str])
    """Errors and warnings in the console, and exceptions nobody caught."""
    dialogs: list[str] = field(default_factory=list[str])
    """What the page's scripts alerted or asked."""

    def watch(self, page: Page) -> None:
        """Write down what goes wrong in a page from now on."""
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", self._exception)
        page.on("websocket", self._websocket)
        page.on("dialog", self._dialog)

    def _request(self, request: Request) -> None:
        if not _is_local(request.url):
            self.outside.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(f"{message.type}: {message.text}")

    def _exception(self, error: Error) -> None:
        self.errors.append(f"uncaught: {error}")

    async def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        await dialog.dismiss()

    def _websocket(self, socket: WebSocket) -> None:
        if not _is_local(socket.url):
            self.outside.append(socket.url)


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in _LOOPBACK


@asynccontextmanager
async def chromium() -> AsyncGenerator[Browser]:
    """Start Chromium; it ends with the block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=_ARGS)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def window(
    browser: Browser,
    sandbox: Sandbox,
    *,
    person: str = "ana",
    channel: str | None = "gear",
    size: ViewportSize = DESK,
    dark: bool = False,
    scale: float = 1.0,
    trouble: Trouble | None = None,
) -> AsyncGenerator[Window]:
    """Open the sandbox's page in a fresh profile; `channel` None leaves the choice of the place to the page.

    When the block ends well and no `trouble` was given, nothing may have gone wrong in the page.
    """
    context = await browser.new_context(
        viewport=size,
        device_scale_factor=scale,
        has_touch=size == PHONE,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="UTC",
        service_workers="block",
    )
    seen = trouble or Trouble()
    try:
        page = await _page(context, seen)
        opened = Window(page, sandbox.bot_user_id)
        await opened.open(sandbox.url, sandbox.person(person).id, sandbox.channel(channel).id if channel else None)
        yield opened
    finally:
        await context.close()
    if trouble is None:
        assert seen == Trouble()


async def _page(context: BrowserContext, trouble: Trouble) -> Page:
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    trouble.watch(page)
    return page
