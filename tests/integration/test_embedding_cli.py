"""An embedding service from the settings to the command line: import, doctor, and what they say when it fails."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.wiring import open_storage
from tests.fakes.openai_server import OpenAIServer, Reply, refusal

COUNT = 300


@pytest.fixture
def products() -> Path:
    """Write a catalog into the working directory."""
    path = Path("products.csv")
    path.write_text("id,title\n" + "".join(f"{n},thing {n}\n" for n in range(COUNT)))
    return path


async def recbot(*arguments: str, feed: str = "", **environment: str) -> tuple[int | None, str, str]:
    """Run the command in a process of its own, in the working directory; return exit code, stdout, stderr."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.cli.main",
        *arguments,
        env={"PATH": "", "PYTHONPATH": str(Path(__file__).parents[2]), "RECBOT_EMBEDDER": "openai", **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate(feed.encode())
    return process.returncode, out.decode(), err.decode()


async def test_an_import_embeds_by_the_service_of_the_settings(products: Path) -> None:
    async with OpenAIServer([Reply()]) as server:
        code, out, err = await recbot(
            "catalog",
            "import",
            str(products),
            OPENAI_BASE_URL=server.base_url,
            OPENAI_API_KEY="own-key",
            RECBOT_EMBEDDING_MODEL="nomic-embed-text",
            RECBOT_EMBEDDING_DIMENSIONS="24",
        )
    assert (code, f"Embedding: {COUNT} items" in err) == (0, True), out + err
    assert {body["model"] for body in server.requests} == {"nomic-embed-text"}
    assert all(text.startswith("search_document: ") for body in server.requests for text in body["input"])
    assert set(server.keys) == {"Bearer own-key"}
    async with open_storage(load_settings()) as store:
        [(model, count)] = (await store.catalog.vector_models()).items()
    assert (model, count) == ("openai:nomic-embed-text?dimensions=24&passage=search_document%3A+", COUNT)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (refusal(401, "no"), "The embedding service refused the key. Check RECBOT_EMBEDDING_KEY."),
        (
            Reply(raw="<html></html>"),
            "The answer of the embedding service cannot be used: it is no list",
        ),
    ],
)
async def test_an_import_whose_service_fails_says_so_in_a_sentence(products: Path, reply: Reply, told: str) -> None:
    async with OpenAIServer([reply]) as server:
        code, out, err = await recbot("catalog", "import", str(products), RECBOT_EMBEDDING_URL=server.base_url)
    assert (code, f"{COUNT} added" in out) == (0, True)
    assert err.splitlines()[-1].startswith(f"The items are in, but not all have vectors yet: {told}")


async def test_a_chat_answers_while_the_service_is_down() -> None:
    async with OpenAIServer([refusal(401, "no")]) as server:
        code, out, err = await recbot(
            "chat", "--sample", RECBOT_EMBEDDING_URL=server.base_url, feed="quiet headphones\n"
        )
    assert (code, "1. " in out) == (0, True), err
    assert "Some items are found by their words alone: The embedding service refused the key." in err


async def test_the_doctor_asks_the_service() -> None:
    async with OpenAIServer([Reply()]) as server:
        _, out, _ = await recbot("doctor", RECBOT_EMBEDDING_URL=server.base_url)
        assert "openai:text-embedding-3-small, 64 dimensions" in out
    _, out, _ = await recbot("doctor", RECBOT_EMBEDDING_URL=server.base_url)
    assert "✗ Embeddings" in out
    assert "could not be reached" in out
