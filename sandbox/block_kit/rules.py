"""The small vocabulary in which Block Kit's limits are written: a rule looks at a value and reports what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from sandbox.model import as_array, as_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
Surface: TypeAlias = Literal["message", "modal", "home"]


@dataclass(slots=True)
class Findings:
    """What was found so far in one list of blocks.

    `refused` are types of blocks that are not taken, `characters` counts all texts together.
    """

    surface: Surface
    refused: AbstractSet[str] = frozenset()
    messages: list[str] = field(default_factory=list[str])
    block_ids: set[str] = field(default_factory=set[str])
    characters: int = 0
    markdown_characters: int = 0
    tables: int = 0

    def report(self, problem: str, pointer: str) -> None:
        """Add a finding about the value at a JSON pointer."""
        self.messages.append(f"{problem} [json-pointer:{pointer}]")


if TYPE_CHECKING:
    Rule: TypeAlias = Callable[[object, str, Findings], None]


def anything(value: object, pointer: str, findings: Findings) -> None:
    """Accept whatever stands there."""


def flag(value: object, pointer: str, findings: Findings) -> None:
    """Accept true and false."""
    if not isinstance(value, bool):
        findings.report("must be a valid boolean", pointer)


def string(*, longest: int, shortest: int = 1) -> Rule:
    """Accept a string of that many characters."""

    def rule(value: object, pointer: str, findings: Findings) -> None:
        if not isinstance(value, str):
            findings.report("must be a valid string", pointer)
            return
        if len(value) > longest:
            findings.report(f"must be less than {longest + 1} characters", pointer)
        elif len(value) < shortest:
            findings.report(f"must be more than {shortest - 1} characters", pointer)

    return rule


def url(value: object, pointer: str, findings: Findings) -> None:
    """Accept an http(s) address of at most 3,000 characters."""
    string(longest=3000)(value, pointer, findings)
    if isinstance(value, str) and not value.startswith(("http://", "https://")):
        findings.report("must be a valid URL", pointer)


def link(value: object, pointer: str, findings: Findings) -> None:
    """Accept an address of any scheme (mailto: and others work on buttons)."""
    string(longest=3000)(value, pointer, findings)


def choice(*allowed: str) -> Rule:
    """Accept one of these strings."""

    def rule(value: object, pointer: str, findings: Findings) -> None:
        if value not in allowed:
            findings.report(f"must be a valid enum value ({', '.join(allowed)})", pointer)

    return rule


def number_text(value: object, pointer: str, findings: Findings) -> None:
    """Accept a number written as text, "-2.5"."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        findings.report("must be a string that contains a number", pointer)


def whole_number(lowest: int, highest: int) -> Rule:
    """Accept an integer in that range."""

    def rule(value: object, pointer: str, findings: Findings) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            findings.report(f"must be an integer between {lowest} and {highest}", pointer)

    return rule


def array(item: Rule, *, most: int, fewest: int = 1) -> Rule:
    """Accept an array whose items follow a rule."""

    def rule(value: object, pointer: str, findings: Findings) -> None:
        items = as_array(value)
        if items is None:
            findings.report("must be an array", pointer)
            return
        if len(items) > most:
            findings.report(f"no more than {most} items allowed", pointer)
        elif len(items) < fewest:
            findings.report(f"no less than {fewest} items allowed", pointer)
        for position, entry in enumerate(items):
            item(entry, f"{pointer}/{position}", findings)

    return rule


@dataclass(frozen=True)
class Shape:
    """Accept an object with these fields and no others (`type` is known already).

    `one_of`: at least one of these fields must be there. `also` sees the whole object after its fields.
    """

    required: Mapping[str, Rule] = field(default_factory=dict[str, "Rule"])
    optional: Mapping[str, Rule] = field(default_factory=dict[str, "Rule"])
    one_of: tuple[str, ...] = ()
    also: Rule = anything

    def __call__(self, value: object, pointer: str, findings: Findings) -> None:
        """Report what is missing, what is too much, and what the fields' own rules find."""
        entry = as_object(value)
        if entry is None:
            findings.report("must be a valid object", pointer)
            return
        for name in self.required:
            if entry.get(name) is None:
                findings.report(f"missing required field: {name}", pointer)
        if self.one_of and all(entry.get(name) is None for name in self.one_of):
            findings.report(f"missing required field: {self.one_of[0]}", pointer)
        for name, content in entry.items():
            rule = self.required.get(name) or self.optional.get(name)
            if rule is not None:
                if content is not None:
                    rule(content, f"{pointer}/{name}", findings)
            elif name != "type":
                findings.report(f"invalid additional property: {name}", pointer)
        self.also(value, pointer, findings)


def typed(rules: Mapping[str, Rule], *, only: frozenset[str] | None = None) -> Rule:
    """Accept an object whose `type` has a rule; `only` narrows the types allowed at this place."""

    def rule(value: object, pointer: str, findings: Findings) -> None:
        entry = as_object(value)
        if entry is None:
            findings.report("must be a valid object", pointer)
            return
        name = entry.get("type")
        if name is None:
            findings.report("missing required field: type", pointer)
        elif not isinstance(name, str) or name not in rules or (only is not None and name not in only):
            findings.report(f"unsupported type: {name}", f"{pointer}/type")
        else:
            rules[name](value, pointer, findings)

    return rule
