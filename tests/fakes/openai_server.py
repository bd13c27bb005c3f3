"""A service of the OpenAI kind on the loopback interface: real HTTP, answers by script.

Chat answers with the texts of the script. Embeddings answer with vectors of their own making, in which texts that
share words are near each other; a rule or a script of refusals stands in their way.
"""

import asyncio
import base64
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from zlib import crc32

import numpy as np
from aiohttp import web
from numpy.typing import NDArray

Body = dict[str, Any]
_USAGE: Body = {
    "prompt_tokens": 100,
    "completion_tokens": 20,
    "total_tokens": 120,
    "prompt_tokens_details": {"cached_tokens": 60},
}


@dataclass(frozen=True)
class Reply:
    """One answer. `raw`, of a `kind`, replaces the whole body, `sent` its JSON or that of each piece of a stream.
    `hold` never answers until the server closes.

    Asked for a stream, it sends the first `first` characters, waits for the server's `go_on`, and then sends the rest
    or, where it `breaks`, hangs up; `whole` answers in one piece all the same.

    For embeddings, `data` replaces the list of vectors, and a reply without any of these lets the vectors through.
    """

    text: str | None = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    error: Mapping[str, object] | None = None
    raw: str | None = None
    kind: str = "text/html"
    sent: Sequence[object] = ()
    data: Sequence[object] | None = None
    hold: bool = False
    first: int = 0
    breaks: bool = False
    whole: bool = False


def refusal(status: int, message: str, code: str | None = None, **headers: str) -> Reply:
    """Refuse as the service does: a status and an error object."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return Reply(status=status, error=error, headers={name.replace("_", "-"): value for name, value in headers.items()})


Rule = Callable[[Body], Reply | None]
"""Looks at a request and answers it, or leaves it to the script."""


def takes_no_schema(body: Body) -> Reply | None:
    """Act as a service that knows JSON mode only."""
    refused = "response_format" in body and body["response_format"]["type"] == "json_schema"
    return refusal(400, "response_format 'json_schema' is not supported") if refused else None


def takes_no_format(body: Body) -> Reply | None:
    """Act as a service that knows no response_format at all."""
    return refusal(422, "response_format: extra fields not permitted") if "response_format" in body else None


def wants_completion_tokens(body: Body) -> Reply | None:
    """Act as a service whose reasoning models take neither `max_tokens` nor a temperature."""
    if "max_tokens" in body:
        return refusal(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
    if "temperature" in body:
        return refusal(400, "Unsupported value: 'temperature' does not support 0.0 with this model.")
    return None


class OpenAIServer:
    """`async with OpenAIServer([Reply("...")]) as server`; the last reply of the script repeats."""

    def __init__(self, script: Iterable[Reply] = (), *, rule: Rule | None = None) -> None:
        self._script = list(script) or [Reply("{}")]
        self._rule = rule
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.arrived = asyncio.Event()
        self.go_on = asyncio.Event()
        self.abandoned = asyncio.Event()
        """Set when a client hangs up on a request that is not answered yet."""
        self.requests: list[Body] = []
        self.keys: list[str] = []
        self.base_url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._handle)
        app.router.add_post("/v1/embeddings", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        self.go_on.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._answer(request)
        except asyncio.CancelledError:
            self.abandoned.set()
            raise

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body: Body = await request.json()
        self.requests.append(body)
        self.keys.append(request.headers.get("Authorization", ""))
        self.arrived.set()
        reply = self._rule(body) if self._rule else None
        if reply is None:
            reply = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if reply.hold:
            await self._closing.wait()
        if reply.raw is not None:
            return web.Response(text=reply.raw, status=reply.status, content_type=reply.kind)
        if reply.error:
            content: Body = {"error": dict(reply.error)}
        elif body.get("stream") and reply.status == 200 and not (reply.whole or reply.hold):
            return await self._stream(request, body, reply)
        elif "input" in body:
            content = {"object": "list", "data": embeddings(body) if reply.data is None else reply.data}
        elif reply.sent:
            return web.json_response(reply.sent[0])
        else:
            content = _completion(str(body["model"]), reply.text)
        return web.json_response(content, status=reply.status, headers=reply.headers)

    async def _stream(self, request: web.Request, body: Body, reply: Reply) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for piece in reply.sent:
            await response.write(f"data: {json.dumps(piece)}\n\n".encode())
        text = reply.text or ""
        for begin, end in ((0, reply.first), (reply.first, len(text))):
            for at in range(begin, end, 9):
                delta = {"content": text[at : min(at + 9, end)]}
                await _send(response, {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
            if begin == 0 and reply.first:
                await self.go_on.wait()
                if reply.breaks:
                    assert request.transport is not None
                    request.transport.close()
                    return response
        if body.get("stream_options", {}).get("include_usage") and not reply.sent:
            await _send(response, {"choices": [], "usage": _USAGE})
        await response.write(b"data: [DONE]\n\n")
        return response


async def _send(response: web.StreamResponse, chunk: Body) -> None:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    await response.write(f"data: {json.dumps(head | chunk)}\n\n".encode())


def embeddings(body: Body) -> list[Body]:
    """Return the vectors of a request, in the form and of the dimensions it asks for (64 unless told)."""
    vectors = [word_vector(text, body.get("dimensions", 64)) for text in body["input"]]
    as_text = body.get("encoding_format") == "base64"
    return [
        {
            "object": "embedding",
            "index": at,
            "embedding": base64.b64encode(vector.tobytes()).decode() if as_text else vector.tolist(),
        }
        for at, vector in enumerate(vectors)
    ]


def word_vector(text: str, dimensions: int) -> NDArray[np.float32]:
    """Return the sum of a direction for each word."""
    words = text.lower().split() or [""]
    seeds = [np.random.default_rng(crc32(word.strip(".,").encode())) for word in words]
    return np.sum([seed.standard_normal(dimensions) for seed in seeds], axis=0).astype("<f4")


def _completion(model: str, text: str | None) -> Body:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": _USAGE,
    }
