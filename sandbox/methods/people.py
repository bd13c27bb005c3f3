"""Who is who: auth.test, api.test, apps.connections.open, bots.info, team.info, users.info, users.list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import shapes
from sandbox.methods import paging
from sandbox.methods.method import Method, Request
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.model import Json


def _api_test(request: Request) -> Json:
    if request.text("error"):
        raise SlackRefusalError(request.text("error"), args=request.args)
    return {"args": request.args} if request.args else {}


def _auth_test(request: Request) -> Json:
    team, app = request.workspace.team, request.workspace.app
    return {
        "url": f"{request.service.origin}/",
        "team": team.name,
        "user": request.workspace.people[app.user_id].name,
        "team_id": team.id,
        "user_id": app.user_id,
        "bot_id": app.bot_id,
        **({"enterprise_id": team.enterprise_id} if team.enterprise_id else {}),
        "is_enterprise_install": False,
    }


def _connections_open(request: Request) -> Json:
    service = request.service
    ticket = service.socket_mode.new_ticket()
    origin = service.origin.replace("http://", "ws://", 1)
    return {"url": f"{origin}/link/?ticket={ticket}&app_id={service.workspace.app.app_id}"}


def _bots_info(request: Request) -> Json:
    app, team = request.workspace.app, request.workspace.team
    if request.text("bot") not in {"", app.bot_id}:
        raise SlackRefusalError("bot_not_found")
    profile = shapes.bot_profile(app, team)
    profile.pop("team_id")
    return {"bot": profile}


def _team_info(request: Request) -> Json:
    team = request.workspace.team
    if request.text("team") not in {"", team.id}:
        raise SlackRefusalError("team_not_found")
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "url": f"{request.service.origin}/",
            "domain": team.domain,
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


def _users_info(request: Request) -> Json:
    workspace = request.workspace
    person = workspace.person(request.text("user"))
    shape = shapes.person_shape(person, workspace.team, workspace.app)
    if request.flag("include_locale"):
        shape["locale"] = "en-US"
    return {"user": shape}


def _users_list(request: Request) -> Json:
    workspace = request.workspace
    shown, metadata = paging.page(request, list(workspace.people.values()), default=1000, error="invalid_arguments")
    members = [shapes.person_shape(person, workspace.team, workspace.app) for person in shown]
    return {"members": members, "cache_ts": int(workspace.now()), "response_metadata": metadata}


METHODS = (
    Method("api.test", _api_test, tier=4, optional=("error",), token=None),
    Method("auth.test", _auth_test, tier="special"),
    Method("apps.connections.open", _connections_open, tier=3, token="app"),  # noqa: S106 - a kind of token, not one
    Method(
        "bots.info",
        _bots_info,
        tier=3,
        optional=("bot", "team_id"),
        scopes=("users:read",),
        errors=frozenset({"bot_not_found"}),
        json=False,
    ),
    Method(
        "team.info",
        _team_info,
        tier=3,
        optional=("team",),
        scopes=("team:read",),
        errors=frozenset({"team_not_found"}),
    ),
    Method(
        "users.info",
        _users_info,
        tier=4,
        required=("user",),
        optional=("include_locale",),
        scopes=("users:read",),
        errors=frozenset({"user_not_found"}),
        json=False,
    ),
    Method(
        "users.list",
        _users_list,
        tier=2,
        optional=("cursor", "limit", "include_locale", "team_id"),
        scopes=("users:read",),
        errors=frozenset({"invalid_cursor"}),
        json=False,
    ),
)
