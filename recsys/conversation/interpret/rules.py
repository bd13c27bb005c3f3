"""The rules, put together: one pass from a message to its act, without a model."""

from recsys.conversation.interpret.deciding import decide
from recsys.conversation.interpret.gleaning import at_least
from recsys.conversation.interpret.lexicon import Lexicon
from recsys.conversation.interpret.reading import read
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.ports import CatalogVocabulary


class RuleInterpreter:
    """Understands English messages without a model. Pure but for the arranged vocabulary that it keeps."""

    def __init__(self) -> None:
        """Begin with no vocabulary."""
        self._arranged: tuple[CatalogVocabulary, Lexicon] | None = None

    def is_ready(self, vocabulary: CatalogVocabulary) -> bool:
        """Return whether this vocabulary is arranged already."""
        return self._arranged is not None and self._arranged[0] is vocabulary

    def prepare(self, vocabulary: CatalogVocabulary) -> Lexicon:
        """Arrange a vocabulary (some tenths of a second for a big catalog) and keep it; may run in a thread."""
        arranged = self._arranged
        if arranged is None or arranged[0] is not vocabulary:
            arranged = (vocabulary, Lexicon.of(vocabulary))
            self._arranged = arranged
        return arranged[1]

    def interpret(self, text: str, state: DialogueState, vocabulary: CatalogVocabulary) -> DialogueAct:
        """Return what a message means in this state. Never fails."""
        lexicon = self.prepare(vocabulary)
        reading = read(text, state, lexicon)
        return at_least(text, decide(reading, state, lexicon), reading, state, lexicon)
