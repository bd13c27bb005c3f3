"""The Web API's front door: tokens, arguments, scopes, faults, and a record of every call."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.methods import METHODS
from sandbox.methods.method import Method, Request
from sandbox.model import Json, as_object
from sandbox.records import WebCall
from sandbox.refusal import COMMON_ERRORS, SlackRefusalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.responses import Responses
    from sandbox.service import Service


class _TooEarlyError(Exception):
    """The method was called more often than its rate limit allows."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class WebApi:
    """Serves /api/METHOD and the response URLs; `recorded(call)` is told of every call when it is over."""

    def __init__(self, service: Service, responses: Responses, recorded: Callable[[WebCall], None]) -> None:
        self._service = service
        self._responses = responses
        self._recorded = recorded

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request."""
        call = WebCall(request.match_info["method"], {}, time.monotonic())
        try:
            return await self._serve(request, call)
        finally:
            self._recorded(call)

    async def respond(self, request: web.Request) -> web.Response:
        """Answer what is sent to a response URL."""
        try:
            body = as_object(json.loads(await request.text()))
        except json.JSONDecodeError:
            body = None
        if body is None:
            return web.Response(status=400, text="invalid_payload")
        try:
            self._responses.take(request.match_info["token"], body)
        except SlackRefusalError as refusal:
            status = 404 if refusal.error in {"expired_url", "used_url"} else 400
            return web.json_response({"ok": False, "error": refusal.error}, status=status)
        return web.Response(text="ok")

    async def _serve(self, request: web.Request, call: WebCall) -> web.StreamResponse:
        faults, name = self._service.faults, call.method
        if (fault := faults.take("delay_call", name)) is not None:
            await asyncio.sleep(fault.seconds)
        if (fault := faults.take("server_error", name)) is not None:
            call.status, call.error = fault.status, "server_error"
            call.answered = time.monotonic()
            return web.Response(status=fault.status, text="The sandbox was asked to fail here.")
        try:
            if (fault := faults.take("fail_call", name)) is not None:
                raise SlackRefusalError(fault.error)
            body = {"ok": True, **await self._run(request, call)}
        except _TooEarlyError as early:
            return self._too_many(call, early.seconds)
        except SlackRefusalError as refusal:
            call.error = refusal.error
            body = refusal.answer()
        if faults.take("lose_response", name) is not None:
            call.lost = True
            call.answer = body
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return self._answer(call, body, self._scope_headers(name))

    def _answer(self, call: WebCall, body: Json, headers: dict[str, str]) -> web.Response:
        call.answer = body
        call.answered = time.monotonic()
        return web.json_response(body, status=call.status, headers=headers)

    def _too_many(self, call: WebCall, seconds: int) -> web.Response:
        call.status, call.error = 429, "ratelimited"
        return self._answer(call, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})

    def _scope_headers(self, name: str) -> dict[str, str]:
        method = METHODS.get(name)
        accepted = ",".join(method.scopes) if method else ""
        return {"x-oauth-scopes": ",".join(self._service.manifest.scopes), "x-accepted-oauth-scopes": accepted}

    async def _run(self, request: web.Request, call: WebCall) -> Json:
        method = METHODS.get(call.method)
        if method is None:
            raise SlackRefusalError("unknown_method", req_method=call.method)
        given = await _arguments(request, takes_json=method.json)
        token = _token(request, given)
        given.pop("token", None)
        call.args = given
        self._authorize(method, token)
        self._limit(method, str(given.get("channel")))
        for name in method.required:
            if given.get(name) is None or (given[name] == "" and name not in method.may_be_empty):
                raise SlackRefusalError("invalid_arguments", messages=[f"missing required field: {name}"])
        self._service.workspace.expire()
        try:
            return method.run(Request(self._service, given))
        except SlackRefusalError as refusal:
            if refusal.error not in method.errors | COMMON_ERRORS and method.name != "api.test":
                raise RuntimeError(f"{method.name} does not declare the error {refusal.error}.") from refusal
            raise

    def _limit(self, method: Method, channel: str) -> None:
        if (fault := self._service.faults.take("rate_limit", method.name, channel)) is not None:
            raise _TooEarlyError(max(1, round(fault.seconds)))
        limits = self._service.rate_limits
        if limits is not None and (seconds := limits.wait_for(method.name, method.tier, channel)):
            raise _TooEarlyError(seconds)

    def _authorize(self, method: Method, token: str) -> None:
        tokens = self._service.tokens
        if method.token is None:
            return
        if not token:
            raise SlackRefusalError("not_authed")
        if token not in {tokens.bot, tokens.app}:
            raise SlackRefusalError("invalid_auth")
        if tokens.uninstalled:
            raise SlackRefusalError("account_inactive")
        if token == tokens.bot and tokens.revoked:
            raise SlackRefusalError("token_revoked")
        if (token == tokens.app) != (method.token == "app"):  # noqa: S105 - a kind of token, not one
            raise SlackRefusalError("not_allowed_token_type")
        granted = self._service.manifest.scopes
        if method.scopes and not any(scope in granted for scope in method.scopes):
            raise SlackRefusalError("missing_scope", needed=",".join(method.scopes), provided=",".join(granted))


def _token(request: web.Request, given: Json) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    # A token inside a JSON body is not looked at; _arguments leaves it out.
    return str(given.get("token", ""))


async def _arguments(request: web.Request, *, takes_json: bool) -> Json:
    given: Json = dict(request.query)
    if request.method != "POST":
        return given
    if request.content_type == "application/json":
        body = await _json_body(request)
        body.pop("token", None)
        # Methods that take no JSON overlook it, as Slack does: their arguments then are missing.
        return given | body if takes_json else given
    form = await request.post()
    return given | {name: value for name, value in form.items() if isinstance(value, str)}


async def _json_body(request: web.Request) -> Json:
    text = await request.text()
    if not text:
        return {}
    try:
        body = as_object(json.loads(text))
    except json.JSONDecodeError:
        raise SlackRefusalError("invalid_json") from None
    if body is None:
        raise SlackRefusalError("json_not_object")
    return body
