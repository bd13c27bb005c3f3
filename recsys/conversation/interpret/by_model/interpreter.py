"""Rules first; what they do not explain, one call of a language model; where that fails, the best the rules can do."""

import asyncio
import logging
import time

from recsys.conversation.interpret.by_model.act import Sure, act_of
from recsys.conversation.interpret.by_model.answer import ModelReading, read_answer
from recsys.conversation.interpret.by_model.heard import Heard
from recsys.conversation.interpret.by_model.prompt import ReadingPrompt
from recsys.conversation.interpret.by_model.verified import verify_reading
from recsys.conversation.interpret.deciding import decide
from recsys.conversation.interpret.explained import certain, is_explained
from recsys.conversation.interpret.gleaning import at_least
from recsys.conversation.interpret.interpreter import Understood
from recsys.conversation.interpret.languages import may_be_foreign
from recsys.conversation.interpret.reading import read
from recsys.conversation.interpret.rules import RuleInterpreter
from recsys.errors import ModelError
from recsys.model.answer import ModelUsage
from recsys.model.dialogue import DialogueAct, DialogueState
from recsys.ports import CatalogVocabulary, LanguageModel, ModelRequest

_log = logging.getLogger(__name__)


class RulesThenModel:
    """Understands by rules, and asks a model about what they leave. A message that they explain costs no call.

    What a model says counts only as far as it can be verified, and never against what the rules are sure of. A call
    takes at most `seconds` and is not repeated.
    """

    def __init__(self, model: LanguageModel, seconds: float, rules: RuleInterpreter | None = None) -> None:
        """Load the prompts (raises PromptError)."""
        self._model = model
        self._prompt = ReadingPrompt(seconds)
        self._rules = rules or RuleInterpreter()

    async def interpret(self, text: str, state: DialogueState, vocabulary: CatalogVocabulary) -> Understood:
        """Return what a message means, and what the call cost. Never fails."""
        if not self._rules.is_ready(vocabulary):
            await asyncio.to_thread(self._rules.prepare, vocabulary)
        lexicon = self._rules.prepare(vocabulary)
        reading = read(text, state, lexicon)
        by_rules = decide(reading, state, lexicon)
        if is_explained(text, reading, by_rules, state, lexicon):
            return Understood(by_rules)
        heard = Heard(text, lexicon)
        said, usage = await self._ask(self._prompt.request(heard, state, vocabulary))
        gleaned = at_least(text, by_rules, reading, state, lexicon)
        alone = DialogueAct("unclear") if _leaves_for_nothing(gleaned, heard, state) else gleaned
        if said is None:
            return Understood(alone, (usage,))
        sure = Sure()  # rules that read a language they do not speak are sure of nothing
        if heard.english:
            sure = Sure(certain(reading, lexicon), reading.drop, reading.refers_to, reading.reset, reading.relative)
        act = act_of(said, verify_reading(said, heard, state), sure, state)
        return Understood(act or alone, (usage,))

    async def _ask(self, request: ModelRequest) -> tuple[ModelReading | None, ModelUsage]:
        """Return what a model says, None where it fails, and what the call cost; a failed one costs time too."""
        began = time.monotonic()
        usage = None
        try:
            reply = await self._model.complete(request)
            usage = reply.usage
            return read_answer(reply.text), usage
        except ModelError as error:
            _log.warning("A message was read by the rules alone: %s", error)
            return None, usage or ModelUsage(self._model.name, 0, 0, 0, time.monotonic() - began)


def _leaves_for_nothing(act: DialogueAct, heard: Heard, state: DialogueState) -> bool:
    """Return whether rules leave a topic for what neither English nor the catalog has a word for: "vergelijk ze"."""
    leaves = bool(state.topic) and act.kind == "reset"
    return leaves and may_be_foreign(heard.text, (act.topic or "",), heard.lexicon)
