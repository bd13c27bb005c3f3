"""A Slack workspace on this machine. It stands on nothing but a socket of the loopback interface.

    async with Sandbox(manifest=Path("manifest.yml")) as sandbox:      # port=0 picks a free one
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.base_url)
        ana, gear = sandbox.person("ana"), sandbox.channel("gear")
        message = await ana.say(gear, "@recbot something quiet")       # -> model.Message (live: .text, .reactions)
        answer = await sandbox.answer(gear, message.ts)                # the app's first message in that thread
        await ana.react(answer, "+1")
        await ana.command(gear, "/recommend", "headphones")            # -> records.Delivery (.acked None: too late)
        await ana.click(answer, "more_like_this")                      # by action_id, or block_id= and value= too
        await sandbox.wait_for(lambda: ana.whispers(gear))             # any predicate; wakes on every change

People: ana, ben, chika, dev, emi. Channels: #general and #gear (the bot is in), #random (it is not), #finance (private:
Ana and Ben); `ana.dm()` is the direct message with the bot.

- `url` (the page), `base_url` (for Slack clients), `bot_token`, `app_token`, `bot_user_id`, `team_id`
- `person(name) -> people.Hand`, `channel(name) -> model.Channel`, `workspace` (all state and acts), `views`
- `messages(channel, thread_ts=None)`, `answers(channel, thread_ts)`, `answer(channel, thread_ts, after=0, timeout=5)`
- `wait_for(predicate, timeout=5)` -> the predicate's first true value; `connected(timeout=5)`: a Socket Mode client is
  there; `settled(timeout=5)`: no delivery is under way
- `calls`: every Web API call (records.WebCall: method, args, ok, error, received, answered); `deliveries`: every
  envelope (records.Delivery: name, payload, attempt, sent, acked). The last `keep` of each are kept.
- faults: `faults.order(kind, times=1, only=None, seconds=1.0, error=..., status=..., channel=None)`; the kinds are in
  faults.py: delay_call, rate_limit, server_error, fail_call, lose_response; delay_event, drop_event, drop_ack,
  duplicate_event, reorder_event
- `refuse_blocks("card", "carousel")`: such blocks give `invalid_blocks`, as before the feature came; without types:
  none any more
- `advance(seconds)` moves the time ahead, without waiting: streams (5 min), statuses (2 min), trigger ids (3 s),
  response URLs (30 min) and processing sessions (1 h) expire, rate limits recover
- `disconnect()`, `refresh(reason)`, `revoke_token()`, `uninstall()`
- `webhook(channel, text)`: another app posts, by no user; `workspace.rename(channel, name)`, `.archive(channel)`,
  `.open_group(user, user, ...)`: a direct message of several people
- `workspace.change(message, by=None, attachments=[...])`: a link preview; `stranger(name, channel)`: Slack Connect
- `enterprise=True`: the workspace is part of an Enterprise Grid, and payloads say so
- `rate_limits=True` enforces Slack's tiers (off by default: tests and benchmarks are faster than Slack allows)
- `timing=Timing(ack_deadline=..., retry_delays=...)` shortens Slack's waits for tests
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web

from sandbox import changes, seeds
from sandbox.clock import Clock
from sandbox.events import EventSource
from sandbox.faults import Faults
from sandbox.grants import Grants
from sandbox.interactions import Interactions
from sandbox.manifest import Manifest, load_manifest
from sandbox.page_api import PageApi
from sandbox.people import Hand
from sandbox.rate_limits import RateLimits
from sandbox.responses import Responses
from sandbox.service import Service
from sandbox.socket_mode import SocketMode
from sandbox.timing import Timing
from sandbox.views import Views
from sandbox.web_api import WebApi
from sandbox.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from sandbox.model import Channel, Message
    from sandbox.records import Delivery, WebCall

Found = TypeVar("Found")


class Sandbox:
    """The running workspace; see the module's docstring. Raises ManifestError when the manifest cannot be used."""

    def __init__(
        self,
        manifest: Path | str | Manifest,
        *,
        port: int = 0,
        timing: Timing | None = None,
        rate_limits: bool = False,
        enterprise: bool = False,
        keep: int = 20_000,
    ) -> None:
        timing, clock = timing or Timing(), Clock()
        parsed = manifest if isinstance(manifest, Manifest) else load_manifest(manifest)
        self.workspace = Workspace(bot_name=parsed.bot_name, now=clock.wall, enterprise=enterprise)
        self.calls: deque[WebCall] = deque(maxlen=keep)
        self.deliveries: deque[Delivery] = deque(maxlen=keep)
        self.faults = Faults()
        self.views = Views(self.workspace)
        self._port = port
        self._changed: asyncio.Future[None] | None = None
        self._runner: web.AppRunner | None = None
        self._socket_mode = SocketMode(
            app_id=self.workspace.app.app_id,
            faults=self.faults,
            timing=timing,
            recorded=self.deliveries.append,
            moved=self._wake,
            connections_changed=lambda count: self.workspace.tell(changes.ConnectionsChanged(count)),
        )
        self._service = Service(
            clock=clock,
            workspace=self.workspace,
            manifest=parsed,
            views=self.views,
            grants=Grants(timing, clock),
            faults=self.faults,
            socket_mode=self._socket_mode,
            rate_limits=RateLimits(clock) if rate_limits else None,
        )
        responses = Responses(self._service)
        self._interactions = Interactions(self._service, responses)
        self._web_api = WebApi(self._service, responses, self._record_call)
        self._page_api = PageApi(self._service, self._interactions)
        events = EventSource(self.workspace, parsed, self.views.home, self._socket_mode.deliver_event)
        self.workspace.observers += [self._page_api.observe, events.observe, self._observe]

    # ---- life

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 2**20)
        app.router.add_route("*", "/api/{method}", self._web_api.serve)
        app.router.add_get("/link/", self._socket_mode.accept)
        app.router.add_post("/commands/{team}/{token}", self._web_api.respond)
        app.router.add_post("/actions/{team}/{token}", self._web_api.respond)
        self._page_api.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._service.origin = f"http://127.0.0.1:{self._port}"
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self._page_api.close()
        await self._socket_mode.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # ---- where it is, and who may come in

    @property
    def url(self) -> str:
        """The page's address."""
        return f"{self._service.origin}/"

    @property
    def base_url(self) -> str:
        """What a Slack client takes as its base URL."""
        return f"{self._service.origin}/api/"

    @property
    def bot_token(self) -> str:
        """The bot's token."""
        return self._service.tokens.bot

    @property
    def app_token(self) -> str:
        """The app-level token that opens Socket Mode connections."""
        return self._service.tokens.app

    @property
    def bot_user_id(self) -> str:
        """The user the bot acts as."""
        return self.workspace.app.user_id

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.workspace.team.id

    @property
    def connections(self) -> int:
        """How many Socket Mode clients are connected."""
        return self._socket_mode.connection_count

    # ---- people, channels, messages

    def person(self, name: str) -> Hand:
        """Return a person by handle or id; KeyError."""
        for person in self.workspace.people.values():
            if name in {person.name, person.id}:
                return Hand(self.workspace, self._interactions, person)
        raise KeyError(name)

    def stranger(self, name: str, channel: Channel) -> Hand:
        """Bring in somebody of another workspace (Slack Connect), a member of that channel only."""
        return Hand(self.workspace, self._interactions, self.workspace.add_stranger(name, channel))

    def channel(self, name: str) -> Channel:
        """Return a channel by name or id; SlackRefusalError channel_not_found."""
        return self.workspace.channels.get(name) or self.workspace.channel_named(name)

    def messages(self, channel: Channel, thread_ts: str | None = None) -> list[Message]:
        """Return a channel's roots (and broadcasts), or a thread's root and replies, oldest first."""
        if thread_ts is None:
            return [channel.messages[ts] for ts in channel.timeline]
        root = channel.messages.get(thread_ts)
        return [] if root is None else [root, *(channel.messages[ts] for ts in root.replies)]

    def answers(self, channel: Channel, thread_ts: str | None = None) -> list[Message]:
        """Return those of `messages` that the app wrote."""
        own = self.workspace.app.bot_id
        return [message for message in self.messages(channel, thread_ts) if message.bot_id == own]

    def webhook(
        self, channel: Channel, text: str, *, username: str = "Reminders", thread_ts: str | None = None
    ) -> Message:
        """Post what an incoming webhook of another app posts: a bot's message, by no user."""
        return self.workspace.post(
            channel,
            "",
            text,
            thread_ts=thread_ts,
            bot_id=seeds.OTHER_BOT_ID,
            username=username,
            subtype="bot_message",
        )

    async def answer(
        self,
        channel: Channel,
        thread_ts: str | None = None,
        *,
        after: int = 0,
        timeout: float = 5.0,  # noqa: ASYNC109
    ) -> Message:
        """Wait for the app's message number `after` (0: its first) in a thread or, without one, in a channel."""

        def found() -> Message | None:
            answers = self.answers(channel, thread_ts)
            return answers[after] if len(answers) > after else None

        return await self.wait_for(found, timeout=timeout)

    # ---- waiting

    async def wait_for(self, predicate: Callable[[], Found | None], timeout: float = 5.0) -> Found:  # noqa: ASYNC109
        """Return the predicate's first true value; it is asked anew after every change, call and delivery.

        Raises TimeoutError after `timeout` seconds.
        """
        try:
            async with asyncio.timeout(timeout):
                while not (found := predicate()):
                    if self._changed is None or self._changed.done():
                        self._changed = asyncio.get_running_loop().create_future()
                    await asyncio.shield(self._changed)
        except TimeoutError:
            raise TimeoutError(f"What was waited for did not happen in the sandbox within {timeout:g} s.") from None
        return found

    async def connected(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until a Socket Mode client is there."""
        await self.wait_for(lambda: self.connections, timeout)

    async def settled(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until every delivery is acked or given up."""
        await self.wait_for(lambda: self._socket_mode.unsettled == 0, timeout)

    def _observe(self, _change: changes.Change) -> None:
        self._wake()

    def _wake(self) -> None:
        if self._changed is not None and not self._changed.done():
            self._changed.set_result(None)

    def _record_call(self, call: WebCall) -> None:
        self.calls.append(call)
        self._wake()

    # ---- what goes wrong on purpose

    def disconnect(self) -> None:
        """Cut every Socket Mode connection without a word."""
        self._socket_mode.disconnect()

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every Socket Mode client to connect anew."""
        self._socket_mode.refresh(reason)

    def revoke_token(self) -> None:
        """Take the bot's token away; calls then fail with token_revoked."""
        self._service.tokens.revoked = True
        self.workspace.tell(changes.TokensRevoked(self.workspace.new_ts()))

    def uninstall(self) -> None:
        """Remove the app: it is told twice (tokens_revoked, app_uninstalled); calls then fail with account_inactive."""
        self._service.tokens.uninstalled = True
        if not self._service.tokens.revoked:
            self.revoke_token()
        self.workspace.tell(changes.AppUninstalled(self.workspace.new_ts()))

    def refuse_blocks(self, *types: str) -> None:
        """Refuse blocks of these types from now on, and no others."""
        self._service.refused_blocks = frozenset(types)

    def advance(self, seconds: float) -> None:
        """Move the time ahead; what has lasted too long by then ends at once."""
        self._service.clock.advance(seconds)
        self.workspace.expire()
