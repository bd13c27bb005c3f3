"""A language model that answers at once: three from all over the list, with reasons that claim nothing.

So its picks are no echo of the list and one call is all.

What is left of a turn is the bot's own cost.
"""

import json
import re

from recsys.model.answer import ModelUsage
from recsys.ports import LanguageModel, ModelReply, ModelRequest

REASONS = (
    "A good match for this request.",
    "Another good match for this request.",
    "Worth a look as well if the others do not suit.",
)

_LISTED = re.compile(r"^(A\d+) \|", re.M)
"""A candidate's line in a prompt."""


class InstantModel(LanguageModel):
    """Answers by the aliases of the prompt's candidates alone; what lists none gets no pick."""

    @property
    def name(self) -> str:
        """Return its name."""
        return "instant"

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return the alias in the middle, the first one and the last."""
        aliases = _LISTED.findall(request.user)
        spread = dict.fromkeys((*aliases[len(aliases) // 2 :][:1], *aliases[:1], *aliases[-1:]))
        picks = [{"id": alias, "reason": reason} for alias, reason in zip(spread, REASONS, strict=False)]
        usage = ModelUsage(self.name, len(request.system + request.user) // 4, 0, 60, 0.0)
        return ModelReply(json.dumps({"picks": picks}), usage)
