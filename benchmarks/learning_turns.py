"""What learning adds to whole turns, on SQLite: a person with many opinions in a team with far more, and a stranger."""

import asyncio
import random
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.conversation import COLUMNS
from benchmarks.corpus_vectors import RecordingEmbedder
from benchmarks.feedback_figures import interval
from benchmarks.feedback_simulation import KINDS
from benchmarks.report import percentiles, progress
from bot.wiring import build_turn_service
from recsys.catalog.importing import import_catalog
from recsys.catalog.mapping import parse_map_option
from recsys.catalog.reading import CatalogReading
from recsys.conversation.service import TurnService
from recsys.conversation.topical import TopicalGenerator
from recsys.conversation.turn import TurnRequest
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import Tenant, UserId
from recsys.ports import Store
from recsys.ranking.builtin import BuiltinRanker
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.embedding.sync import embed_missing
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store

OWN_OPINIONS, OPINIONS_EACH, LIKED = 10_000, 50, 0.75
ROUNDS = 25
YEAR = 365 * 86_400.0
TEAM, NOBODY = Tenant("", "T-MANY"), Tenant("", "T-NONE")
MANY = UserId("U-MANY")


async def learning_turns(catalog: Path, cache: Path | None, events: int) -> dict[str, Any]:
    """Return the milliseconds of turns of a stranger to the bot and of somebody with `OWN_OPINIONS` in a big team.

    Both ask the same, one right after the other in turn: `added_ms` is the median difference, with its 95 % interval.
    `stall_ms_max` is how long the loop was held up, at most, while the team's taste of `events` opinions was made.
    """
    embedder = RecordingEmbedder(MiniLMEmbedder(), cache) if cache else None
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "learning.db")
        async with open_store(f"sqlite:///{database}") as store:
            with CatalogReading(catalog, [parse_map_option(option) for option in COLUMNS]) as reading:
                await import_catalog(reading, store.catalog)
            if embedder is not None:
                await embed_missing(store.catalog, embedder)
            progress(f"Writing {events:,} opinions")
            await asyncio.to_thread(_write_opinions, database, events)
            return await _measured(store, embedder)


def _write_opinions(database: Path, events: int) -> None:
    """Write opinions as reactions would have left them: a million reactions would take an hour."""
    draw = np.random.default_rng(1)
    now = time.time()
    with sqlite3.connect(database, timeout=60) as db:
        items = [row[0] for row in db.execute("SELECT id FROM items")]
        own = draw.permutation(len(items))[:OWN_OPINIONS].tolist()
        rows = [(MANY, items[place]) for place in own]
        for person in range(events // OPINIONS_EACH):
            # Some items are far more popular than others.
            places = np.unique((draw.random(OPINIONS_EACH) ** 2 * len(items)).astype(int)).tolist()
            rows += [(UserId(f"U{person}"), items[place]) for place in places]
        likes, ages = draw.random(len(rows)) < LIKED, draw.random(len(rows)) * YEAR
        db.executemany(
            "INSERT INTO opinions (enterprise, team, user, item, weight, at, kind, position)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
            (
                (TEAM.enterprise, TEAM.team, user, item, 1.0 if like else -0.5, now - age, "pick" if like else "down")
                for (user, item), like, age in zip(rows, likes.tolist(), ages.tolist(), strict=True)
            ),
        )
        db.execute("INSERT INTO opinion_changes (enterprise, team) VALUES (?, ?)", (TEAM.enterprise, TEAM.team))


async def _measured(store: Store, embedder: RecordingEmbedder | None) -> dict[str, Any]:
    generator = HybridGenerator(store.catalog, embedder)
    await generator.refresh()
    service = build_turn_service(store, TopicalGenerator(generator), BuiltinRanker())
    for kind in KINDS:
        await _turn(service, NOBODY, kind)
    progress("Making the team's taste")
    made, stall = await _taste_made(service)
    progress(f"{made:.0f} s; now turns")
    pairs = [await _pair(service, kind) for _ in range(ROUNDS) for kind in KINDS]
    await generator.close()
    strange, known = zip(*pairs, strict=True)
    added = [after - before for before, after in pairs]
    return {
        "taste_s": round(made, 1),
        "stall_ms_max": round(stall, 1),
        "stranger_ms": percentiles(strange),
        "known_ms": percentiles(known),
        "added_ms": round(float(np.median(added)), 2),
        "added_mean_ms": round(float(np.mean(added)), 2),
        "added_mean_95": interval(added),
    }


async def _taste_made(service: TurnService) -> tuple[float, float]:
    """Have a turn begin a team's taste; return the seconds until it is made, and the longest stall in milliseconds."""
    begun = time.perf_counter()
    await _turn(service, TEAM, KINDS[0])
    making = [task for task in asyncio.all_tasks() if task.get_name() == "team's taste"]
    stall = 0.0
    while not all(task.done() for task in making):
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        stall = max(stall, time.perf_counter() - before - 0.001)
    return time.perf_counter() - begun, 1_000 * stall


async def _pair(service: TurnService, kind: str) -> tuple[float, float]:
    """Return the milliseconds of a stranger's turn and of a known person's; which comes first is drawn."""
    order = random.sample((NOBODY, TEAM), 2)
    taken = {tenant: await _turn(service, tenant, kind) for tenant in order}
    return taken[NOBODY], taken[TEAM]


async def _turn(service: TurnService, tenant: Tenant, said: str) -> float:
    begun = time.perf_counter()
    await service.answer(TurnRequest(tenant, MANY, said, EMPTY_STATE))
    return 1_000 * (time.perf_counter() - begun)
