"""Whether thumbs change the next answers for the better, through the real turn service and the stores.

Each simulated person is alone in a team, so all there is to know comes from their own thumbs. They ask for a few kinds
of things, see others of each, and react to each answer as somebody does in Slack. Before, in between and after they ask
for the same kinds once more, and for as many kinds that they never react to, each in a conversation of its own: of the
first they may find again what they liked, of the others all is new to them.

All answers are as people get them: of those that learning would change one in ten is a comparison, and some hold a
surprise. Beside that each of these requests is answered by a comparison that nobody sees: whose pick would please?
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.conversation import COLUMNS
from benchmarks.corpus_vectors import RecordingEmbedder
from benchmarks.feedback_figures import interval
from benchmarks.report import progress
from benchmarks.simulated_people import HiddenTaste, draw_taste
from bot.settings import COMPARED_SHARE
from bot.wiring import build_turn_service
from recsys.catalog.importing import import_catalog
from recsys.catalog.mapping import parse_map_option
from recsys.catalog.reading import CatalogReading
from recsys.conversation.service import TurnService
from recsys.conversation.topical import TopicalGenerator
from recsys.conversation.turn import TurnRequest
from recsys.model.answer import CandidateRequest
from recsys.model.catalog import Item
from recsys.model.delivery import Address, CompletedTurn, Outgoing, TurnRecord
from recsys.model.dialogue import EMPTY_STATE, DialogueState
from recsys.model.ids import ConversationId, DeliveryId, Tenant, TurnId, UserId
from recsys.model.person import FeedbackEvent
from recsys.ports import Store
from recsys.ranking.builtin import BuiltinRanker
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.embedding.sync import embed_missing
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store

KINDS = (
    "notebook", "monitor", "laser printer", "keyboard", "mouse", "headset", "toner cartridge", "projector",
    "docking station", "laptop case", "external hard drive", "network switch", "tablet", "camera", "router", "speaker",
)  # fmt: skip
KINDS_EACH = 4
TOLD = (0, 1, 3, 5, 10)
LIKED_SHARE = (0.03, 0.2)
"""Where next to nothing pleases, or next to everything, there is nothing to choose."""
SHELF = 100
"""Items of each kind that a taste is drawn from: as many as a person might look through."""
CHANNEL = "C0SIMULATED"

Hits = dict[int, float]
Wins = list[bool]
"""For each compared answer with a reaction to a side's pick, whether it speaks for the personalised one."""


@dataclass(slots=True)
class _Person:
    """Somebody with a taste, and what they were shown so far."""

    number: int
    taste: HiddenTaste
    kinds: Sequence[str]
    others: Sequence[str]
    turns: int = 0
    wins: Wins = field(default_factory=list[bool])

    @property
    def tenant(self) -> Tenant:
        return Tenant("", f"T{self.number}")

    @property
    def user(self) -> UserId:
        return UserId(f"U{self.number}")


async def simulate(catalog: Path, cache: Path | None, people: int) -> dict[str, Any]:
    """Return, by thumbs told, the share of turns with something liked among the three picks.

    `interleaved` counts the comparisons that each side won, and the interval of the share that the personalised won.
    `cache` is a directory with the vectors of the catalog; without one, search goes by words alone.
    """
    embedder = RecordingEmbedder(MiniLMEmbedder(), cache) if cache else None
    async with open_store("memory:") as store:
        with CatalogReading(catalog, [parse_map_option(option) for option in COLUMNS]) as reading:
            await import_catalog(reading, store.catalog)
        if embedder is not None:
            await embed_missing(store.catalog, embedder)
        generator = HybridGenerator(store.catalog, embedder)
        await generator.refresh()
        topical, ranker = TopicalGenerator(generator), BuiltinRanker()
        service = build_turn_service(store, topical, ranker, compared=COMPARED_SHARE)
        comparing = build_turn_service(store, topical, ranker, compared=1.0)
        known, others = ({told: list[float]() for told in TOLD} for _ in range(2))
        liked_of_shelf: list[float] = []
        wins: list[Wins] = []
        for number in range(people):
            person, share = await _person(number, generator)
            liked_of_shelf.append(share)
            for hits, found in zip((known, others), await _live(person, service, comparing, store), strict=True):
                for told, worth in found.items():
                    hits[told].append(worth)
            wins.append(person.wins)
            if (number + 1) % 10 == 0:
                progress(f"{number + 1} of {people} people: {_means(known)}, other kinds {_means(others)}")
        await service.close()
        await comparing.close()
        await generator.close()
    return {
        "people": people,
        "liked_of_shelf": round(fmean(liked_of_shelf), 3),
        "known_kinds": _figures(known),
        "other_kinds": _figures(others),
        "interleaved": _interleaved(wins),
    }


