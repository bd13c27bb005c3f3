"""The small messages: a request as a thread's root, help, and what went wrong."""

from typing import LiteralString

from bot.blocks.message import Block, Message, actions, button, context, section
from bot.escape import Mrkdwn, bold, mention, mrkdwn, plain
from bot.marks import as_read

EXAMPLES = ("/recommend quiet headphones under 300", "/recommend a mechanical keyboard, not Keychron")


DIRECT_ACTION = "direct"


def request_root(user: str, text: str) -> Message:
    """Return the root of a thread that `/recommend` opens: who asks for what, `text` as Slack escapes it."""
    wish = bold(mrkdwn(as_read(text), 1_000))
    line = f"{mention(user)} asks for a recommendation{f': {wish}' if wish else ''}"
    return Message(Mrkdwn(line), (section(Mrkdwn(line)),))


def help_message(bot_user: str) -> Message:
    """Return what the bot can do, in the shape of things to type."""
    lines = (
        "I recommend items from your team's catalog: three picks, each with a reason.",
        "• Ask: `/recommend quiet headphones under 300`, or mention me, or write to me directly.",
        "• `/recommend` alone goes by what you looked at and liked before.",
        "• Then just reply: “cheaper”, “not Sony”, “only wireless”, “others?”, “why the second?”, “compare them”.",
        "• Say what you think: the buttons of a pick, the thumbs under an answer, or a reaction (:+1: :-1: :one: :two:"
        " :three:). That makes the next answers better.",
        "• Bought one? Say “I bought the second” and I will not suggest it again.",
    )
    text = Mrkdwn("\n".join(lines))
    closing = Mrkdwn(f"In a thread, where slash commands do not work, mention {mention(bot_user)}.")
    return Message(text, (section(text), context(closing)))


def apology(reference: str) -> Message:
    """Return what a person reads when an answer could not be made."""
    text = mrkdwn(
        f"Sorry, something went wrong on my side and I could not answer. Please ask again. (Reference {reference})"
    )
    return Message(text, (section(text),))


def words_only() -> Message:
    """Return what a person reads who sent a file and no words."""
    return _line("I can only read words: tell me what you are looking for.")


def forgotten() -> Message:
    """Return what is told of a tap in a conversation that we have deleted."""
    return _line("I no longer have that conversation. Ask again, and I will look once more.")


def too_old() -> Message:
    """Return what is told of a tap under an answer whose request we have deleted, while the talk has gone on."""
    return _line("I no longer know what that answer was about. Use the buttons of a newer one, or ask again.")


def _line(words: LiteralString) -> Message:
    text = Mrkdwn(words)
    return Message(text, (section(text),))


def no_place(bot_user: str, request: str) -> Message:
    """Return the private answer to a request where the bot cannot post; its button takes the request with it."""
    text = Mrkdwn(
        f"I cannot post in that channel, so nobody would see my answer. Invite me to the channel (`/invite` and "
        f"{mention(bot_user)}) and ask again, or let me answer you directly."
    )
    return Message(text, (section(text), actions(_continue(request))))


def not_allowed(request: str | None) -> Message:
    """Return what a person is told alone when Slack takes no answer where they asked; None where that is not known."""
    text = Mrkdwn("Slack does not let me answer where you asked me. I can answer you in our direct message instead.")
    if request is None:
        return Message(text, (section(text),))
    return Message(text, (section(text), actions(_continue(request))))


def _continue(request: str) -> Block:
    return {**button(plain("Continue in a direct message"), DIRECT_ACTION, request), "style": "primary"}
