"""A short conversation through the whole path, printed: what the page would show, for terminals."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.terminal import readable
from sandbox.model import Message
from sandbox.server import Sandbox

SCRIPT = ("not Sony", "why the second?", ":two:", "others?", "cheaper")
ANSWER_SECONDS = 60.0


async def play(sandbox: Sandbox, console: Console) -> None:
    """Ask, refine, react, ask again: as Ana, in #gear."""
    ana, gear = sandbox.person("ana"), sandbox.channel("gear")
    _said(console, "/recommend quiet headphones under 300")
    await ana.command(gear, "/recommend", "quiet headphones under 300")
    root = await sandbox.answer(gear, timeout=ANSWER_SECONDS)
    shown = await _next_answer(sandbox, console, root, 1)  # the first answer is the root itself
    answers = 2
    for line in SCRIPT:
        if line.startswith(":"):
            _said(console, f"reacts {line} to the picks")
            await ana.react(shown, line.strip(":"))
            await sandbox.settled()
            continue
        _said(console, line)
        await ana.say(gear, line, thread_ts=root.ts)
        answer = await _next_answer(sandbox, console, root, answers)
        shown = answer if ":one:" in str(answer.blocks) else shown
        answers += 1


async def _next_answer(sandbox: Sandbox, console: Console, root: Message, after: int) -> Message:
    answer = await sandbox.answer(sandbox.channel("gear"), root.ts, after=after, timeout=ANSWER_SECONDS)
    console.print(Padding(Text(readable(answer.text)), (0, 0, 1, 4)))
    return answer


def _said(console: Console, text: str) -> None:
    console.print(Text.assemble(("Ana  ", "bold green"), text))
