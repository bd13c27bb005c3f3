"""Modals and Homes: who has which one open, and what is filled in there."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sandbox import changes
from sandbox.model import Json, as_array, as_object
from sandbox.refusal import SlackRefusalError

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

MAX_STACK = 3


class Views:
    """Each person has one Home and a stack of at most three modals."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._homes: dict[str, Json] = {}
        self._stacks: dict[str, list[Json]] = {}
        self._owners: dict[str, str] = {}
        self._count = 0

    def home(self, user: str) -> Json | None:
        """Return what the app published for a person, None before it did."""
        return self._homes.get(user)

    def stack(self, user: str) -> list[Json]:
        """Return a person's open modals, the one on top last."""
        return self._stacks.setdefault(user, [])

    def find(self, view_id: str) -> tuple[str, Json]:
        """Return the owner and the view of that id; not_found."""
        user = self._owners.get(view_id)
        for view in [*self._stacks.get(user or "", []), *filter(None, [self._homes.get(user or "")])]:
            if user is not None and view["id"] == view_id:
                return user, view
        raise SlackRefusalError("not_found")

    def publish(self, user: str, content: Json, *, expected_hash: str | None = None) -> Json:
        """Replace a person's Home; hash_conflict."""
        current = self._homes.get(user)
        if expected_hash is not None and current is not None and current["hash"] != expected_hash:
            raise SlackRefusalError("hash_conflict")
        view = self._dressed(content, user, view_id=current["id"] if current else None)
        view["root_view_id"] = view["id"]
        self._homes[user] = view
        self._workspace.tell(changes.HomePublished(user, view))
        return view

    def open(self, user: str, content: Json) -> Json:
        """Open a modal in place of whatever the person had open; duplicate_external_id."""
        self._check_external_id(content, None)
        self._stacks[user] = []
        return self._put(user, content, "open")

    def push(self, user: str, content: Json) -> Json:
        """Lay a modal over the one open now; not_found (none is), push_limit_reached, duplicate_external_id."""
        stack = self.stack(user)
        if not stack:
            raise SlackRefusalError("not_found")
        if len(stack) >= MAX_STACK:
            raise SlackRefusalError("push_limit_reached")
        self._check_external_id(content, None)
        return self._put(user, content, "push")

    def update(self, view_id: str, content: Json, *, expected_hash: str | None = None) -> Json:
        """Replace the content of an open modal; not_found, hash_conflict, duplicate_external_id."""
        user, current = self.find(view_id)
        if current["type"] == "home":
            return self.publish(user, content, expected_hash=expected_hash)
        if expected_hash is not None and current["hash"] != expected_hash:
            raise SlackRefusalError("hash_conflict")
        self._check_external_id(content, view_id)
        stack = self.stack(user)
        position = stack.index(current)
        view = self._dressed(content, user, view_id=view_id)
        view["previous_view_id"], view["root_view_id"] = current["previous_view_id"], current["root_view_id"]
        _keep_values(current, view)
        stack[position] = view
        self._workspace.tell(changes.ViewChanged(user, "update", view))
        return view

    def by_external_id(self, external_id: str) -> str:
        """Return the id of the open modal with that external id; not_found."""
        for stack in self._stacks.values():
            for view in stack:
                if external_id and view["external_id"] == external_id:
                    return str(view["id"])
        raise SlackRefusalError("not_found")

    def close(self, view_id: str) -> Json:
        """Close a modal and those above it; not_found."""
        user, view = self.find(view_id)
        stack = self.stack(user)
        if view not in stack:
            raise SlackRefusalError("not_found")
        for gone in stack[stack.index(view) :]:
            self._owners.pop(gone["id"], None)
        del stack[stack.index(view) :]
        self._workspace.tell(changes.ViewChanged(user, "close", view))
        return view

    def clear(self, user: str) -> None:
        """Close all of a person's modals."""
        stack = self.stack(user)
        if stack:
            self.close(str(stack[0]["id"]))

    def _put(self, user: str, content: Json, action: changes.ViewAction) -> Json:
        stack = self.stack(user)
        view = self._dressed(content, user, view_id=None)
        view["previous_view_id"] = stack[-1]["id"] if stack else None
        view["root_view_id"] = stack[0]["id"] if stack else view["id"]
        stack.append(view)
        self._workspace.tell(changes.ViewChanged(user, action, view))
        return view

    def _check_external_id(self, content: Json, own_id: str | None) -> None:
        external_id = content.get("external_id")
        for stack in self._stacks.values():
            for view in stack:
                if external_id and view["external_id"] == external_id and view["id"] != own_id:
                    raise SlackRefusalError("duplicate_external_id")

    def _dressed(self, content: Json, user: str, *, view_id: str | None) -> Json:
        if view_id is None:
            self._count += 1
            view_id = f"V0VIEW{self._count:05d}"
        self._owners[view_id] = user
        team, app = self._workspace.team, self._workspace.app
        return {
            "title": None,
            "close": None,
            "submit": None,
            "callback_id": "",
            "external_id": "",
            "private_metadata": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "previous_view_id": None,
            **content,
            "id": view_id,
            "team_id": team.id,
            "app_id": app.app_id,
            "bot_id": app.bot_id,
            "app_installed_team_id": team.id,
            "hash": f"{int(self._workspace.now())}.{uuid.uuid4().hex[:8]}",
            "state": {"values": Json()},
        }


def _keep_values(before: Json, after: Json) -> None:
    """Keep what is filled in wherever block_id and action_id are the same, as Slack does."""
    values: Json = before["state"]["values"]
    for block in as_array(after["blocks"]) or []:
        entry = as_object(block) or {}
        if entry.get("block_id") in values:
            after["state"]["values"][entry["block_id"]] = values[entry["block_id"]]
