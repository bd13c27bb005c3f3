"""The composition root: the only place that chooses adapters and knows how the parts fit together."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from bot.settings import Settings
from recsys.conversation.interpret.by_meaning.interpreter import RulesThenMeaning
from recsys.conversation.interpret.by_model.interpreter import RulesThenModel
from recsys.conversation.interpret.interpreter import Interpreter, RulesOnly
from recsys.conversation.service import TurnService
from recsys.conversation.topical import TopicalGenerator
from recsys.llm.local import LOCAL_MODEL_CANDIDATES, LOCAL_MODEL_NAME, LocalModelServer
from recsys.ports import CandidateGenerator, Embedder, LanguageModel, Ranker, Store
from recsys.profile.personal import WEIGHTS, LearningWeights
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.model import ModelRanker
from recsys.retrieval.embedding.minilm import WEIGHTS as MINILM_WEIGHTS
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.embedding.served_model import ServedModel
from recsys.retrieval.embedding.upkeep import VectorUpkeep, serving_embedder
from recsys.retrieval.generator import HybridGenerator
from storage.open import hold_database, open_store, schema_versions

OPENAI_URL = "https://api.openai.com/v1"
SMALL_MODEL_CANDIDATES = 10
"""A model that is shown fewer candidates than this is a small one and gets the brief prompt as well."""
READING_SHARE = 1 / 3
"""How much of the model's time in a turn may go into reading the message; what is left of it all is for ranking."""


@asynccontextmanager
async def open_storage(settings: Settings, *, migrate: bool = True) -> AsyncGenerator[Store]:
    """Open the database, brought up to the present schema unless `migrate` is False. Raises StorageError."""
    async with open_store(settings.database, migrate=migrate) as store:
        yield store


def own_database(settings: Settings) -> AbstractContextManager[None]:
    """Hold the database as the one bot that answers from it. Raises StorageBusy when another does."""
    return hold_database(settings.database)


async def database_versions(settings: Settings) -> tuple[int, int]:
    """Return the schema found in the database (0 where there is none) and the one this version knows."""
    return await schema_versions(settings.database)


class OpenedEmbedder(Embedder, Protocol):
    """An embedder with threads or connections of its own."""

    async def aclose(self) -> None:
        """End them."""
        ...


@asynccontextmanager
async def open_embedder(settings: Settings) -> AsyncGenerator[Embedder | None]:
    """Open the configured embedder, or None when keyword search works alone. Loads with the first text."""
    embedder = _configured_embedder(settings)
    try:
        yield embedder
    finally:
        if embedder is not None:
            await embedder.aclose()


def _configured_embedder(settings: Settings) -> OpenedEmbedder | None:
    match settings.embedder:
        case "minilm":
            return MiniLMEmbedder()
        case "openai":
            model = ServedModel.of(
                settings.embedding_model,
                dimensions=settings.embedding_dimensions,
                query_prefix=settings.embedding_query_prefix,
                passage_prefix=settings.embedding_passage_prefix,
            )
            return _served_embedder(settings, model)
        case "none":
            return None


def _stored_embedder(settings: Settings, name: str) -> OpenedEmbedder | None:
    """Return an embedder of the model whose vectors are stored under a name, or None where nothing serves it."""
    if name.partition("@")[0] == MINILM_WEIGHTS:
        return MiniLMEmbedder(model=name)
    served = ServedModel.from_stored_name(name)
    return _served_embedder(settings, served) if served and any(settings.embedding_service) else None


def _served_embedder(settings: Settings, model: ServedModel) -> OpenedEmbedder:
    from recsys.retrieval.embedding.openai_service import OpenAIEmbedder  # takes most of a second to load

    url, key = settings.embedding_service
    return OpenAIEmbedder(
        model,
        base_url=url or OPENAI_URL,
        api_key=key.get_secret_value(),
        query_seconds=settings.embedding_seconds,
    )


@asynccontextmanager
async def open_model(settings: Settings) -> AsyncGenerator[LanguageModel | None]:
    """Open the configured model service, or None where there is none."""
    if not settings.uses_model:
        yield None
        return
    from recsys.llm.openai_service import OpenAIService  # takes most of a second to load, and not everybody needs it

    model = OpenAIService(
        model=settings.model,
        api_key=settings.openai_api_key.get_secret_value() or "none",
        base_url=settings.openai_base_url or OPENAI_URL,
        timeout=settings.model_seconds,
    )
    try:
        yield model
    finally:
        await model.aclose()


