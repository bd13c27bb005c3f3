"""Any service that speaks OpenAI's embeddings, behind the `Embedder` port."""

import asyncio
import logging
import re
import time
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import openai
from numpy.typing import NDArray

from recsys.errors import EmbeddingError
from recsys.ports import Embedder, Vectors
from recsys.retrieval.embedding.served_model import ServedModel
from recsys.retrieval.embedding.service_answer import AnswerUnreadable, NotNumbers, read_vectors
from recsys.retrieval.embedding.service_errors import CHECK, TextRefused, translated

logger = logging.getLogger(__name__)

CHARACTERS_MAX: Final = 2000
"""Of one text; about what models of 512 tokens read."""
SHORTEST: Final = 200
"""A text that is refused is cut in half until it is no longer than this."""
BATCH_TEXTS: Final = 32
"""Some services take no more at once unless told to; a larger request would be halved each time."""
BATCH_CHARACTERS: Final = 32_000
REQUESTS_AT_ONCE: Final = 4
PAUSE_SECONDS: Final = 15.0
"""After a query that was not answered in time the next ones do without, this long."""

_NO_KEY: Final = "none"  # services on one's own machine want no key, but the client wants some
_NO_TEXT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_PLAIN: Final = "a plain text"


class OpenAIEmbedder(Embedder):
    """One model of one service. Safe to use from many tasks at once; close it with `aclose`.

    Passages are patient: troubles that pass (429, 5xx, time, network) are tried again, and a text that the service
    refuses is cut shorter until it does not; one refused at any length, or without words, gets a row of zeros, which is
    near to nothing. Queries are not: one attempt within `query_seconds`. The key goes to the service and nowhere else.
    """

    def __init__(
        self,
        model: ServedModel,
        *,
        base_url: str,
        api_key: str,
        query_seconds: float = 2.0,
        timeout: float = 60.0,
        max_retries: int = 5,
    ) -> None:
        """Connect lazily. `timeout` bounds one request for passages in seconds, `max_retries` counts more of them."""
        self._served = model
        self._query_seconds = query_seconds
        self._dimensions = model.dimensions or 0
        self._base64 = True
        self._queries_paused_until = 0.0
        self._places = asyncio.Semaphore(REQUESTS_AT_ONCE)
        self._client = openai.AsyncOpenAI(
            base_url=base_url, api_key=api_key or _NO_KEY, timeout=timeout, max_retries=max_retries
        )
        self._hasty = self._client.with_options(timeout=None, max_retries=0)  # `embed_query` bounds the whole

    @property
    def model(self) -> str:
        """Name the model and what else decides its vectors."""
        return self._served.stored_name

    @property
    def dimensions(self) -> int:
        """Return the length of a vector: as asked for, or as the first answer had it; 0 before that."""
        return self._dimensions

    async def aclose(self) -> None:
        """Close the connections. Safe to call twice."""
        await self._client.close()

    async def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return shape (dimensions,). Raises EmbeddingError after `query_seconds` at the latest."""
        if time.monotonic() < self._queries_paused_until:
            raise EmbeddingError("The embedding service did not answer in time and is left alone for a moment.")
        try:
            async with asyncio.timeout(self._query_seconds):
                vectors = await self._request(self._hasty, [self._served.query_prefix + _cleaned(text)])
        except TimeoutError as error:
            self._queries_paused_until = time.monotonic() + PAUSE_SECONDS
            raise translated(error, self._served.name) from error
        return vectors[0]

    async def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return shape (len(texts), dimensions), in the order of the texts. Raises EmbeddingError."""
        cleaned = [_cleaned(text) for text in texts]
        spoken = [at for at, text in enumerate(cleaned) if text]
        batches = list(_batches(spoken, cleaned))
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._batch([cleaned[at] for at in batch])) for batch in batches]
        except ExceptionGroup as errors:
            first = errors.exceptions[0]
            raise first from first.__cause__
        if texts and not self._dimensions:
            await self._passages([_PLAIN])
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        for batch, task in zip(batches, tasks, strict=True):
            vectors[batch] = task.result()
        return vectors

    async def _batch(self, texts: Sequence[str]) -> Vectors:
        async with self._places:
            try:
                return await self._passages(texts)
            except TextRefused as error:
                await self._blame_texts(error)
                return await self._in_parts(texts)

    async def _blame_texts(self, refusal: TextRefused) -> None:
        """Raise the refusal if the service refuses a plain text as well: then it is not these texts."""
        try:
            await self._passages([_PLAIN])
        except TextRefused:
            raise refusal from None

    async def _in_parts(self, texts: Sequence[str]) -> Vectors:
        """Embed halves of texts that were refused together; of a single one its first half."""
        middle = len(texts) // 2
        if middle:
            parts = [texts[:middle], texts[middle:]]
        elif len(texts[0]) > SHORTEST:
            parts = [[texts[0][: len(texts[0]) // 2]]]
        else:
            logger.warning("%s has no vector for the text that begins %r", self._served.name, texts[0][:60])
            return np.zeros((1, self._dimensions), np.float32)
        return np.concatenate([await self._part(part) for part in parts])

    async def _part(self, texts: Sequence[str]) -> Vectors:
        try:
            return await self._passages(texts)
        except TextRefused:
            return await self._in_parts(texts)

    async def _passages(self, texts: Sequence[str]) -> Vectors:
        return await self._request(self._client, [self._served.passage_prefix + text for text in texts])

    async def _request(self, client: openai.AsyncOpenAI, texts: list[str]) -> Vectors:
        try:
            body = await self._sent(client, texts)
            vectors = await asyncio.to_thread(read_vectors, body, len(texts))
        except openai.OpenAIError as error:
            raise translated(error, self._served.name) from error
        except AnswerUnreadable as error:
            raise EmbeddingError(f"The answer of the embedding service cannot be used: {error}. {CHECK}.") from error
        except NotNumbers as error:
            raise TextRefused(f"The answer of {self._served.name} cannot be used: {error}. {CHECK}.") from error
        self._check_dimensions(vectors.shape[1])
        return vectors

    async def _sent(self, client: openai.AsyncOpenAI, texts: list[str]) -> bytes:
        """Return the answer's bytes: the client would turn every number into an object on the event loop."""
        try:
            answer = await client.embeddings.with_raw_response.create(
                model=self._served.name,
                input=texts,
                dimensions=self._served.dimensions or openai.omit,
                encoding_format="base64" if self._base64 else "float",
            )
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if not self._base64 or not re.search("base64|encoding_format", error.message):
                raise
            self._base64 = False
            return await self._sent(client, texts)
        return answer.content

    def _check_dimensions(self, found: int) -> None:
        if self._dimensions and found != self._dimensions:
            raise EmbeddingError(
                f"The embedding model {self._served.name} answers with {found} dimensions instead of"
                f" {self._dimensions}. {CHECK}; what is stored stays."
            )
        self._dimensions = found


def _cleaned(text: str) -> str:
    return _NO_TEXT.sub(" ", text).strip()[:CHARACTERS_MAX]


def _batches(order: Sequence[int], texts: Sequence[str]) -> Iterator[list[int]]:
    """Yield positions in order, at most `BATCH_TEXTS` and `BATCH_CHARACTERS` at once."""
    batch: list[int] = []
    characters = 0
    for at in order:
        characters += len(texts[at])
        if batch and (len(batch) == BATCH_TEXTS or characters > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], len(texts[at])
        batch.append(at)
    if batch:
        yield batch
