"""Which payloads are for us, and what they become."""

from typing import Any

import pytest

from bot import inbound
from recsys.model.delivery import Address, Incoming
from recsys.model.ids import Tenant

BOT, ANA, TEAM = "UBOT", "UANA", "T1"
NOW = 1_700_000_000.0
TS = f"{NOW:.6f}"


def body(**event: Any) -> dict[str, Any]:
    event = {
        "type": "message",
        "channel": "C1",
        "channel_type": "channel",
        "user": ANA,
        "ts": TS,
        "text": "hello",
    } | event
    return {
        "team_id": TEAM,
        "event_id": "Ev1",
        "event": {key: value for key, value in event.items() if value is not None},
    }


def read(**event: Any) -> Incoming | inbound.Edit | inbound.Deletion | inbound.Wordless | None:
    return inbound.message(body(**event), BOT, NOW)


@pytest.mark.parametrize(
    "event",
    [
        {},  # said in a channel, to nobody in particular
        {"bot_id": "B2", "user": "UOTHERBOT", "thread_ts": "1.1"},  # another bot
        {"user": BOT, "channel_type": "im"},  # ourselves
        {"user": None, "channel_type": "im"},  # a workflow's post has no user
        {"user": "USLACKBOT", "channel_type": "im"},
        {"subtype": "bot_message", "thread_ts": "1.1"},
        {"subtype": "channel_join"},
        {"subtype": "a_subtype_of_tomorrow", "thread_ts": "1.1"},
        {"text": "<@UBEN> what do you think?", "thread_ts": "1.1"},  # people talking to each other in our thread
        {"text": "which one would you take, <@UBEN>?", "thread_ts": "1.1"},
        {"text": "", "thread_ts": "1.1", "subtype": "file_share"},  # a picture
        {"text": " ", "thread_ts": "1.1"},  # a forwarded message
    ],
)
def test_what_is_not_for_us_becomes_nothing(event: dict[str, Any]) -> None:
    assert read(**event) is None


def test_a_reply_in_a_thread() -> None:
    reply = read(thread_ts="1.1", text="cheaper")
    assert isinstance(reply, Incoming)
    assert (reply.origin, reply.conversation, reply.address) == ("reply", "C1:1.1", Address("C1", "1.1"))
    assert (reply.tenant, reply.event, reply.message) == (Tenant("", TEAM), "Ev1", TS)


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast"])
def test_a_reply_with_a_file_or_sent_to_the_channel_counts(subtype: str | None) -> None:
    assert isinstance(read(thread_ts="1.1", subtype=subtype), Incoming)


def test_a_mention_opens_a_thread_and_its_two_events_are_one_message() -> None:
    as_message = read(text=f"<@{BOT}> a quiet keyboard")
    as_mention = inbound.mention(body(type="app_mention", text=f"<@{BOT}> a quiet keyboard"), BOT, NOW)
    assert isinstance(as_message, Incoming)
    assert as_mention is not None
    assert as_mention == as_message
    assert as_mention.text == "a quiet keyboard"
    assert as_mention.address == Address("C1", TS)


def test_a_mention_of_us_beside_others_is_for_us() -> None:
    assert isinstance(read(text=f"<@UBEN> ask <@{BOT}> for one", thread_ts="1.1"), Incoming)


def test_somebody_may_be_spoken_of() -> None:
    for text in ("a mouse for <@UBEN>", "one for <@UANA>, <@UBEN> and me", "cheaper, <@UBEN> has 50"):
        assert isinstance(read(text=text, thread_ts="1.1"), Incoming)


def test_what_is_sent_directly_without_words_is_told_apart() -> None:
    sent = read(channel="D1", channel_type="im", subtype="file_share", text="")
    assert isinstance(sent, inbound.Wordless)
    assert isinstance(read(channel="D1", channel_type="im", text=f"<@{BOT}>"), Incoming), "called by name alone"


def edited(before: str, after: str, **event: Any) -> Incoming | None:
    new = {"type": "message", "user": ANA, "text": after, "ts": TS, "thread_ts": "1.1", "edited": {"user": ANA}} | event
    edit = read(subtype="message_changed", user=None, text=None, message=new, previous_message={**new, "text": before})
    assert isinstance(edit, inbound.Edit)
    return edit.asks


