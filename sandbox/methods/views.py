"""views.*: modals and the App Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.block_kit import check_view
from sandbox.methods.method import Method, Request, names
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.block_kit.rules import Surface
    from sandbox.model import Json


def _view(request: Request, kind: Surface) -> Json:
    view = request.parsed("view", error="invalid_arguments")
    return check_view(view, kind=kind, refused=request.service.refused_blocks)


def _trigger_owner(request: Request) -> str:
    trigger_id = request.text("trigger_id") or request.text("interactivity_pointer")
    if not trigger_id:
        raise SlackRefusalError("invalid_arguments", messages=["missing required field: trigger_id"])
    return request.service.grants.exchange(trigger_id).user


def _open(request: Request) -> Json:
    view = _view(request, "modal")
    return {"view": request.service.views.open(_trigger_owner(request), view)}


def _push(request: Request) -> Json:
    view = _view(request, "modal")
    return {"view": request.service.views.push(_trigger_owner(request), view)}


def _update(request: Request) -> Json:
    views = request.service.views
    view_id = request.text("view_id") or views.by_external_id(request.text("external_id"))
    current = views.find(view_id)[1]
    view = _view(request, "home" if current["type"] == "home" else "modal")
    return {"view": views.update(view_id, view, expected_hash=request.text("hash") or None)}


def _publish(request: Request) -> Json:
    service = request.service
    if not service.manifest.features.app_home.home_tab_enabled:
        raise SlackRefusalError("not_enabled")
    user = request.text("user_id")
    if user not in service.workspace.people:
        raise SlackRefusalError("invalid_arguments", messages=["invalid `user_id`"])
    view = _view(request, "home")
    return {"view": service.views.publish(user, view, expected_hash=request.text("hash") or None)}


_TRIGGER_ERRORS = "duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large "

METHODS = (
    Method(
        "views.open",
        _open,
        tier=4,
        required=("view",),
        optional=("trigger_id", "interactivity_pointer"),
        errors=frozenset(names(_TRIGGER_ERRORS)),
    ),
    Method(
        "views.push",
        _push,
        tier=4,
        required=("view",),
        optional=("trigger_id", "interactivity_pointer"),
        errors=frozenset(names(_TRIGGER_ERRORS + "not_found push_limit_reached")),
    ),
    Method(
        "views.update",
        _update,
        tier=4,
        required=("view",),
        optional=("view_id", "external_id", "hash"),
        errors=frozenset(names("duplicate_external_id hash_conflict not_found view_too_large")),
    ),
    Method(
        "views.publish",
        _publish,
        tier=4,
        required=("user_id", "view"),
        optional=("hash", "interactivity_pointer"),
        errors=frozenset(names("hash_conflict not_enabled view_too_large")),
    ),
)
