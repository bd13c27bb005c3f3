"""Prompts live in files beside this one; their placeholders are declared there and again by the code that fills them.

A file begins with front matter, `---`, one line `placeholders: a, b`, `---`, and then the text. `{a}` is filled;
`{{` and `}}` stand for braces. What the three sides say (front matter, text, code) must agree, or loading fails: a
prompt that silently lost its candidates would cost more than a start that is refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from recsys.errors import PromptError

_FRONT_MATTER = re.compile(r"\A---\nplaceholders:[ \t]*(?P<names>[^\n]*)\n---\n(?P<text>.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's text with its placeholders."""

    name: str
    text: str
    placeholders: frozenset[str]

    def fill(self, **values: str) -> str:
        """Return the text with every placeholder filled. Raises PromptError when one is missing or unknown."""
        if frozenset(values) != self.placeholders:
            raise PromptError(_differ(self.name, "the values given", values, "its placeholders", self.placeholders))
        return self.text.format_map(values)


def parse(name: str, source: str) -> Prompt:
    """Read one prompt file's text. Raises PromptError."""
    match = _FRONT_MATTER.match(source.replace("\r\n", "\n"))
    if match is None:
        raise PromptError(f"Prompt {name} has no front matter. Begin it with ---, `placeholders: a, b`, ---.")
    declared = frozenset(part.strip() for part in match["names"].split(",") if part.strip())
    try:
        used = frozenset(field for _, field, _, _ in Formatter().parse(match["text"]) if field is not None)
    except ValueError as error:
        raise PromptError(f"Prompt {name} has a single brace ({error}). Write {{{{ and }}}} for braces.") from error
    if used != declared:
        raise PromptError(_differ(name, "its text", used, "its front matter", declared))
    return Prompt(name, match["text"].rstrip("\n"), declared)


@cache
def load(name: str, *placeholders: str) -> Prompt:
    """Return the prompt `name`.md, whose placeholders must be exactly these. Raises PromptError."""
    file = files("recsys.prompts").joinpath(f"{name}.md")
    if not file.is_file():
        raise PromptError(f"There is no prompt file {name}.md.")
    prompt = parse(name, file.read_text(encoding="utf-8"))
    if prompt.placeholders != frozenset(placeholders):
        raise PromptError(_differ(name, "the code", placeholders, "the file", prompt.placeholders))
    return prompt


def _differ(name: str, left: str, left_names: Iterable[str], right: str, right_names: Iterable[str]) -> str:
    left_set, right_set = set(left_names), set(right_names)
    return (
        f"Prompt {name}: {left} and {right} differ in their placeholders "
        f"({', '.join(sorted(left_set ^ right_set))}). Make them agree."
    )
