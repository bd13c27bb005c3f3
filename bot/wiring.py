"""The composition root: the only place that chooses adapters and knows how the parts fit together."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager

from bot.settings import Settings
from recsys.conversation.interpret.interpreter import RulesOnly
from recsys.conversation.service import TurnService
from recsys.conversation.topical import TopicalGenerator
from recsys.llm.local import LOCAL_MODEL_CANDIDATES, LOCAL_MODEL_NAME, LocalModelServer
from recsys.ports import CandidateGenerator, Embedder, LanguageModel, Ranker, Store
from recsys.ranking.builtin import BuiltinRanker
from recsys.ranking.model import ModelRanker
from recsys.retrieval.embedding.minilm import MiniLMEmbedder
from recsys.retrieval.generator import HybridGenerator
from storage.open import hold_database, open_store, schema_versions

OPENAI_URL = "https://api.openai.com/v1"
SMALL_MODEL_CANDIDATES = 10
"""A model that is shown fewer candidates than this is a small one and gets the brief prompt as well."""


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


def build_embedder(settings: Settings) -> MiniLMEmbedder | None:
    """Return the embedder, or None when keyword search works alone. Its weights load with the first text."""
    return MiniLMEmbedder() if settings.embedder == "minilm" else None


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


def build_turn_service(store: Store, generator: CandidateGenerator, ranker: Ranker) -> TurnService:
    """Return the turn service over these parts."""
    return TurnService(
        interpreter=RulesOnly(),
        generator=generator,
        ranker=ranker,
        catalog=store.catalog,
        profiles=store.profiles,
        feedback=store.feedback,
    )


@asynccontextmanager
async def open_turn_service(
    settings: Settings, store: Store, model: LanguageModel | None = None
) -> AsyncGenerator[tuple[TurnService, Embedder | None]]:
    """Open everything that a turn needs over a store; `model` wins over the one of the settings."""
    async with AsyncExitStack() as stack:
        chosen = model or await stack.enter_async_context(open_model(settings))
        embedder = build_embedder(settings)
        if embedder is not None:
            stack.callback(embedder.close)
        generator = HybridGenerator(store.catalog, embedder)
        stack.push_async_callback(generator.close)
        topical = TopicalGenerator(generator)
        yield build_turn_service(store, topical, build_ranker(settings, chosen)), embedder
