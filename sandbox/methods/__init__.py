"""The Web API methods this workspace knows, by name. One file holds a family; a new method is one entry there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.methods import assistant, chat, conversations, people, reactions, sessions, streams, unfurls, views

if TYPE_CHECKING:
    from sandbox.methods.method import Method

METHODS: dict[str, Method] = {
    method.name: method
    for family in (assistant, chat, conversations, people, reactions, sessions, streams, unfurls, views)
    for method in family.METHODS
}
