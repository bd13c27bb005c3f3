"""What learning costs: making a team's taste off-turn, and what a person's adds to a turn. Made-up events."""

import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import percentiles, progress
from recsys.model.answer import CANDIDATES_MAX, Candidate, Evidence
from recsys.model.catalog import Item
from recsys.model.ids import ItemId, UserId
from recsys.model.person import EMPTY_PROFILE, Opinion, TeamOpinion
from recsys.ports import RankRequest
from recsys.profile.personal import personal_taste
from recsys.profile.team import TeamTaste
from recsys.profile.team_opinions import TeamOpinions
from recsys.ranking.builtin import BuiltinRanker

PEOPLE, ITEMS = 20_000, 20_000
READ, DIMENSIONS, TURNS = 200, 384, 200
DAY = 86_400.0


def learning_cost(events: int) -> dict[str, Any]:
    """Return the seconds that a team's events take, and the milliseconds that a person's taste adds to a turn.

    A turn reads the latest `READ` opinions, however many the person has, and judges `CANDIDATES_MAX` items.
    `ratio` is the median against what the built-in ranker takes for the same candidates without opinions. Turns are
    measured in processor time, so that what else the machine does makes little difference.
    """
    random = np.random.default_rng(1)
    items = [_item(number) for number in range(ITEMS)]
    vectors = random.standard_normal((ITEMS, DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    progress(f"Making a team's taste of {events:,} events")
    begun = time.perf_counter()
    team = _team(items, vectors, events, random)
    built = time.perf_counter() - begun
    learning, ranking = _turns(team, items, vectors, random)
    return {
        "events": events,
        "build_s": round(built, 1),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "turn_ms": percentiles(learning),
        "ranking_ms": percentiles(ranking),
        "ratio": round(float(np.median(learning) / np.median(ranking)), 2),
    }


def _item(number: int) -> Item:
    return Item(
        ItemId(f"item-{number}"),
        f"Item {number}",
        brand=f"Brand {number % 300}",
        category=f"Category {number % 40}",
        price=10.0 + number % 500,
        tags=(f"tag {number % 97}", f"tag {number % 89}"),
        attributes={"colour": f"colour {number % 11}", "form": f"form {number % 23}", "wireless": number % 2 == 0},
    )


def _team(items: Sequence[Item], vectors: NDArray[np.float32], events: int, random: np.random.Generator) -> TeamTaste:
    each = max(events // PEOPLE, 1)
    opinions = TeamOpinions()
    for person in range(PEOPLE):
        # Some items are far more popular than others.
        places: list[int] = np.unique((random.random(each) ** 2 * ITEMS).astype(int)).tolist()
        signs = np.where(random.random(len(places)) < 0.75, 1.0, -1.0).tolist()
        user = UserId(f"U{person}")
        opinions.add([TeamOpinion(user, items[at].id, sign, 0.0) for at, sign in zip(places, signs, strict=True)])
    return opinions.taste(
        {item.id: item for item in items}, {item.id: vectors[place] for place, item in enumerate(items)}
    )


def _turns(
    team: TeamTaste, items: Sequence[Item], vectors: NDArray[np.float32], random: np.random.Generator
) -> tuple[list[float], list[float]]:
    learning: list[float] = []
    ranking: list[float] = []
    ranker = BuiltinRanker()
    for _ in range(TURNS):
        places: list[int] = random.permutation(len(items))[: READ + CANDIDATES_MAX].tolist()
        # In a turn the items have just been read from the database.
        told = [replace(items[place]) for place in places[:READ]]
        judged = [replace(items[place]) for place in places[READ:]]
        opinions = [Opinion(item.id, (-1.0) ** (at % 4 == 0), at * DAY) for at, item in enumerate(told)]
        opinion_items = {item.id: item for item in told}
        opinion_vectors, own = vectors[places[:READ]], vectors[places[READ:]]
        begun = time.thread_time()
        taste = personal_taste(team, opinions, opinion_items, now=READ * DAY, vectors=opinion_vectors)
        taste.lifts(judged, own)
        learning.append(1_000 * (time.thread_time() - begun))
        candidates = tuple(Candidate(item, 0.5, Evidence()) for item in judged)
        begun = time.thread_time()
        ranker.rank_now(RankRequest("", "", (), EMPTY_PROFILE, (), {}, candidates, 3))
        ranking.append(1_000 * (time.thread_time() - begun))
    return learning, ranking
