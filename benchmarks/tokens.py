"""Prompt tokens of a turn with a model, against a plain prompt of the same profile and candidates.

    python -m benchmarks.tokens [--catalog P.jsonl[.gz]] [--json]

Whole conversations of several people run through the real turn service with a model that answers by script; what it is
sent is counted in tokens of o200k (the vocabulary of OpenAI's present models), the JSON schema included. The plain
prompt holds the profile and the same candidates as indented JSON, with all that the catalog knows of them.

`cacheable_prefix_share` is what all prompts begin with alike, whoever asks for whatever, as a share of a prompt: the
schema, which services put in front, and the instructions. Services cache no prefix under 1,024 tokens, so a shorter one
counts as nothing. `thread_prefix_share` is what a turn's prompt shares with the turn before it in its conversation.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.resources import files
from itertools import pairwise, takewhile
from pathlib import Path
from statistics import fmean
from typing import Any

import bpe_openai

from benchmarks.instant_model import InstantModel
from benchmarks.report import finish, progress
from bot.settings import load_settings
from bot.wiring import build_ranker, build_turn_service
from recsys.catalog.importing import import_catalog
from recsys.catalog.mapping import parse_map_option
from recsys.catalog.reading import CatalogReading
from recsys.conversation.service import TurnService
from recsys.conversation.turn import TurnRequest
from recsys.model.answer import CANDIDATES_MAX, CandidateRequest, Ranking
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import LOCAL_TENANT, UserId
from recsys.model.person import Profile
from recsys.ports import ModelReply, ModelRequest, ProfileStore, Ranker, RankRequest
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store

SAMPLE = files("recsys.catalog.sample") / "products.jsonl"
COLUMNS = ("brand=supplier", "description=short_description", "attributes=attr_?_*")
CACHED_FROM = 1_024
"""Tokens: a shorter prefix is not cached by the services that cache by themselves."""
FULL = CANDIDATES_MAX // 2
"""Candidates of a turn that is counted, at least: with few, instructions are all there is to count."""

TALKS = (
    ("wireless mouse for travel", "not Logitech", "cheaper"),
    ("a laptop with 8 GB of memory for students", "something under $900", "others?"),
    ("quiet headphones for the office", "black ones, please", "more like the second"),
    ("27 inch monitor for photo editing", "no Samsung", "cheaper"),
    ("keyboard for small hands", "without a cable", "others?"),
    ("backup drive for a lot of pictures", "under $200", "another brand"),
)
PLAIN = (
    "You recommend products. Pick the best three of these candidates for this person, best first, and give a reason "
    'of one sentence for each. Answer in JSON: {"picks": [{"id": "...", "reason": "..."}]}'
)
"""The instructions of the plain prompt."""


@dataclass(slots=True)
class Recorded:
    """What one turn asked a model, and the request it was made of."""

    request: RankRequest
    asked: list[ModelRequest] = field(default_factory=list[ModelRequest])


class RecordingModel(InstantModel):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.requests: list[ModelRequest] = []

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Answer at once."""
        self.requests.append(request)
        return await super().complete(request)


