"""Every contract runs against every backend. A new backend is one line in `BACKENDS`."""

from collections.abc import AsyncGenerator, Callable, Mapping
from pathlib import Path

import pytest

from recsys.ports import Store
from storage.open import open_store

BACKENDS: Mapping[str, Callable[[Path], str]] = {
    "memory": lambda _: "memory:",
    "sqlite": lambda folder: f"sqlite:///{folder}/contract.db",
}


@pytest.fixture(params=BACKENDS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Store]:
    """Give an empty store of each backend in turn."""
    async with open_store(BACKENDS[request.param](tmp_path)) as opened:
        yield opened
