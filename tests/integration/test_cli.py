"""The command line as an operator meets it."""

import subprocess
import sys

import pytest

from bot.cli.main import COMMANDS, recbot


def run(*arguments: str, feed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with no settings but those given."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli.main", *arguments],
        capture_output=True,
        text=True,
        input=feed,
        timeout=60,
        env={"PATH": "", **environment},
        check=False,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    with recbot.make_context("recbot", ["--help"], resilient_parsing=True) as context:
        command = recbot.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert len(command.get_short_help_str()) > 20


def test_help_names_every_command_and_loads_no_engine() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in COMMANDS)
    probe = "import sys, bot.cli.main; sys.exit(any(name in sys.modules for name in ('onnxruntime', 'slack_bolt')))"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"), [(["recomend"], "No such command"), (["demo", "--prot", "1"], "No such option")]
)
def test_a_mistyped_command_ends_with_2(arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_wrong_setting_ends_with_2_and_one_sentence() -> None:
    done = run("doctor", RECBOT_LOG_LEVEL="loud")
    assert done.returncode == 2
    assert done.stderr.startswith("recbot: RECBOT_LOG_LEVEL: ")
    assert len(done.stderr.splitlines()) == 1


def test_chat_answers_each_line_of_a_script() -> None:
    done = run("chat", "--sample", feed="quiet headphones under 300\n+1\nothers?\n", RECBOT_EMBEDDER="none")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1. ") == 2
    assert "Noted" in done.stdout


def test_chat_without_a_catalog_says_what_to_do() -> None:
    done = run("chat", RECBOT_DATABASE="sqlite:///empty.db")
    assert done.returncode == 2
    assert "recbot catalog import" in done.stderr


def test_the_transcript_plays_the_whole_path_and_ends() -> None:
    done = run("demo", "--transcript", RECBOT_EMBEDDER="none")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1. ") >= 4
    assert "Others for" in done.stdout


def test_a_port_in_use_is_told() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("demo", "--port", str(port), RECBOT_EMBEDDER="none")
    assert done.returncode == 2
    assert f"Port {port} is in use" in done.stderr