@asynccontextmanager
async def local_model_settings(settings: Settings) -> AsyncGenerator[Settings]:
    """Start the small model on this machine and yield settings that use it. Raises ModelRefused if not installed."""
    server = LocalModelServer()
    await asyncio.to_thread(server.__enter__)
    try:
        yield settings.model_copy(
            update={
                "openai_base_url": server.base_url,
                "model": LOCAL_MODEL_NAME,
                "embedding_url": settings.embedding_service[0] or OPENAI_URL,
                "embedding_key": settings.embedding_service[1],
                "model_candidates": LOCAL_MODEL_CANDIDATES,
                "model_seconds": 60.0,
            }
        )
    finally:
        await asyncio.to_thread(server.__exit__, None, None, None)


def build_ranker(settings: Settings, model: LanguageModel | None) -> Ranker:
    """Return the model's ranker with the built-in one behind it, or the built-in one alone."""
    builtin = BuiltinRanker()
    if model is None:
        return builtin
    return ModelRanker(
        model,
        builtin,
        seconds=settings.model_seconds,
        max_candidates=settings.model_candidates,
        brief=settings.model_candidates < SMALL_MODEL_CANDIDATES,
    )


def build_interpreter(settings: Settings, model: LanguageModel | None, embedder: Embedder | None) -> Interpreter:
    """Return the rules, with a model behind them for what they leave; a small one reads worse than they do.

    Without such a model the embedded MiniLM helps them, by example sentences whose vectors come with the code. Those
    fit no other embedder, and a service would have to be waited for.
    """
    if model is not None and settings.model_candidates >= SMALL_MODEL_CANDIDATES:
        return RulesThenModel(model, seconds=settings.model_seconds * READING_SHARE)
    if embedder is not None and embedder.model.partition("@")[0] == MINILM_WEIGHTS:
        return RulesThenMeaning(embedder)
    return RulesOnly()


def build_turn_service(
    store: Store,
    generator: CandidateGenerator,
    ranker: Ranker,
    interpreter: Interpreter | None = None,
    *,
    learning: LearningWeights = WEIGHTS,
    surprises: bool = True,
    compared: float = 0.0,
) -> TurnService:
    """Return the turn service over these parts; the rules alone read messages unless told otherwise."""
    return TurnService(
        interpreter=interpreter or RulesOnly(),
        generator=generator,
        ranker=ranker,
        catalog=store.catalog,
        profiles=store.profiles,
        feedback=store.feedback,
        learning=learning,
        surprises=surprises,
        compared=compared,
    )


def _index_directory(settings: Settings) -> Path | None:
    """Return where the search index is saved: beside the database file; None for a database in memory."""
    scheme, _, file = settings.database.partition(":///")
    return Path(f"{file}.index") if scheme == "sqlite" else None


@asynccontextmanager
async def open_turn_service(
    settings: Settings, store: Store, model: LanguageModel | None = None
) -> AsyncGenerator[tuple[TurnService, VectorUpkeep | None]]:
    """Open everything that a turn needs over a store; `model` wins over the one of the settings."""
    async with AsyncExitStack() as stack:
        chosen = model or await stack.enter_async_context(open_model(settings))
        embedder = await stack.enter_async_context(open_embedder(settings))

        def earlier(name: str) -> Embedder | None:
            found = _stored_embedder(settings, name)
            if found is not None:
                stack.push_async_callback(found.aclose)
            return found

        serving = None if embedder is None else await serving_embedder(store.catalog, embedder, earlier)
        generator = HybridGenerator(store.catalog, serving, directory=_index_directory(settings))
        stack.push_async_callback(generator.close)
        upkeep = None if embedder is None else VectorUpkeep(store.catalog, embedder, generator.serve)
        topical = TopicalGenerator(generator)
        interpreter = build_interpreter(settings, chosen, embedder)
        learning = replace(WEIGHTS, half_life_days=settings.half_life_days)
        turns = build_turn_service(
            store,
            topical,
            build_ranker(settings, chosen),
            interpreter,
            learning=learning,
            surprises=settings.surprises,
            compared=settings.compared if chosen is None else 0.0,  # a model would have to be asked twice
        )
        stack.push_async_callback(turns.close)
        yield turns, upkeep
