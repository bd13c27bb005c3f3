"""The limits in force as a list of single ones, each with the drop that lifts it: what a model may take back by id."""

from collections.abc import Mapping

from recsys.conversation.interpret.lifting import Drop
from recsys.conversation.removing import singles
from recsys.model.dialogue import DialogueState


def limits(state: DialogueState) -> Mapping[str, tuple[str, Drop]]:
    """Return each limit under an id ("C1" is the oldest), in words and as a drop; brands and categories one by one."""
    return {f"C{number}": single for number, single in enumerate(singles(state), start=1)}