def _interleaved(wins: Sequence[Wins]) -> dict[str, Any]:
    won, decided = sum(map(sum, wins)), sum(map(len, wins))
    return {"personal": won, "plain": decided - won, "personal_95": interval([fmean(each) for each in wins if each])}


def _figures(hits: dict[int, list[float]]) -> dict[str, Any]:
    gains = {
        str(told): interval([after - before for before, after in zip(hits[0], hits[told], strict=True)])
        for told in TOLD[1:]
    }
    return {"hit@3": _means(hits), "gain_95": gains, "ratio": round(fmean(hits[max(TOLD)]) / fmean(hits[0]), 2)}


def _means(hits: dict[int, list[float]]) -> dict[str, float]:
    return {str(told): round(fmean(worth), 3) for told, worth in hits.items() if worth}


async def _person(number: int, generator: HybridGenerator) -> tuple[_Person, float]:
    """Return a person, and which share of the shelves that they look at pleases them."""
    draw = random.Random(number)
    shelves = dict[str, list[Item]]()
    for kind in draw.sample(KINDS, len(KINDS)):
        found = await generator.generate(CandidateRequest(kind, limit=SHELF))
        shelves[kind] = [candidate.item for candidate in found.candidates]
    taste = draw_taste([item for shelf in shelves.values() for item in shelf], draw)
    shares = {kind: fmean(taste.likes(item) for item in shelf) for kind, shelf in shelves.items()}
    kinds = [kind for kind, share in shares.items() if LIKED_SHARE[0] <= share <= LIKED_SHARE[1]]
    kinds += [kind for kind in shares if kind not in kinds]
    kinds = kinds[: 2 * KINDS_EACH]
    return _Person(number, taste, kinds[::2], kinds[1::2]), fmean(shares[kind] for kind in kinds)


async def _live(person: _Person, service: TurnService, comparing: TurnService, store: Store) -> tuple[Hits, Hits]:
    """Return for each number of thumbs the share of requests that brought something liked: of known and other kinds."""
    hits: tuple[Hits, Hits] = {}, {}
    states: dict[str, DialogueState] = {}
    for told in range(max(TOLD) + 1):
        if told in TOLD:
            for found, kinds in zip(hits, (person.kinds, person.others), strict=True):
                found[told] = fmean([await _pleased(person, service, kind) for kind in kinds])
                for kind in kinds:
                    await _compare(person, comparing, kind, told)
        kind = person.kinds[told % len(person.kinds)]
        said = "others?" if kind in states else kind
        states[kind], picks = await _ask(person, service, said, states.get(kind, EMPTY_STATE))
        await _react(person, store, states[kind], picks)
    return hits


async def _pleased(person: _Person, service: TurnService, kind: str) -> bool:
    _, picks = await _ask(person, service, kind, EMPTY_STATE)
    return any(person.taste.likes(item) for item in picks)


async def _compare(person: _Person, comparing: TurnService, kind: str, told: int) -> None:
    """Note whose pick the person would react to, where the answer compares."""
    turn = f"{person.number}-{kind}-{told}"
    result = await comparing.answer(TurnRequest(person.tenant, person.user, kind, EMPTY_STATE, turn))
    signal, position = person.taste.reaction([pick.item for pick in result.answer.picks])
    side = result.answer.picks[position - 1].side if position else ""
    if side:
        person.wins.append((side == "personal") == (signal == "pick"))


async def _ask(
    person: _Person, service: TurnService, text: str, state: DialogueState
) -> tuple[DialogueState, tuple[Item, ...]]:
    person.turns += 1
    turn = f"{person.number}-{person.turns}"
    result = await service.answer(TurnRequest(person.tenant, person.user, text, state, turn))
    return result.state, tuple(pick.item for pick in result.answer.picks)


async def _react(person: _Person, store: Store, state: DialogueState, picks: Sequence[Item]) -> None:
    """Store an answer as it is stored when Slack has taken it, and the person's reaction to it."""
    name, now = f"{person.number}.{person.turns}", time.time()
    conversation, turn, delivery = ConversationId(f"{CHANNEL}:{name}"), TurnId(name), DeliveryId(name)
    items = tuple(item.id for item in picks)
    answer = Outgoing(
        delivery, person.tenant, conversation, person.user, Address(CHANNEL, name), "answer", "{}", turn, items
    )
    record = TurnRecord(turn, person.tenant, conversation, person.user, 0, "", "ask", "", now)
    await store.conversations.commit(CompletedTurn(record, state, (answer,), None, ()))
    await store.outbox.sent(delivery, name, now)
    signal, position = person.taste.reaction(picks)
    await store.feedback.record(
        FeedbackEvent(person.tenant, CHANNEL, name, person.user, "reaction", signal, position, time.time())
    )
