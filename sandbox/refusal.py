"""How the workspace says no: Slack's error names, with what Slack adds to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# What any Web API method may answer, whatever its own page of the reference lists.
COMMON_ERRORS = frozenset(
    {
        "account_inactive",
        "fatal_error",
        "internal_error",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_auth",
        "invalid_form_data",
        "invalid_json",
        "json_not_object",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "ratelimited",
        "service_unavailable",
        "token_revoked",
        "unknown_method",
    }
)


class SlackRefusalError(Exception):
    """Slack would refuse this; `error` is the name Slack gives the reason.

    `messages` become `response_metadata.messages`, `extra` further top-level fields of the answer.
    """

    def __init__(self, error: str, *, messages: Sequence[str] = (), **extra: Any) -> None:  # noqa: ANN401 - JSON values
        super().__init__(error)
        self.error = error
        self.messages = tuple(messages)
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """Return the body of the refusing answer, as Slack shapes it."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body
