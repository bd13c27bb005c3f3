"""Socket Mode from Slack's side: tickets, connections, envelopes, acks, retries."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections import deque
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from sandbox.connection import Connection, goodbye, hello
from sandbox.model import Json, as_object
from sandbox.records import Delivery, EnvelopeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.faults import Faults
    from sandbox.timing import Timing

MAX_CONNECTIONS = 10
_MAX_WAITING = 10_000  # envelopes that wait for a connection


class _Awaited:
    """A delivery whose ack is due; `answered` resolves to whether it came in time (commands and interactions)."""

    def __init__(self, delivery: Delivery, answered: asyncio.Future[bool] | None) -> None:
        self.delivery = delivery
        self.answered = answered
        self.timer: asyncio.TimerHandle | None = None


class SocketMode:
    """Brings envelopes to whichever client is connected.

    `recorded(delivery)` is called for every new envelope, `moved()` whenever one was sent, acked or failed,
    `connections_changed(count)` when a client came or went.
    """

    def __init__(
        self,
        *,
        app_id: str,
        faults: Faults,
        timing: Timing,
        recorded: Callable[[Delivery], None],
        moved: Callable[[], None],
        connections_changed: Callable[[int], None],
    ) -> None:
        self._app_id = app_id
        self._faults = faults
        self._timing = timing
        self._recorded = recorded
        self._moved = moved
        self._connections_changed = connections_changed
        self._tickets: dict[str, float] = {}
        self._connections: list[Connection] = []
        self._opened = 0
        self._turn = 0
        self._awaited: dict[str, _Awaited] = {}
        self._late: dict[str, Delivery] = {}
        self._waiting: deque[Delivery] = deque(maxlen=_MAX_WAITING)
        self._held: Delivery | None = None
        self._timers: set[asyncio.TimerHandle] = set()
        self._farewells: set[asyncio.TimerHandle] = set()
        self._writers: set[asyncio.Task[None]] = set()

    @property
    def connection_count(self) -> int:
        """How many clients are connected (those that were asked to refresh included)."""
        return len(self._connections)

    @property
    def unsettled(self) -> int:
        """How many deliveries are under way: waiting for a connection, an ack, or a retry."""
        return len(self._awaited) + len(self._waiting) + len(self._timers) + (self._held is not None)

    # ---- connecting

    def new_ticket(self) -> str:
        """Return a ticket that opens one connection, once and soon."""
        now = time.monotonic()
        self._tickets = {ticket: expires for ticket, expires in self._tickets.items() if expires > now}
        ticket = uuid.uuid4().hex
        self._tickets[ticket] = now + self._timing.ticket_lifetime
        return ticket

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Serve one client until it goes."""
        expires = self._tickets.pop(request.query.get("ticket", ""), None)
        if expires is None or expires < time.monotonic():
            raise web.HTTPUnauthorized(
                text="This ticket is unknown, used or expired: call apps.connections.open again."
            )
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        if len(self._connections) >= MAX_CONNECTIONS:
            await socket.send_str(json.dumps(goodbye("too_many_websockets")))
            await socket.close()
            return socket
        self._opened += 1
        connection = Connection(self._opened, socket, request.transport)
        writer = asyncio.create_task(connection.write())
        self._writers.add(writer)
        writer.add_done_callback(self._writers.discard)
        self._connections.append(connection)
        connection.send(hello(self._app_id, len(self._connections)))
        self._connections_changed(len(self._connections))
        self._send_waiting()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(message.data)
        finally:
            self._lose(connection)
            writer.cancel()
        return socket

    def _lose(self, connection: Connection) -> None:
        if connection not in self._connections:
            return
        self._connections.remove(connection)
        self._connections_changed(len(self._connections))
        for awaited in [entry for entry in self._awaited.values() if entry.delivery.connection == connection.number]:
            self._fail(awaited, "connection_failed")

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every client to connect anew, as Slack does now and then ("warning", "refresh_requested").

        A client asked gets no further envelopes and is cut off after `refresh_grace`.
        """
        for connection in self._connections:
            connection.retiring = True
            connection.send(goodbye(reason))
            self._later(self._farewells, self._timing.refresh_grace, connection.finish)

    def disconnect(self) -> None:
        """Cut every connection without a word."""
        for connection in list(self._connections):
            self._lose(connection)
            connection.cut()

    async def close(self) -> None:
        """Stop: no timers, no connections."""
        for timer in self._timers | self._farewells:
            timer.cancel()
        self._timers.clear()
        self._farewells.clear()
        for awaited in self._awaited.values():
            if awaited.timer is not None:
                awaited.timer.cancel()
            if awaited.answered is not None and not awaited.answered.done():
                awaited.answered.set_result(False)
        self._awaited.clear()
        for connection in list(self._connections):
            await connection.close()

    # ---- delivering

    def deliver_event(self, payload: Json) -> Delivery:
        """Deliver an event; it is repeated until it is acked or Slack gives up."""
        delivery = self._new("events_api", payload["event"]["type"], payload)
        self._start(delivery, None)
        if self._faults.take("duplicate_event", delivery.name):
            self._start(self._new("events_api", delivery.name, payload), None)
        return delivery

    async def request(self, kind: EnvelopeKind, name: str, payload: Json) -> Delivery:
        """Deliver a command or an interaction once and return when it is acked or too late.

        `acked` is None when the app did not answer in time; `failed` then tells why.
        """
        delivery = self._new(kind, name, payload)
        if not self._open():
            delivery.failed = "dispatch_failed"
            self._moved()
            return delivery
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._start(delivery, answered)
        if self._faults.take("duplicate_event", name):
            self._start(self._new(kind, name, payload), None)
        await answered
        return delivery

    def _new(self, kind: EnvelopeKind, name: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Delivery:
        delivery = Delivery(kind, name, payload, str(uuid.uuid4()), attempt, reason, created=time.monotonic())
        self._recorded(delivery)
        return delivery

    def _open(self) -> list[Connection]:
        return [connection for connection in self._connections if not connection.retiring]

    def _start(self, delivery: Delivery, answered: asyncio.Future[bool] | None) -> None:
        awaited = _Awaited(delivery, answered)
        if delivery.kind != "events_api" or self._open():
            self._awaited[delivery.envelope_id] = awaited
            loop = asyncio.get_running_loop()
            awaited.timer = loop.call_later(self._timing.ack_deadline, self._fail, awaited, "timeout")
        delay = self._faults.take("delay_event", delivery.name)
        if delay is not None:
            self._later(self._timers, delay.seconds, self._send, delivery)
        else:
            self._in_order(delivery)

    def _in_order(self, delivery: Delivery) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            self._send(delivery)
            self._send(held)
        elif self._faults.take("reorder_event", delivery.name):
            self._held = delivery
        else:
            self._send(delivery)

    def _send(self, delivery: Delivery) -> None:
        if self._faults.take("drop_event", delivery.name):
            delivery.dropped = True
            self._moved()
            return
        connections = self._open()
        if not connections:
            awaited = self._awaited.get(delivery.envelope_id)
            if delivery.kind == "events_api":
                self._waiting.append(delivery)
                if awaited is not None and awaited.timer is not None:
                    awaited.timer.cancel()
                    del self._awaited[delivery.envelope_id]
            return
        self._turn += 1
        connection = connections[self._turn % len(connections)]
        delivery.connection, delivery.sent = connection.number, time.monotonic()
        connection.send(_frame(delivery))
        self._moved()

    def _send_waiting(self) -> None:
        waiting, self._waiting = self._waiting, deque(maxlen=_MAX_WAITING)
        for delivery in waiting:
            self._start(delivery, None)

    def _receive(self, text: str) -> None:
        try:
            frame = as_object(json.loads(text))
        except json.JSONDecodeError:
            return
        envelope_id = str((frame or {}).get("envelope_id", ""))
        awaited = self._awaited.get(envelope_id)
        if frame is None or awaited is None:
            if (late := self._late.pop(envelope_id, None)) is not None:
                late.late = time.monotonic()
                self._moved()
            return
        delivery = awaited.delivery
        if self._faults.take("drop_ack", delivery.name):
            return
        del self._awaited[envelope_id]
        if awaited.timer is not None:
            awaited.timer.cancel()
        delivery.acked = time.monotonic()
        delivery.response = as_object(frame.get("payload"))
        if awaited.answered is not None and not awaited.answered.done():
            awaited.answered.set_result(True)
        self._moved()

    # ---- what was not acked

    def _fail(self, awaited: _Awaited, reason: str) -> None:
        delivery = awaited.delivery
        if self._awaited.pop(delivery.envelope_id, None) is None:
            return
        if awaited.timer is not None:
            awaited.timer.cancel()
        delivery.failed = reason
        if len(self._late) < _MAX_WAITING:
            self._late[delivery.envelope_id] = delivery
        if awaited.answered is not None:
            if not awaited.answered.done():
                awaited.answered.set_result(False)
        elif delivery.kind == "events_api" and delivery.attempt < len(self._timing.retry_delays):
            self._later(self._timers, self._timing.retry_delays[delivery.attempt], self._retry, delivery, reason)
        self._moved()

    def _retry(self, delivery: Delivery, reason: str) -> None:
        again = self._new(delivery.kind, delivery.name, delivery.payload, attempt=delivery.attempt + 1, reason=reason)
        self._start(again, None)

    def _later(
        self,
        timers: set[asyncio.TimerHandle],
        seconds: float,
        act: Callable[..., None],
        *args: Any,  # noqa: ANN401 - passed on as they are
    ) -> None:
        def run() -> None:
            timers.discard(timer)
            act(*args)

        timer = asyncio.get_running_loop().call_later(seconds, run)
        timers.add(timer)


def _frame(delivery: Delivery) -> Json:
    frame: Json = {
        "envelope_id": delivery.envelope_id,
        "payload": delivery.payload,
        "type": delivery.kind,
        "accepts_response_payload": delivery.kind == "slash_commands"
        or delivery.name in {"view_submission", "block_suggestion"},
    }
    if delivery.kind == "events_api":
        frame |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    return frame
