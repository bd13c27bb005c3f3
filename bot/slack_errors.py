"""What Slack's refusals mean, read in one place: the SDK leaves its responses untyped."""

from collections.abc import Mapping
from typing import cast

from slack_sdk.errors import SlackApiError

TOKEN_ERRORS = frozenset({"invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed"})
"""The token is not taken: nothing works until an operator changes it."""


def error_name(error: SlackApiError) -> str:
    """Return Slack's name of an error, or `http_503` and the like where Slack sent no JSON."""
    response = cast(object, error.response)
    data: object = getattr(response, "data", response)
    name: object = cast(dict[str, object], data).get("error") if isinstance(data, dict) else None
    return str(name) if name else f"http_{getattr(response, 'status_code', 'unknown')}"


def retry_after(error: SlackApiError, default: float) -> float:
    """Return the seconds that Slack asks to wait, or the default."""
    headers = cast(Mapping[str, str], getattr(cast(object, error.response), "headers", None) or {})
    for name, value in headers.items():
        if name.lower() == "retry-after":
            try:
                return max(0.1, float(value))
            except ValueError:
                return default
    return default
