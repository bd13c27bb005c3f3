"""What is said around the picks reads as a person would say it, wherever it is read."""

import pytest

from recsys.conversation.state import apply
from recsys.conversation.telling import lead, tell
from recsys.model.answer import Pick
from recsys.model.dialogue import EMPTY_STATE, DialogueAct, DialogueState
from recsys.model.person import EMPTY_PROFILE
from recsys.ports import CatalogVocabulary
from tests.unit.test_interpret_vocabulary import SHOWN
from tests.unit.test_ranking import item

ONE, TWO = item("Hush", "Sony", 99.0), item("Mute", "Bose", 89.0)
DESKS = CatalogVocabulary(1, "USD", {}, {"desks": ("Desks", 3)}, {}, {}, frozenset())


@pytest.mark.parametrize(("count", "said"), [(1, "this comes nearest:"), (3, "these come nearest:")])
def test_the_nearest_are_as_many_as_there_are(count: int, said: str) -> None:
    asked = DialogueAct("ask", topic="sleeve")
    picks = (Pick(ONE, "It fits."),) * count
    text = lead(asked, apply(EMPTY_STATE, asked), picks, EMPTY_PROFILE, currency="USD", things=0)
    assert text == f"I found no “sleeve”; {said}"


def test_what_is_bought_is_as_many_as_it_is() -> None:
    bought = DialogueAct("purchase")
    assert tell(bought, (ONE,), SHOWN, DESKS).text.endswith(" is yours. I will not suggest it again.")
    assert tell(bought, (ONE, TWO), SHOWN, DESKS).text.endswith(" are yours. I will not suggest them again.")


@pytest.mark.parametrize("state", [EMPTY_STATE, SHOWN])
def test_a_greeting_is_answered_with_who_speaks_and_what_to_say(state: DialogueState) -> None:
    text = tell(DialogueAct("small_talk"), (), state, DESKS).text
    assert "I recommend items from your team's catalog." in text
    assert "“" in text


@pytest.mark.parametrize("about", ["", "profile"])
def test_help_fits_threads_and_direct_messages_and_needs_no_markup(about: str) -> None:
    text = tell(DialogueAct("help", about=about), (), EMPTY_STATE, DESKS).text
    assert about or "“desks under 200”" in text
    assert not [word for word in ("thread", "`", "*", ":one:") if word in text]