def test_an_edit_that_makes_a_message_one_for_us_asks() -> None:
    asks = edited("<@UBEN> which one?", "cheaper")
    assert asks is not None
    assert (asks.text, asks.origin, asks.conversation, asks.message) == ("cheaper", "reply", "C1:1.1", TS)
    assert edited(":joy:", "cheaper") is not None
    assert edited("", "cheaper") is not None
    assert edited("cheper", "cheaper") is None, "it was for us before"
    assert edited("<@UBEN> which one?", "<@UBEN> which?") is None
    assert edited("<@UBEN> which one?", "cheaper", ts=f"{NOW - 7_200:.6f}") is None, "tidied up long after"
    assert edited("<@UBEN> which one?", "cheaper", bot_id=None, user="USLACKBOT") is None


def test_an_old_message_that_is_tidied_up_is_no_new_request() -> None:
    fresh = body(type="app_mention", edited={"user": ANA, "ts": TS})
    old = body(type="app_mention", edited={"user": ANA, "ts": TS}, ts=f"{NOW - 7_200:.6f}")
    assert inbound.mention(fresh, BOT, NOW) is not None
    assert inbound.mention(old, BOT, NOW) is None


def test_direct_messages_are_one_conversation_and_each_of_their_threads_another() -> None:
    plain = read(channel="D1", channel_type="im")
    threaded = read(channel="D1", channel_type="im", thread_ts="1.1")
    assert isinstance(plain, Incoming)
    assert isinstance(threaded, Incoming)
    assert (plain.conversation, threaded.conversation) == ("D1", "D1:1.1")
    assert (plain.address, threaded.address) == (Address("D1"), Address("D1", "1.1"))


def test_a_message_is_not_in_a_thread_of_itself() -> None:
    said = read(channel="D1", channel_type="im", thread_ts=TS)
    assert isinstance(said, Incoming)
    assert (said.conversation, said.address) == ("D1", Address("D1"))


def test_only_a_changed_text_is_an_edit() -> None:
    changed = {"ts": "5.5", "user": ANA, "text": "new", "edited": {"user": ANA, "ts": "6.6"}}
    edit = read(subtype="message_changed", message=changed, previous_message={"text": "old"})
    assert edit == inbound.Edit(Tenant("", TEAM), "C1", "5.5", "new")
    unfurled = read(subtype="message_changed", message=changed, previous_message={"text": "new"})
    assert unfurled is None
    own = read(subtype="message_changed", message=changed | {"bot_id": "B1"}, previous_message={"text": "old"})
    assert own is None


def test_a_deletion() -> None:
    assert read(subtype="message_deleted", deleted_ts="5.5") == inbound.Deletion(Tenant("", TEAM), "C1", "5.5")


def test_enterprise_grid_keys_the_tenant() -> None:
    assert inbound.tenant_of({"team_id": "T1", "enterprise_id": "E1"}) == Tenant("E1", "T1")
    assert inbound.tenant_of({"team": {"id": "T1"}, "enterprise": None}) == Tenant("", "T1")


def reacted(**event: Any) -> inbound.Reaction | None:
    base = {"user": ANA, "reaction": "thumbsup::skin-tone-3", "item": {"type": "message", "channel": "C1", "ts": "2.2"}}
    return inbound.reaction({"team_id": TEAM, "event": base | event}, BOT, NOW)


def test_a_reaction_on_our_message() -> None:
    reaction = reacted(item_user=BOT)
    assert reaction is not None
    assert reaction.author == BOT
    assert (reaction.feedback.source, reaction.feedback.signal, reaction.feedback.position) == (
        "+1::skin-tone-3",
        "up",
        None,
    )


def test_a_reaction_whose_author_is_not_told_is_left_to_be_looked_up() -> None:
    reaction = reacted()
    assert reaction is not None
    assert reaction.author is None


@pytest.mark.parametrize(
    "event", [{"item_user": "UBEN"}, {"reaction": "tada"}, {"item": {"type": "file", "file": "F1"}}, {"user": BOT}]
)
def test_other_reactions_become_nothing(event: dict[str, Any]) -> None:
    assert reacted(**event) is None


def test_a_command_names_its_conversation_by_the_trigger_until_it_has_a_thread() -> None:
    payload = {"team_id": TEAM, "channel_id": "C1", "user_id": ANA, "text": " quiet ", "trigger_id": "9.9"}
    incoming = inbound.command(payload | {"response_url": "https://hooks.example/1"}, NOW)
    assert (incoming.origin, incoming.text, incoming.message) == ("command", "quiet", "")
    assert incoming.address == Address("C1")
    assert incoming.reply_url == "https://hooks.example/1"
