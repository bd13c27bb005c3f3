"""A language model that answers at once: three from all over the list, with reasons that claim nothing.

So its picks are no echo of the list and one call is all.

What is left of a turn is the bot's own cost.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, cast

from recsys.model.answer import ModelUsage
from recsys.ports import LanguageModel, ModelReply, ModelRequest

REASONS = (
    "A good match for this request.",
    "Another good match for this request.",
    "Worth a look as well if the others do not suit.",
)

_LISTED = re.compile(r"^(A\d+) \|", re.M)
"""The candidates of a prompt: the schema names every alias that there may be."""


class InstantModel(LanguageModel):
    """Answers from the schema alone, which names the aliases it may choose from."""

    @property
    def name(self) -> str:
        """Return its name."""
        return "instant"

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the alias in the middle, the first one and the last."""
        aliases = _LISTED.findall(request.user) or _enum(request.schema)
        spread = dict.fromkeys(aliases[place] for place in (len(aliases) // 2, 0, -1))
        picks = [{"id": alias, "reason": reason} for alias, reason in zip(spread, REASONS, strict=False)]
        usage = ModelUsage(self.name, len(request.system + request.user) // 4, 0, 60, 0.0)
        return ModelReply(json.dumps({"picks": picks}), usage)


def _enum(schema: Mapping[str, object]) -> list[str]:
    """Find the aliases wherever they stand in the schema."""
    for key, value in schema.items():
        if key == "enum":
            return [str(alias) for alias in cast(list[Any], value)]
        if isinstance(value, Mapping):
            found = _enum(cast(Mapping[str, object], value))
            if found:
                return found
    return []
