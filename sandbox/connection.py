"""One Socket Mode connection, and the frames that are about connections."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

    from sandbox.model import Json


class Connection:
    """One open WebSocket; a task of its own writes, so that senders never wait.

    `retiring`: the client was asked to connect anew and gets no further envelopes here.
    """

    def __init__(self, number: int, socket: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self.number = number
        self.retiring = False
        self._socket = socket
        self._transport = transport
        self._frames: asyncio.Queue[str | None] = asyncio.Queue()

    def send(self, frame: Json) -> None:
        """Queue a frame."""
        self._frames.put_nowait(json.dumps(frame))

    def finish(self) -> None:
        """Close politely, after what is queued is out."""
        self._frames.put_nowait(None)

    def cut(self) -> None:
        """End the connection without a closing handshake, as a broken network does."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self) -> None:
        """Close politely, now."""
        await self._socket.close()

    async def write(self) -> None:
        """Send what is queued until `finish`."""
        while (frame := await self._frames.get()) is not None:
            try:
                await self._socket.send_str(frame)
            except ConnectionError:
                return
        await self._socket.close()


def hello(app_id: str, connections: int) -> Json:
    """Return the frame that opens every connection."""
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 3600},
        "connection_info": {"app_id": app_id},
    }


def goodbye(reason: str) -> Json:
    """Return the frame that asks a client to connect anew."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
