"""What a service of the OpenAI kind sent back, whole or in pieces, read into text and token counts. Pure.

It trusts nothing: the client checks no types, and services of the same kind differ. A text in another form is an error.
Token counts are not worth an answer: one that is no count is unknown, which is 0.
"""

from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

TOKENS_MAX: Final = 100_000_000
"""Of one call: far more than any model reads, and little enough to be added up for years."""


class AnswerUnreadable(ValueError):
    """The answer is none of the OpenAI kind; the message is a clause that says where."""


def _else(unknown: int | BaseModel) -> WrapValidator:
    """Take `unknown` for what does not fit."""

    def checked(value: object, check: ValidatorFunctionWrapHandler) -> object:
        try:
            return check(value)
        except ValidationError:
            return unknown

    return WrapValidator(checked)


Count = Annotated[int, Field(strict=True, ge=0, le=TOKENS_MAX), _else(0)]


class _Part(BaseModel):
    """Read from the client's objects, whose fields hold whatever came."""

    model_config = ConfigDict(from_attributes=True)


class _Details(_Part):
    cached_tokens: Count = 0


class Usage(_Part):
    """What a call cost in tokens, as far as the service told."""

    prompt_tokens: Count = 0
    completion_tokens: Count = 0
    prompt_tokens_details: Annotated[_Details, _else(_Details())] = _Details()

    @property
    def cached_tokens(self) -> int:
        """Return how many tokens of the prompt were cached, never more than it had."""
        return min(self.prompt_tokens, self.prompt_tokens_details.cached_tokens)


UNKNOWN: Final = Usage()
P = TypeVar("P", bound=_Part)


class _Message(_Part):
    content: str | None = None


class _Whole(_Part):
    message: _Message


class _Piece(_Part):
    delta: _Message | None = None


class _Completion(_Part):
    choices: list[_Whole]
    usage: Annotated[Usage, _else(UNKNOWN)] = UNKNOWN


class _Chunk(_Part):
    choices: list[_Piece] | None = None
    usage: Annotated[Usage, _else(UNKNOWN)] = UNKNOWN


def read_whole(completion: object) -> tuple[str, Usage]:
    """Return a completion's text, empty where the model said nothing, and its cost. Raises AnswerUnreadable."""
    answer = _read(_Completion, completion)
    return (answer.choices[0].message.content or "" if answer.choices else ""), answer.usage


def read_piece(chunk: object) -> tuple[str, Usage]:
    """Return the text that a piece of a stream adds, and the cost if it tells it. Raises AnswerUnreadable."""
    piece = _read(_Chunk, chunk)
    delta = piece.choices[0].delta if piece.choices else None
    return (delta.content or "" if delta else ""), piece.usage


def _read(form: type[P], sent: object) -> P:
    try:
        return form.model_validate(sent)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise AnswerUnreadable(f"in {where}: {first['msg'].lower()}") from error
