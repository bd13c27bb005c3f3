"""What holds for every test: only loopback is reachable, and no setting of the machine leaks in."""

import os
import socket
from typing import Any, cast

import pytest
from hypothesis import settings

# A machine with two shared cores is sometimes slow; a property is not wrong for that. Half of the usual examples keep
# the whole suite well under five minutes there.
settings.register_profile("patient", deadline=None, max_examples=50)
settings.load_profile("patient")

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = str(cast(tuple[object, ...], address)[0]) if isinstance(address, tuple) else ""
        if host and not host.startswith(LOOPBACK):
            raise OSError(f"tests reach loopback only, not {host}")
        connect(self, cast(Any, address))

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Run each test without the machine's settings, in a directory of its own."""
    for name in list(os.environ):  # noqa: TID251 - the tests clean what the settings read
        if name.startswith(("RECBOT_", "SLACK_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path_factory.mktemp("cwd"))