class RecordingRanker(Ranker):
    """Passes requests on to a ranker, and keeps each with what the model was asked for it."""

    def __init__(self, ranker: Ranker, model: RecordingModel) -> None:
        """Take the ranker of this model."""
        self._ranker, self._model = ranker, model
        self.turns: list[Recorded] = []

    async def rank(self, request: RankRequest) -> Ranking:
        """Return what the ranker returns."""
        before = len(self._model.requests)
        ranking = await self._ranker.rank(request)
        self.turns.append(Recorded(request, self._model.requests[before:]))
        return ranking


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it."""
    options = _parser().parse_args(arguments)
    columns = COLUMNS if options.catalog else ()
    finish(asyncio.run(measure(options.catalog or Path(str(SAMPLE)), columns)), as_json=options.json)


async def measure(catalog: Path, columns: Sequence[str]) -> dict[str, Any]:
    """Hold the conversations, count their prompts, return the figures by the names in the documentation."""
    async with open_store("memory:") as store:
        with CatalogReading(catalog, [parse_map_option(option) for option in columns]) as reading:
            await import_catalog(reading, store.catalog)
        generator = HybridGenerator(store.catalog, None)
        await generator.refresh()
        model = RecordingModel()
        ranker = RecordingRanker(build_ranker(load_settings(), model), model)
        service = build_turn_service(store, generator, ranker)
        talks: list[list[Recorded]] = []
        for number, talk in enumerate(TALKS):
            user = UserId(f"bench-{number}")
            await _introduce(user, TALKS[(number + 1) % len(TALKS)][0], generator, store.profiles)
            before = len(ranker.turns)
            await _hold(service, user, talk)
            talks.append(ranker.turns[before:])
        await generator.close()
    return figures([full for talk in talks if (full := [turn for turn in talk if _is_full(turn)])])


async def _introduce(user: UserId, interest: str, generator: HybridGenerator, profiles: ProfileStore) -> None:
    """Store a profile of real items: five views, three purchases, a budget."""
    found = [candidate.item for candidate in (await generator.generate(CandidateRequest(interest))).candidates]
    names = tuple(dict.fromkeys(item.category or item.brand for item in found))[:2]
    ids = [item.id for item in found]
    profile = Profile(tuple(ids[:5]), tuple(ids[5:8]), names, "up to $300", None, 300.0)
    await profiles.put(LOCAL_TENANT, user, profile, 0.0)


async def _hold(service: TurnService, user: UserId, talk: Sequence[str]) -> None:
    state = EMPTY_STATE
    for text in talk:
        state = (await service.answer(TurnRequest(LOCAL_TENANT, user, text, state))).state


def _is_full(turn: Recorded) -> bool:
    return bool(turn.asked) and len(turn.request.candidates) >= FULL


def figures(talks: Sequence[Sequence[Recorded]]) -> dict[str, Any]:
    """Count: all calls of a turn for its tokens, the first one of each for what prompts have in common."""
    encoding = bpe_openai.get_encoding("o200k_base")
    counted = [[encoding.encode(prompt(turn.asked[0])) for turn in talk] for talk in talks]
    every = [tokens for talk in counted for tokens in talk]
    plain = [len(encoding.encode(plain_prompt(turn.request))) for talk in talks for turn in talk]
    progress(f"{len(every)} turns with {FULL} candidates and more, in {len(talks)} conversations")
    spent = [sum(len(encoding.encode(prompt(call))) for call in turn.asked) for talk in talks for turn in talk]
    tokens, baseline = fmean(spent), fmean(plain)
    shared = shared_prefix(every)
    in_thread = [shared_prefix(pair) / len(pair[1]) for talk in counted for pair in pairwise(talk)]
    return {
        "tokens": round(tokens),
        "baseline_tokens": round(baseline),
        "ratio": round(tokens / baseline, 3),
        "cacheable_prefix_share": round(shared / tokens, 3) if shared >= CACHED_FROM else 0.0,
        "cacheable_prefix_tokens": shared,
        "thread_prefix_share": round(fmean(in_thread), 3) if in_thread else None,
        "turns": len(every),
        "second_calls": sum(len(turn.asked) > 1 for talk in talks for turn in talk),
    }


def shared_prefix(prompts: Sequence[Sequence[int]]) -> int:
    """Return how many tokens all prompts begin with alike."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*prompts, strict=False)))


def prompt(request: ModelRequest) -> str:
    """Return all that a service reads, in its order."""
    return json.dumps(request.schema, separators=(",", ":")) + request.system + request.user


def plain_prompt(request: RankRequest) -> str:
    """Return the same request as one would write it first: everything as indented JSON."""
    known = request.opinion_items
    profile = asdict(request.profile) | {
        "recent_views": [known[item].title for item in request.profile.recent_views if item in known],
        "bought": [known[item].title for item in request.profile.bought if item in known],
    }
    items = [
        asdict(replace(candidate.item, attributes={})) | {"attributes": dict(candidate.item.attributes)}
        for candidate in request.candidates
    ]
    told = {"request": request.said, "topic": request.topic, "profile": profile, "candidates": items}
    return f"{PLAIN}\n{json.dumps(told, indent=2, ensure_ascii=False)}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tokens", description=__doc__)
    parser.add_argument("--catalog", type=Path, help="products with Icecat's columns; else the sample catalog")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


if __name__ == "__main__":
    main()
