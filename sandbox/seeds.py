"""The office every sandbox starts with. Ids are fixed, so that transcripts stay the same."""

from __future__ import annotations

from sandbox.model import AppIdentity, Channel, Person, Team

PEOPLE = (
    Person(id="U0ANA00001", name="ana", real_name="Ana", color="9f69e7"),
    Person(id="U0BEN00001", name="ben", real_name="Ben", color="4bbe2e"),
    Person(id="U0CHIKA001", name="chika", real_name="Chika", color="e7392d"),
    Person(id="U0DEV00001", name="dev", real_name="Dev", color="3c989f"),
    Person(id="U0EMI00001", name="emi", real_name="Emi", color="e96699"),
)
OTHER_BOT_ID, OTHER_APP_ID, OTHER_TEAM_ID = "B0OTHER001", "A0OTHER001", "T0OTHER001"
_FOUNDED = 1700000000


def team(*, enterprise: bool) -> Team:
    """Return the workspace, alone or as a part of an Enterprise Grid."""
    grid = ("E0ACME0001", "Acme") if enterprise else (None, None)
    return Team("T0ACME0001", "Acme Office", "acme-office", *grid)


def app_identity(bot_name: str) -> AppIdentity:
    """Return the installed app under the name its manifest gives it."""
    return AppIdentity(app_id="A0APP00001", bot_id="B0BOT00001", user_id="U0BOT00001", name=bot_name)


def bot_user(app: AppIdentity) -> Person:
    """Return the user the app's bot acts as."""
    handle = "".join(letter for letter in app.name.lower() if letter.isalnum() or letter in "-_") or "bot"
    return Person(id=app.user_id, name=handle, real_name=app.name, color="757575", is_bot=True)


def channels(app: AppIdentity) -> tuple[Channel, ...]:
    """Return fresh channels: the bot is in #general and #gear, neither in #random nor in #finance (private)."""
    everybody = [person.id for person in PEOPLE]
    with_bot = [*everybody, app.user_id]
    rooms = (
        Channel("C0GENERAL1", "general", "channel", _FOUNDED, "Company-wide", list(with_bot), is_general=True),
        Channel("C0GEAR0001", "gear", "channel", _FOUNDED, "What is on your desk?", list(with_bot)),
        Channel("C0RANDOM01", "random", "channel", _FOUNDED, "Everything else", list(everybody)),
        Channel("C0FINANCE1", "finance", "private", _FOUNDED, "Budgets", everybody[:2]),
    )
    messages = tuple(
        Channel(person.id.replace("U", "D", 1), "", "im", _FOUNDED, members=[person.id, app.user_id])
        for person in PEOPLE
    )
    return rooms + messages
