"""A short conversation through the whole path, printed: what the page would show, for terminals."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.terminal import readable
from sandbox.model import Message
from sandbox.server import Sandbox

FOLLOW_UPS = ("cheaper", "not Sony", "why the second?")
ANSWER_SECONDS = 60.0


async def play(sandbox: Sandbox, console: Console) -> None:
    """Ask, refine, react, ask again: as Ana, in #gear."""
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    _said(console, "/recommend quiet headphones under 300")
    await ana.command(gear, "/recommend", "quiet headphones under 300")
    root = await sandbox.answer(gear, timeout=ANSWER_SECONDS)
    answers = 1  # the root is the bot's own message
    answer = await _next_answer(sandbox, console, root, answers)
    for follow_up in FOLLOW_UPS:
        _said(console, follow_up)
        await ana.say(gear, follow_up, thread_ts=root.ts)
        answers += 1
        answer = await _next_answer(sandbox, console, root, answers)
    _said(console, "reacts :two: to the picks, then: others?")
    picks = sandbox.answers(gear, root.ts)[3]
    await ana.react(picks, "two")
    await sandbox.settled()
    await ana.say(gear, "others?", thread_ts=root.ts)
    answer = await _next_answer(sandbox, console, root, answers + 1)
    console.print(
        f"[dim]{len(sandbox.answers(gear, root.ts)) - 1} answers in the thread, the last at {answer.ts}.[/dim]"
    )


async def _next_answer(sandbox: Sandbox, console: Console, root: Message, after: int) -> Message:
    answer = await sandbox.answer(sandbox.channel("gear"), root.ts, after=after, timeout=ANSWER_SECONDS)
    console.print(Padding(Text(readable(answer.text)), (0, 0, 1, 4)))
    return answer


def _said(console: Console, text: str) -> None:
    console.print(Text.assemble(("Ana  ", "bold green"), text))
