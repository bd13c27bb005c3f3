"""The parts of one running sandbox, as the Web API's methods and the page see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.clock import Clock
    from sandbox.faults import Faults
    from sandbox.grants import Grants
    from sandbox.manifest import Manifest
    from sandbox.rate_limits import RateLimits
    from sandbox.socket_mode import SocketMode
    from sandbox.views import Views
    from sandbox.workspace import Workspace

BOT_TOKEN = "xoxb-sandbox-bot"  # noqa: S105 - opens nothing but a sandbox on this machine
APP_TOKEN = "xapp-sandbox-app"  # noqa: S105 - the same


@dataclass(slots=True)
class Tokens:
    """Who may call. `revoked` and `uninstalled` are how the workspace takes the bot's token away."""

    bot: str = BOT_TOKEN
    app: str = APP_TOKEN
    revoked: bool = False
    uninstalled: bool = False


@dataclass(slots=True)
class Service:
    """Everything behind the doors of a sandbox.

    `refused_blocks` are types of blocks this workspace does not take, as before a feature reached it. `origin` is
    "http://127.0.0.1:PORT", "" until it listens.
    """

    clock: Clock
    workspace: Workspace
    manifest: Manifest
    views: Views
    grants: Grants
    faults: Faults
    socket_mode: SocketMode
    rate_limits: RateLimits | None = None
    tokens: Tokens = field(default_factory=Tokens)
    refused_blocks: frozenset[str] = frozenset()
    origin: str = ""
