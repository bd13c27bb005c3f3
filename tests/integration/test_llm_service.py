"""The adapter of OpenAI-compatible services against a real server, through the real client."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from recsys.errors import ModelError, ModelRefused, ModelUnavailable
from recsys.llm.capabilities import Capabilities
from recsys.llm.openai_service import OpenAIService
from recsys.ports import ModelRequest
from tests.fakes.openai_server import (
    OpenAIServer,
    Reply,
    Rule,
    refusal,
    takes_no_format,
    takes_no_schema,
    wants_completion_tokens,
)

KEY = "test-key-that-must-not-be-shown"
SCHEMA = {"type": "object", "properties": {"picks": {"type": "array"}}, "required": ["picks"]}


def request(seconds: float = 5.0) -> ModelRequest:
    return ModelRequest("Be brief.", "Pick.", "picks", SCHEMA, 100, seconds)


@asynccontextmanager
async def service(server: OpenAIServer, *, max_retries: int = 1) -> AsyncGenerator[OpenAIService]:
    connected = OpenAIService(server.base_url, KEY, "some-model", timeout=5.0, max_retries=max_retries)
    try:
        yield connected
    finally:
        await connected.aclose()


async def test_a_reply_carries_its_text_and_what_it_cost() -> None:
    async with OpenAIServer([Reply('{"picks": []}')]) as server, service(server) as model:
        reply = await model.complete(request())
    assert reply.text == '{"picks": []}'
    assert (reply.usage.prompt_tokens, reply.usage.cached_tokens, reply.usage.completion_tokens) == (100, 60, 20)
    assert reply.usage.model == model.name == "some-model"
    [body] = server.requests
    assert body["response_format"]["json_schema"] == {"name": "picks", "strict": True, "schema": SCHEMA}
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["max_tokens"] == 100
    assert server.keys == [f"Bearer {KEY}"]


async def test_a_model_that_says_nothing_gives_an_empty_text() -> None:
    async with OpenAIServer([Reply(None)]) as server, service(server) as model:
        assert (await model.complete(request())).text == ""


@pytest.mark.parametrize(
    ("rule", "learned", "first_requests"),
    [
        (takes_no_schema, Capabilities(format="object"), 2),
        (takes_no_format, Capabilities(format="text"), 3),
        (wants_completion_tokens, Capabilities(limit="max_completion_tokens", temperature=False), 3),
    ],
)
async def test_what_a_service_refuses_is_asked_once(rule: Rule, learned: Capabilities, first_requests: int) -> None:
    async with OpenAIServer([Reply("{}")], rule=rule) as server, service(server) as model:
        await model.complete(request())
        assert len(server.requests) == first_requests
        assert model.can == learned
        await model.complete(request())
    assert len(server.requests) == first_requests + 1
    if learned.format != "schema":
        system, user = (message["content"] for message in server.requests[-1]["messages"])
        assert '"required":["picks"]' in system
        assert user == "Pick."


async def test_a_model_that_thinks_has_room_for_it() -> None:
    async with OpenAIServer([Reply("{}")], rule=wants_completion_tokens) as server, service(server) as model:
        await model.complete(request())
    told = server.requests[-1]
    assert told["max_completion_tokens"] > request().max_tokens + 1_000
    assert told["reasoning_effort"] == "low"
    assert "max_tokens" not in told


def listening(heard: list[str]) -> ModelRequest:
    return replace(request(), heard=heard.append)


async def test_an_answer_is_heard_as_it_comes_and_its_cost_is_known() -> None:
    text = '{"picks": ["a", "b", "c"]}'
    heard: list[str] = []
    async with OpenAIServer([Reply(text, first=11)]) as server, service(server) as model:
        call = asyncio.create_task(model.complete(listening(heard)))
        await server.arrived.wait()
        assert not call.done()
        server.go_on.set()
        reply = await call
        assert (await model.complete(request())).text == text, "a call that nobody listens to is no stream"
    assert heard == [text[:9], text[:11], text[:20], text]
    assert reply.text == text
    assert (reply.usage.prompt_tokens, reply.usage.cached_tokens, reply.usage.completion_tokens) == (100, 60, 20)
    assert [body["stream"] for body in server.requests] == [True, False]


def takes_no_stream_options(body: dict[str, object]) -> Reply | None:
    """Act as a service that streams, but does not count tokens then."""
    return refusal(400, "Unknown parameter: 'stream_options'.") if "stream_options" in body else None


def takes_no_stream(body: dict[str, object]) -> Reply | None:
    """Act as a service that does not stream."""
    return refusal(400, "stream is not supported") if body["stream"] else None


@pytest.mark.parametrize(
    ("rule", "learned", "pieces"),
    [
        (takes_no_stream_options, Capabilities(stream_usage=False), 2),
        (takes_no_stream, Capabilities(stream=False), 0),
    ],
)
async def test_a_service_that_cannot_stream_answers_all_the_same(
    rule: Rule, learned: Capabilities, pieces: int
) -> None:
    heard: list[str] = []
    async with OpenAIServer([Reply('{"picks": [1]}')], rule=rule) as server, service(server) as model:
        assert (await model.complete(listening(heard))).text == '{"picks": [1]}'
        assert model.can == learned
    assert len(heard) == pieces


async def test_a_service_may_answer_in_one_piece_or_say_nothing_when_a_stream_is_asked_for() -> None:
    script = [Reply('{"picks": [1]}', whole=True), Reply(None)]
    async with OpenAIServer(script) as server, service(server) as model:
        assert (await model.complete(listening([]))).text == '{"picks": [1]}'
        assert (await model.complete(listening([]))).text == ""


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(raw="<html>Welcome</html>"), "OPENAI_BASE_URL"),
        (Reply('{"picks": [1]}', first=5, breaks=True), "could not be reached"),
    ],
)
async def test_what_is_no_stream_or_breaks_off_is_an_error(reply: Reply, words: str) -> None:
    async with OpenAIServer([reply]) as server, service(server) as model:
        server.go_on.set()
        with pytest.raises(ModelUnavailable, match=words):
            await model.complete(listening([]))


def said(content: object, **other: object) -> dict[str, object]:
    """Return an answer that is a whole one and a piece of a stream alike."""
    return {"choices": [{"index": 0, "message": {"content": content}, "delta": {"content": content}}], **other}


def heard_or_not(*, streams: bool) -> ModelRequest:
    return listening([]) if streams else request()


WRONG_CHOICES: tuple[object, ...] = ("x", {"a": 1}, [None], ["x"], [[1]], [{"message": "x", "delta": "x"}])
WRONG_CONTENT: tuple[object, ...] = (5, True, ["a"], {"a": 1})


@pytest.mark.parametrize("streams", [False, True])
@pytest.mark.parametrize(
    "sent", [*map(said, WRONG_CONTENT), *({"choices": wrong} for wrong in WRONG_CHOICES), [1], "x"]
)
async def test_an_answer_of_wrong_types_is_an_error(sent: object, *, streams: bool) -> None:
    async with OpenAIServer([Reply(sent=[sent])]) as server, service(server) as model:
        with pytest.raises(ModelUnavailable, match=r"not answer as one of the OpenAI kind. Check OPENAI_BASE_URL: in "):
            await model.complete(heard_or_not(streams=streams))


@pytest.mark.parametrize("streams", [False, True])
async def test_json_too_deep_to_read_is_an_error(*, streams: bool) -> None:
    deep = Reply(raw="[" * 100_000, kind="application/json")
    async with OpenAIServer([deep]) as server, service(server) as model:
        with pytest.raises(ModelUnavailable, match="OpenAI kind"):
            await model.complete(heard_or_not(streams=streams))


@pytest.mark.parametrize("streams", [False, True])
@pytest.mark.parametrize("usage", [{"prompt_tokens": "a", "completion_tokens": -5}, {"prompt_tokens": 1e30}, [1], "x"])
async def test_an_answer_whose_cost_is_no_count_is_used(usage: object, *, streams: bool) -> None:
    async with OpenAIServer([Reply(sent=[said("{}", usage=usage)])]) as server, service(server) as model:
        reply = await model.complete(heard_or_not(streams=streams))
    assert reply.text == "{}"
    assert (reply.usage.prompt_tokens, reply.usage.cached_tokens, reply.usage.completion_tokens) == (0, 0, 0)


def takes_no_effort(body: dict[str, object]) -> Reply | None:
    """Act as an early model that thinks, and takes no wish for how much."""
    if "reasoning_effort" in body:
        return refusal(400, "Unsupported parameter: 'reasoning_effort' is not supported with this model.")
    return wants_completion_tokens(body)


async def test_a_wish_for_little_thinking_is_given_up_where_it_is_refused() -> None:
    async with OpenAIServer([Reply("{}")], rule=takes_no_effort) as server, service(server) as model:
        await model.complete(request())
        assert model.can == Capabilities(limit="max_completion_tokens", temperature=False, effort=False)


async def test_a_refusal_of_everything_teaches_nothing() -> None:
    async with OpenAIServer([refusal(400, "no")]) as server, service(server) as model:
        with pytest.raises(ModelRefused, match="refused the request"):
            await model.complete(request())
        assert model.can == Capabilities()


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (refusal(401, f"Incorrect API key provided: {KEY}", "invalid_api_key"), ModelRefused, "refused the key"),
        (refusal(403, "not allowed"), ModelRefused, "refused the key"),
        (refusal(404, "model not found", "model_not_found"), ModelRefused, "does not know the model some-model"),
        (refusal(429, "You exceeded your quota", "insufficient_quota"), ModelRefused, "quota is used up"),
        (refusal(429, "slow down", retry_after_ms="5"), ModelUnavailable, "asked too often"),
        (Reply("oops", status=500, headers={"retry-after-ms": "5"}), ModelUnavailable, "service failed"),
        (Reply(raw="<html>Welcome</html>"), ModelUnavailable, "OPENAI_BASE_URL"),
    ],
)
async def test_errors_become_sentences_without_the_key(
    reply: Reply, kind: type[ModelError], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with OpenAIServer([reply]) as server, service(server) as model:
            with pytest.raises(kind, match=words) as caught:
                await model.complete(request())
    assert str(caught.value).endswith(".")
    assert KEY not in str(caught.value)
    assert KEY not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("recsys"))


@pytest.mark.parametrize("trouble", [refusal(429, "slow down", retry_after_ms="5"), Reply(status=500, text="oops")])
async def test_one_trouble_is_tried_again(trouble: Reply) -> None:
    async with OpenAIServer([trouble, Reply("{}")]) as server, service(server) as model:
        assert (await model.complete(request())).text == "{}"
    assert len(server.requests) == 2


async def test_a_wait_that_the_service_asks_for_cannot_outlast_the_turn() -> None:
    async with OpenAIServer([refusal(429, "slow down", retry_after="30")]) as server, service(server) as model:
        began = time.monotonic()
        with pytest.raises(ModelUnavailable, match="in time"):
            await model.complete(request(seconds=0.2))
    assert time.monotonic() - began < 3


async def test_silence_ends_in_time() -> None:
    async with OpenAIServer([Reply(hold=True)]) as server, service(server) as model:
        began = time.monotonic()
        with pytest.raises(ModelUnavailable, match="did not answer in time"):
            await model.complete(request(seconds=0.2))
        assert time.monotonic() - began < 3


async def test_a_cancelled_turn_cancels_the_call() -> None:
    async with OpenAIServer([Reply(hold=True)]) as server, service(server) as model:
        call = asyncio.create_task(model.complete(request()))
        await server.arrived.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call


async def test_nobody_listening() -> None:
    async with OpenAIServer() as server:
        address = server.base_url
    model = OpenAIService(address, "", "some-model", max_retries=0)
    with pytest.raises(ModelUnavailable, match="could not be reached"):
        await model.complete(request())
    await model.aclose()
    await model.aclose()
