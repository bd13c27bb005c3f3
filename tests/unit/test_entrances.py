"""Requests that come by no message, and whose team a payload is of."""

from typing import Any

import pytest

from bot.entrances import about_message, asked
from bot.inbound import tenant_of
from recsys.model.delivery import Address
from recsys.model.ids import Tenant

NOW = 1_700_000_000.0


def shortcut(channel: str = "C1", **message: Any) -> dict[str, Any]:
    return {
        "type": "message_action",
        "team": {"id": "T1"},
        "user": {"id": "UANA"},
        "channel": {"id": channel},
        "action_ts": "9.9",
        "response_url": "https://hooks.example/1",
        "message": {"ts": "2.0", "text": "a quiet mouse", **message},
    }


def test_a_message_is_asked_about_in_its_thread_by_who_used_the_shortcut() -> None:
    on_root, on_reply = about_message(shortcut(), NOW), about_message(shortcut(thread_ts="1.0", user="UBEN"), NOW)
    assert on_root is not None
    assert on_reply is not None
    assert (on_root.conversation, on_root.address, on_root.user) == ("C1:2.0", Address("C1", "2.0"), "UANA")
    assert (on_reply.conversation, on_reply.address, on_reply.user) == ("C1:1.0", Address("C1", "1.0"), "UANA")
    assert on_root.message == "", "the message itself may be a request of its own"
    assert on_root.reply_url
    direct = about_message(shortcut("D1"), NOW)
    assert direct is not None
    assert (direct.conversation, direct.origin) == ("D1:2.0", "direct")


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_message_without_words_is_no_request(text: str | None) -> None:
    assert about_message(shortcut(text=text), NOW) is None


def test_the_same_form_sent_twice_is_one_request() -> None:
    body = {"team": {"id": "T1"}, "user": {"id": "UANA"}, "trigger_id": "1"}
    once, again = (asked({**body, "trigger_id": n}, "view:V1", "D1", "half \ud800", NOW) for n in ("1", "2"))
    assert once == again
    once.text.encode()


@pytest.mark.parametrize(
    ("body", "tenant"),
    [
        ({"team_id": "T1"}, Tenant("", "T1")),
        ({"team_id": "T1", "enterprise_id": "E1"}, Tenant("E1", "T1")),
        ({"team": {"id": "T1"}, "enterprise": {"id": "E1"}}, Tenant("E1", "T1")),
        ({"team": {"id": "T1", "enterprise_id": "E1"}, "enterprise": None}, Tenant("E1", "T1")),
        # Slack Connect: the event is of another team, and seen through ours.
        (
            {
                "team_id": "TGUEST",
                "enterprise_id": "EGUEST",
                "authorizations": [{"team_id": "T1", "enterprise_id": "E1"}],
            },
            Tenant("E1", "T1"),
        ),
        ({"team": {"id": "TGUEST"}, "view": {"app_installed_team_id": "T1"}}, Tenant("", "T1")),
        # An install for a whole organisation names no team in a modal.
        ({"team": None, "user": {"id": "U", "team_id": "T1"}, "enterprise": {"id": "E1"}}, Tenant("E1", "T1")),
        ({"team_id": "T1", "authorizations": [{"team_id": None, "enterprise_id": "E1"}]}, Tenant("E1", "T1")),
    ],
)
def test_the_tenant_is_the_team_that_installed_the_app(body: dict[str, Any], tenant: Tenant) -> None:
    assert tenant_of(body) == tenant
