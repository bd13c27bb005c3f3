"""A language model that answers at once: the first three of the list, with reasons that claim nothing.

The second of them comes first, so that its picks are no echo of the list and one call is all.

What is left of a turn is the bot's own cost.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

from recsys.model.answer import ModelUsage
from recsys.ports import LanguageModel, ModelReply, ModelRequest

REASONS = (
    "A good match for this request.",
    "Another good match for this request.",
    "Worth a look as well if the others do not suit.",
)


class InstantModel(LanguageModel):
    """Answers from the schema alone, which names the aliases it may choose from."""

    @property
    def name(self) -> str:
        """Return its name."""
        return "instant"

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the first aliases."""
        first, second, *others = [*_enum(request.schema), "", ""]
        aliases = [alias for alias in (second, first, *others) if alias]
        picks = [{"id": alias, "reason": reason} for alias, reason in zip(aliases, REASONS, strict=False)]
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
