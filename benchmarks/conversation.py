"""Scripted conversations through the real turn service: constraints kept, references resolved, no repeats.

    python -m benchmarks.conversation --catalog P.jsonl[.gz] --sessions S.jsonl [--queries Q.json --qrels R.json]
        [--model none|BASE_URL] [--embedder minilm|none] [--cache DIR] [--failures N] [--json]

With `--cache` the vectors of the catalog are kept on disk and not computed again.
"""

import argparse
import asyncio
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.corpus_vectors import RecordingEmbedder
from benchmarks.report import finish, percentiles, progress
from benchmarks.session_scoring import Predicate, ProductTexts, absolute
from bot.settings import load_settings
from bot.wiring import build_interpreter, build_ranker, build_turn_service, open_model
from recsys.catalog.importing import import_catalog
from recsys.catalog.mapping import parse_map_option
from recsys.catalog.reading import CatalogReading
from recsys.conversation.service import TurnService
from recsys.conversation.topical import TopicalGenerator
from recsys.conversation.turn import TurnRequest, TurnResult
from recsys.model.dialogue import EMPTY_STATE
from recsys.model.ids import LOCAL_TENANT, UserId
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.embedding.sync import embed_missing
from recsys.retrieval.generator import HybridGenerator
from storage.open import open_store

SLATE = 3
RELEVANT = 2
"""The grade from which a product is relevant to a graded query."""
COLUMNS = ("brand=supplier", "description=short_description", "attributes=attr_?_*")
Session = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scored:
    """One turn's scores; None where a figure does not apply to the turn."""

    session: str
    index: int
    kind: str
    said: str
    kept: float | None = None
    decided: bool = True
    no_repeat: bool | None = None
    resolved: bool | None = None
    infeasible: bool | None = None
    unknown: int = 0
    relevant: float | None = None
    seconds: float = 0.0
    trouble: tuple[str, ...] = ()


@dataclass(slots=True)
class Shown:
    """What a conversation has shown so far: all ids, the latest slate, the prices by turn."""

    ids: set[str] = field(default_factory=set[str])
    latest: tuple[str, ...] = ()
    prices: dict[int, list[float | None]] = field(default_factory=dict[int, list[float | None]])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it."""
    options = _parser().parse_args(arguments)
    finish(asyncio.run(measure(options)), as_json=options.json)


async def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Import the catalog, hold all conversations, return the figures by the names in the documentation."""
    sessions = [json.loads(line) for line in _lines(options.sessions)]
    products = ProductTexts.of({str(row["id"]): row for row in map(json.loads, _lines(options.catalog))})
    qrels: dict[str, dict[str, int]] = json.loads(options.qrels.read_text("utf-8")) if options.qrels else {}
    if options.queries:
        asked = json.loads(options.queries.read_text("utf-8"))
        qrels = {query: grades for query, grades in qrels.items() if query in asked}
    settings = load_settings(openai_base_url="" if options.model == "none" else options.model, openai_api_key="")
    embedder = RecordingEmbedder(MiniLMEmbedder(), options.cache) if options.embedder == "minilm" else None
    async with open_store("memory:") as store, open_model(settings) as model:
        with CatalogReading(options.catalog, [parse_map_option(option) for option in COLUMNS]) as reading:
            await import_catalog(reading, store.catalog)
        if embedder is not None:
            await embed_missing(store.catalog, embedder, _embedding)
            embedder.save()
        generator = HybridGenerator(store.catalog, embedder)
        await generator.refresh()
        interpreter = build_interpreter(settings, model, embedder)
        service = build_turn_service(store, TopicalGenerator(generator), build_ranker(settings, model), interpreter)
        scored: list[Scored] = []
        for number, session in enumerate(sessions, 1):
            scored += await hold(session, service, products, qrels)
            if number % 20 == 0:
                progress(f"{number} of {len(sessions)} conversations")
        await generator.close()
    for turn in [turn for turn in scored if turn.trouble][: options.failures]:
        progress(f"{turn.session} turn {turn.index} [{turn.kind}] {turn.said!r}: {'; '.join(turn.trouble)}")
    return summary(scored)


async def hold(
    session: Session, service: TurnService, products: ProductTexts, qrels: Mapping[str, Mapping[str, int]]
) -> list[Scored]:
    """Hold one conversation, as a person of its own, and score its turns."""
    state, shown = EMPTY_STATE, Shown()
    scored: list[Scored] = []
    grades = qrels.get(str(session.get("query_id")))
    for index, turn in enumerate(session["turns"]):
        user = UserId(f"bench-{session['id']}")
        result = await service.answer(TurnRequest(LOCAL_TENANT, user, turn["say"], state))
        state = result.state
        scored.append(replace(score(turn, result, shown, products, grades), session=session["id"], index=index))
        if result.answer.kind == "slate":
            shown.latest = tuple(pick.item.id for pick in result.answer.picks)
            shown.ids.update(shown.latest)
            shown.prices[index] = [pick.item.price for pick in result.answer.picks]
    return scored


