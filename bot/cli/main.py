"""The `recbot` command: its subcommands, and how errors end."""

import importlib
import sys

import click

from recsys.errors import RecsysError

EXIT_FAILED = 2

# Each command's module is imported when it is used: `recbot --help` need not load an ONNX runtime.
COMMANDS = {
    "demo": "A Slack-like page with the bot in it, on this machine: no account, no key.",
    "run": "Connect to Slack and answer, until stopped.",
    "chat": "The same turns in this terminal.",
    "catalog": "Import, check and describe the catalog.",
    "profiles": "Import, show and export what is known about people.",
    "report": "A page of pictures: what pleased, by place, over time, and what the model cost.",
    "doctor": "Check everything and say what to do.",
    "manifest": "The manifest of the Slack app, for the features you want.",
    "migrate": "Bring the database to the present schema.",
}

EPILOG = """
\b
Start with:    recbot demo                   a Slack-like page, nothing to set up
Then:          recbot catalog import FILE    your own catalog
               recbot doctor                 what is missing before `recbot run`

Settings come from the environment and from .env; README.md lists them.
Exit codes: 0 done, 1 done with complaints, 2 not done.
"""


class Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"bot.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="recbot")
def recbot() -> None:
    """Recommend items from your team's own catalog, in Slack."""


def main() -> None:
    """Run the command line. What recbot raises on purpose ends in one sentence and exit code 2."""
    try:
        # Without click's standalone mode errors come back here, and a command's own exit code as the return value.
        code: object = recbot.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_FAILED)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nothing more to say, and nobody to say it to
        sys.exit(EXIT_FAILED)
    except RecsysError as error:
        for line in str(error).splitlines():
            click.echo(f"recbot: {line}", err=True)
        sys.exit(EXIT_FAILED)


if __name__ == "__main__":
    main()
