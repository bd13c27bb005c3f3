"""What `recbot doctor` found of one thing."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["ok", "note", "bad", "see"]
"""Well, not there but needed by nothing, broken, or for the reader to compare."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found and, unless it is well, what to do."""

    mark: Mark
    what: str
    found: str
    todo: str = ""