def score(
    turn: Mapping[str, Any],
    result: TurnResult,
    shown: Shown,
    products: ProductTexts,
    grades: Mapping[str, int] | None,
) -> Scored:
    """Score one answer by what the script says must hold."""
    answer = result.answer
    slate = tuple(pick.item.id for pick in answer.picks) if answer.kind == "slate" else ()
    predicates = absolute(turn["active"], shown.prices)
    trouble: list[str] = []
    decided = (answer.kind in {"slate", "no_result"}) is turn["slate"]
    if not decided:
        trouble.append(f"answered {answer.kind} (understood {result.act.kind})")
    resolved = _resolved(turn, result, trouble)
    kept = infeasible = None
    if turn["slate"] and (not turn["feasible"] or _ran_out(turn, predicates, result, products)):
        infeasible = answer.kind == "no_result" and bool(answer.relaxations)
        if not infeasible:
            trouble.append(f"nothing is feasible, answered {answer.kind} with {len(answer.relaxations)} relaxations")
    elif turn["slate"] and predicates is not None:
        kept = sum(products.meets(item, predicates) for item in slate) / (len(slate) or 1)
        if kept < 1:
            trouble.append(_broken(slate, predicates, products, result))
    no_repeat = _no_repeat(turn, slate, shown) if turn["slate"] and turn["no_repeat"] else None
    if no_repeat is False:
        trouble.append("something shown before came again")
    unknown = sum(pick.item.id not in products.products for pick in answer.picks)
    relevant = fmean(grades.get(item, 0) >= RELEVANT for item in slate) if grades is not None and slate else None
    return Scored(
        "", 0, turn["kind"], turn["say"], kept, decided, no_repeat, resolved, infeasible, unknown, relevant,
        answer.seconds, tuple(trouble),
    )  # fmt: skip


def _resolved(turn: Mapping[str, Any], result: TurnResult, trouble: list[str]) -> bool | None:
    wanted = turn.get("refers_to")
    if not wanted:
        return None
    if set(wanted) == set(result.act.refers_to):
        return True
    trouble.append(f"refers to {wanted}, understood {list(result.act.refers_to)}")
    return False


def _ran_out(
    turn: Mapping[str, Any], predicates: Sequence[Predicate] | None, result: TurnResult, products: ProductTexts
) -> bool:
    """Return whether a relative price left nothing on the topic: then the turn counts as not feasible."""
    if result.answer.kind != "no_result" or not any("ref" in predicate for predicate in turn["active"]):
        return False
    words = [word.removesuffix("s") for word in result.state.topic.lower().split()]
    return not any(
        all(word in str(product["title"]).lower() for word in words) and products.meets(key, predicates or ())
        for key, product in products.products.items()
    )


def _no_repeat(turn: Mapping[str, Any], slate: tuple[str, ...], shown: Shown) -> bool:
    if turn["kind"] == "dislike" and turn.get("refers_to"):
        spoken: list[int] = turn["refers_to"]
        barred = {shown.latest[position - 1] for position in spoken if position <= len(shown.latest)}
    else:
        barred = shown.ids
    return not barred.intersection(slate)


def _broken(slate: tuple[str, ...], predicates: Sequence[Predicate], products: ProductTexts, result: TurnResult) -> str:
    if not slate:
        return (
            f"no slate but {result.answer.kind}, in force {[str(entry.constraint) for entry in result.answer.active]}"
        )
    broken = [dict(one) for one in predicates if not all(products.meets(item, [one]) for item in slate)]
    return f"broken {broken}, in force {[str(entry.constraint) for entry in result.answer.active]}"


def summary(scored: Sequence[Scored]) -> dict[str, Any]:
    """Return the figures of all turns. A share of nothing is 1."""
    slates = [turn for turn in scored if turn.kept is not None]
    by_kind: dict[str, list[float]] = defaultdict(list)
    by_turn: dict[int, list[float]] = defaultdict(list)
    for turn in slates:
        by_kind[turn.kind].append(turn.kept or 0.0)
        by_turn[turn.index].append(turn.kept or 0.0)
    relevant = [turn.relevant for turn in scored if turn.relevant is not None]
    return {
        "turns": len(scored),
        "csr@3": _share(turn.kept for turn in slates),
        "all3": _share(turn.kept == 1 for turn in slates),
        "by_kind": {kind: {"n": len(kept), "csr@3": _share(kept)} for kind, kept in sorted(by_kind.items())},
        "no_repeat": _share(turn.no_repeat for turn in scored),
        "slate_decision": _share(turn.decided for turn in scored),
        "references": _share(turn.resolved for turn in scored),
        "infeasible_handled": _share(turn.infeasible for turn in scored),
        "unknown_ids": sum(turn.unknown for turn in scored),
        "relevant@3": _share(relevant) if relevant else None,
        "csr_by_turn": [_share(by_turn[index]) for index in sorted(by_turn)],
        "turn_ms": percentiles([1000 * turn.seconds for turn in scored]),
    }


def _share(values: Iterable[float | bool | None]) -> float:
    known = [float(value) for value in values if value is not None]
    return round(fmean(known), 4) if known else 1.0


def _lines(path: Path) -> Iterator[str]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from (line for line in raw.decode("utf-8").split("\n") if line.strip())


def _embedding(done: int, total: int) -> None:
    if done % 1024 == 0 or done == total:
        progress(f"{done:,} of {total:,} items embedded")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.conversation", description=__doc__)
    parser.add_argument("--catalog", type=Path, required=True, help="products, one JSON object a line (.gz is fine)")
    parser.add_argument("--sessions", type=Path, required=True, help="scripted conversations, one JSON object a line")
    parser.add_argument("--queries", type=Path, help="graded queries, {id: text}")
    parser.add_argument("--qrels", type=Path, help="their grades, {query: {product: grade}}")
    parser.add_argument("--model", default="none", help="address of an OpenAI-compatible service, or none")
    parser.add_argument("--embedder", choices=("minilm", "none"), default="minilm", help="none: keyword search alone")
    parser.add_argument("--cache", type=Path, help="a directory that keeps vectors between runs")
    parser.add_argument("--failures", type=int, default=0, help="tell so many failing turns in words")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


if __name__ == "__main__":
    main()
