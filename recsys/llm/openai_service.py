"""Any service that speaks OpenAI's chat completions, behind the `LanguageModel` port. The only importer of openai."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Final

import openai
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam
from openai.types.shared_params import ResponseFormatJSONObject, ResponseFormatJSONSchema, ResponseFormatText

from recsys.errors import ModelError, ModelRefused, ModelUnavailable
from recsys.llm.capabilities import Capabilities, after_refusal
from recsys.llm.service_answer import UNKNOWN, Usage, read_piece, read_whole
from recsys.model.answer import ModelUsage
from recsys.ports import LanguageModel, ModelReply, ModelRequest
from recsys.prompts.load import load

_NO_KEY: Final = "none"  # services on one's own machine want no key, but the client wants some
_STEPS: Final = 8  # the strictest request and every lesser one
_OTHER_KIND: Final = "The model service did not answer as one of the OpenAI kind. Check OPENAI_BASE_URL"
_THINKING: Final = 2_000  # tokens; models that think count their thoughts in the answer's length

Said = tuple[str, Usage]
ResponseFormat = ResponseFormatJSONSchema | ResponseFormatJSONObject | ResponseFormatText


class OpenAIService(LanguageModel):
    """One model of one service. Safe to use from many tasks at once; close it with `aclose`.

    Each call ends within `request.seconds`, retries included. What a service refuses (a JSON schema, JSON mode, a
    stream, the name of a parameter) is remembered for the next calls. The key goes to the service and nowhere else.
    """

    def __init__(self, base_url: str, api_key: str, model: str, *, timeout: float = 30.0, max_retries: int = 1) -> None:
        """Connect lazily. `timeout` bounds one attempt in seconds; `max_retries` counts more (429, 5xx, network)."""
        self._model = model
        self._can = Capabilities()
        self._by_words = load("json_by_words", "schema")
        self._client = openai.AsyncOpenAI(
            base_url=base_url, api_key=api_key or _NO_KEY, timeout=timeout, max_retries=max_retries
        )

    @property
    def name(self) -> str:
        """Name the model as its service knows it."""
        return self._model

    @property
    def can(self) -> Capabilities:
        """Tell what is known of the service by now."""
        return self._can

    async def aclose(self) -> None:
        """Close the connections. Safe to call twice."""
        await self._client.close()

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return one reply, its text empty where the model said nothing. Raises ModelUnavailable or ModelRefused."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(request.seconds):
                text, usage = await self._ask(request)
        except (TimeoutError, openai.OpenAIError) as error:
            raise translated(error, self._model) from error
        except (ValueError, RecursionError) as error:  # no JSON, or none of this kind
            raise ModelUnavailable(f"{_OTHER_KIND}: {error}.") from error
        seconds = time.monotonic() - began
        cost = ModelUsage(self._model, usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens, seconds)
        return ModelReply(text, cost)

    async def _ask(self, request: ModelRequest) -> Said:
        can = self._can
        for _ in range(_STEPS):
            try:
                said = await self._send(request, can)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                lesser = after_refusal(can, error.message)
                if lesser is None:
                    raise
                can = lesser
                continue
            self._can = can
            return said
        raise ModelRefused("The model service refused every form of the request. Check RECBOT_MODEL.")

    async def _send(self, request: ModelRequest, can: Capabilities) -> Said:
        system = request.system
        if can.format != "schema":  # in front of what changes from turn to turn, so that it is cached too
            system += "\n" + self._by_words.fill(schema=json.dumps(request.schema, separators=(",", ":")))
        messages: list[ChatCompletionMessageParam] = [
            {"role": "system", "content": system},
            {"role": "user", "content": request.user},
        ]
        thinks = can.limit == "max_completion_tokens"
        heard = request.heard if can.stream else None
        answer = await self._client.chat.completions.create(
            model=self._model,
            messages=messages,
            response_format=_format(request, can),
            temperature=0.0 if can.temperature else openai.omit,
            max_tokens=openai.omit if thinks else request.max_tokens,
            max_completion_tokens=request.max_tokens + _THINKING if thinks else openai.omit,
            reasoning_effort="low" if thinks and can.effort else openai.omit,
            stream=heard is not None,
            stream_options={"include_usage": True} if heard and can.stream_usage else openai.omit,
        )
        if heard is not None and isinstance(answer, openai.AsyncStream):
            return await _as_it_comes(answer, heard)
        return read_whole(answer)


async def _as_it_comes(stream: openai.AsyncStream[ChatCompletionChunk], heard: Callable[[str], None]) -> Said:
    """Return what a stream said in the end, having told it as it came. Some services send one piece all the same."""
    if not stream.response.headers.get("content-type", "").startswith("text/event-stream"):
        return read_whole(json.loads(await stream.response.aread()))
    text, usage = "", UNKNOWN
    async with stream:
        async for chunk in stream:
            piece, cost = read_piece(chunk)
            usage = usage if cost == UNKNOWN else cost
            if piece:
                text += piece
                heard(text)
    return text, usage


def _format(request: ModelRequest, can: Capabilities) -> ResponseFormat | openai.Omit:
    match can.format:
        case "schema":
            return {
                "type": "json_schema",
                "json_schema": {"name": request.schema_name, "strict": True, "schema": dict(request.schema)},
            }
        case "object":
            return {"type": "json_object"}
        case "text":
            return openai.omit


def translated(error: Exception, model: str) -> ModelError:
    """Return our error for one of the client's: the first sentence says what is wrong, the second what to do."""
    match error:
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return ModelRefused("The model service refused the key. Check OPENAI_API_KEY.")
        case openai.NotFoundError():
            return ModelRefused(
                f"The model service does not know the model {model}. Check RECBOT_MODEL and OPENAI_BASE_URL."
            )
        case openai.RateLimitError() if error.code == "insufficient_quota":
            return ModelRefused("The model service's quota is used up. Check the account's billing.")
        case openai.RateLimitError():
            return ModelUnavailable("The model service is asked too often. Wait a moment, or raise its rate limit.")
        case TimeoutError() | openai.APITimeoutError():
            return ModelUnavailable("The model did not answer in time. Try again, or choose a faster one.")
        case openai.APIConnectionError():
            return ModelUnavailable("The model service could not be reached. Check OPENAI_BASE_URL and the network.")
        case openai.BadRequestError() | openai.UnprocessableEntityError():
            return ModelRefused("The model service refused the request. Check RECBOT_MODEL and OPENAI_BASE_URL.")
        case _:
            return ModelUnavailable("The model service failed. Try again in a moment.")
