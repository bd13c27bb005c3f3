"""The page's side: files, state, acts and a stream of what happens. Same origin, JSON.

GET /, /static/NAME, /page/state, /page/messages, /page/replies; POST /page/act; WebSocket /page/events.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from sandbox import page_shapes
from sandbox.model import Json, as_object
from sandbox.page_acts import PageActs
from sandbox.refusal import SlackRefusalError
from sandbox.sentences import sentence

if TYPE_CHECKING:
    from sandbox import changes
    from sandbox.interactions import Interactions
    from sandbox.service import Service

_LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})


class _Listener:
    """One open page: whom it shows the workspace to, and what is still to be pushed to it."""

    def __init__(self, user: str, socket: web.WebSocketResponse) -> None:
        self.user = user
        self.socket = socket
        self.frames: asyncio.Queue[Json] = asyncio.Queue()

    async def push(self) -> None:
        while True:
            frame = await self.frames.get()
            try:
                await self.socket.send_str(json.dumps(frame))
            except ConnectionError:
                return


class PageApi:
    """Serves the page. It trusts whoever reaches it on the loopback interface to act as anybody."""

    def __init__(self, service: Service, interactions: Interactions) -> None:
        self._service = service
        self._acts = PageActs(service, interactions)
        self._listeners: list[_Listener] = []

    def add_routes(self, app: web.Application) -> None:
        """Add the page's routes."""
        app.router.add_get("/", self._index)
        app.router.add_get("/archives/{channel}/{message}", self._index)
        app.router.add_get("/static/{name:.+}", self._static)
        app.router.add_get("/page/state", self._state)
        app.router.add_get("/page/messages", self._messages)
        app.router.add_get("/page/replies", self._replies)
        app.router.add_post("/page/act", self._act)
        app.router.add_get("/page/events", self._events)

    async def close(self) -> None:
        """Close every stream."""
        for listener in list(self._listeners):
            await listener.socket.close()

    def observe(self, change: changes.Change) -> None:
        """Push a change to the pages it concerns."""
        for listener in self._listeners:
            for frame in page_shapes.frames(self._service.workspace, change, listener.user):
                listener.frames.put_nowait(frame)

    # ---- files

    async def _index(self, request: web.Request) -> web.Response:
        self._must_be_local(request)
        return _file("index.html")

    async def _static(self, request: web.Request) -> web.Response:
        return _file(request.match_info["name"])

    # ---- reading

    async def _state(self, request: web.Request) -> web.Response:
        self._must_be_local(request)
        return web.json_response(page_shapes.state(self._service, self._acts.switches()))

    async def _messages(self, request: web.Request) -> web.Response:
        return self._listing(request, None)

    async def _replies(self, request: web.Request) -> web.Response:
        return self._listing(request, request.query.get("thread_ts", ""))

    def _listing(self, request: web.Request, thread_ts: str | None) -> web.Response:
        self._must_be_local(request)
        user = request.query.get("as", "")
        self._service.workspace.expire()
        try:
            channel = self._service.workspace.visible_channel(request.query.get("channel", ""), user)
            messages = page_shapes.listing(channel, user, thread_ts)
        except SlackRefusalError as refusal:
            return web.json_response({"ok": False, "error": refusal.error, "message": sentence(refusal.error)})
        return web.json_response({"messages": messages, "aside": page_shapes.aside(self._service.workspace, channel)})

    # ---- acting

    async def _act(self, request: web.Request) -> web.Response:
        self._must_be_local(request)
        try:
            body = as_object(json.loads(await request.text()))
        except json.JSONDecodeError:
            body = None
        if body is None:
            raise web.HTTPBadRequest(text="The body must be a JSON object.")
        try:
            answer = await self._acts.act(body)
        except SlackRefusalError as refusal:
            return web.json_response(
                {"ok": False, "error": refusal.error, "message": sentence(refusal.error), **refusal.extra}
            )
        return web.json_response({"ok": True, **answer})

    # ---- watching

    async def _events(self, request: web.Request) -> web.StreamResponse:
        self._must_be_local(request)
        socket = web.WebSocketResponse(heartbeat=30.0)
        await socket.prepare(request)
        listener = _Listener(request.query.get("as", ""), socket)
        self._listeners.append(listener)
        connected = self._service.socket_mode.connection_count > 0
        listener.frames.put_nowait({"type": "connection", "bot_connected": connected})
        pushing = asyncio.create_task(listener.push())
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        finally:
            self._listeners.remove(listener)
            pushing.cancel()
        return socket

    def _must_be_local(self, request: web.Request) -> None:
        """Keep other sites' pages, and names that merely resolve to this machine, from acting here."""
        host = urlsplit(f"//{request.host}").hostname or ""
        origin = request.headers.get("Origin")
        if host not in _LOCAL or (origin is not None and urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden(text="The sandbox's page may be used from its own address only.")


def _file(name: str) -> web.Response:
    parts = name.split("/")
    found = resources.files("sandbox").joinpath("page", *parts)
    if any(part in {"", ".", ".."} or "\\" in part for part in parts) or not found.is_file():
        raise web.HTTPNotFound(text="The sandbox's page has no such file.")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    charset = "utf-8" if kind.startswith("text/") or kind.endswith(("javascript", "json")) else None
    return web.Response(
        body=found.read_bytes(), content_type=kind, charset=charset, headers={"Cache-Control": "no-cache"}
    )
