"""Settings are read in one place, refused in sentences, and never shown."""

import logging
from pathlib import Path

import pytest

from bot.logs import Redacting
from bot.settings import load_settings, needs_slack, variables
from recsys.errors import SettingsError

README = Path(__file__).parents[2] / "README.md"


def test_a_fresh_machine_needs_no_setting() -> None:
    settings = load_settings()
    assert not settings.uses_model
    assert settings.database.startswith("sqlite:///")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SLACK_BOT_TOKEN", "xapp-swapped", "SLACK_BOT_TOKEN: must start with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-swapped", "SLACK_APP_TOKEN: must start with xapp-"),
        ("OPENAI_BASE_URL", "localhost:11434", "OPENAI_BASE_URL: must be an address"),
        ("RECBOT_MODEL_SECONDS", "soon", "RECBOT_MODEL_SECONDS: input should be a valid number"),
        ("RECBOT_CONCURRENCY", "0", "RECBOT_CONCURRENCY: input should be greater than or equal to 1"),
        ("RECBOT_LOG_LEVEL", "loud", "RECBOT_LOG_LEVEL: input should be"),
        ("RECBOT_EMBEDDER", "openai", "RECBOT_EMBEDDER=openai needs a service: set OPENAI_API_KEY"),
        ("RECBOT_EMBEDDING_URL", "localhost", "RECBOT_EMBEDDING_URL: must be an address"),
        ("RECBOT_EMBEDDING_DIMENSIONS", "4", "RECBOT_EMBEDDING_DIMENSIONS: input should be greater"),
        ("RECBOT_PRICE_OUTPUT", "-1", "RECBOT_PRICE_OUTPUT: input should be greater than or equal to 0"),
        ("RECBOT_PRICE_CACHED", "0.1", "Prices need both RECBOT_PRICE_INPUT and RECBOT_PRICE_OUTPUT"),
        ("RECBOT_UNFURL_DOMAINS", "https://shop.example", "RECBOT_UNFURL_DOMAINS: https://shop.example is no domain"),
        ("RECBOT_UNFURL_DOMAINS", "a.de,b.de,c.de,d.de,e.de,f.de", "RECBOT_UNFURL_DOMAINS: names 6 domains"),
        ("RECBOT_DATABSE", "x", "RECBOT_DATABSE is no setting of recbot; did you mean RECBOT_DATABASE?"),
    ],
)
def test_a_wrong_setting_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    lines = str(refused.value).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(sentence)
    if name.startswith("SLACK"):
        assert value not in lines[0], "the wrong value may be a secret"


def test_every_wrong_setting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECBOT_CONCURRENCY", "0")
    monkeypatch.setenv("RECBOT_LOG_LEVEL", "loud")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("given", "service"),
    [
        ({"OPENAI_API_KEY": "k"}, ("", "k")),
        ({"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://a"}, ("http://a", "k")),
        ({"OPENAI_API_KEY": "k", "RECBOT_EMBEDDING_KEY": "e"}, ("", "e")),
        ({"OPENAI_API_KEY": "k", "RECBOT_EMBEDDING_URL": "http://b"}, ("http://b", "")),
        ({"RECBOT_EMBEDDING_URL": "http://b", "RECBOT_EMBEDDING_KEY": "e"}, ("http://b", "e")),
    ],
)
def test_a_key_goes_to_no_other_address_than_its_own(given: dict[str, str], service: tuple[str, str]) -> None:
    url, key = load_settings(RECBOT_EMBEDDER="openai", **given).embedding_service
    assert (url, key.get_secret_value()) == service


def test_a_prefix_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECBOT_EMBEDDING_QUERY_PREFIX", "none")
    settings = load_settings(RECBOT_EMBEDDING_PASSAGE_PREFIX="text: ")
    assert (settings.embedding_query_prefix, settings.embedding_passage_prefix) == ("", "text: ")


def test_the_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("RECBOT_MODEL=from-file\nRECBOT_CONCURRENCY=3\n", encoding="utf-8")
    monkeypatch.setenv("RECBOT_CONCURRENCY", "5")
    settings = load_settings()
    assert (settings.model, settings.concurrency) == ("from-file", 5)


def test_a_typing_error_in_the_env_file_is_found() -> None:
    Path(".env").write_text("RECBOT_MODLE=x\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="RECBOT_MODEL"):
        load_settings()


def test_missing_tokens_are_named_with_a_way_out() -> None:
    with pytest.raises(SettingsError) as refused:
        needs_slack(load_settings())
    assert "SLACK_BOT_TOKEN is missing" in str(refused.value)
    assert "recbot demo" in str(refused.value)


def test_secrets_show_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret-value")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret-value")
    monkeypatch.setenv("RECBOT_EMBEDDING_KEY", "ek-very-secret-value")
    settings = load_settings()
    assert "very-secret" not in f"{settings!r} {settings} {settings.model_dump()}"
    secrets = "xoxb-very-secret-value ek-very-secret-value"
    record = logging.LogRecord("x", logging.INFO, "", 0, "calling with %s", (secrets,), None)
    line = Redacting(settings.secrets).format(record)
    assert "very-secret" not in line
    assert "[secret]" in line


def test_the_readme_tells_every_setting_as_it_is() -> None:
    rows = [
        line
        for line in README.read_text(encoding="utf-8").splitlines()
        if line.startswith(("| `RECBOT_", "| `SLACK_", "| `OPENAI_"))
    ]
    expected = [
        f"| `{name}` | {f'`{default}`' if default else ''} | {description} |".replace("|  |", "| |")
        for name, (default, description) in variables().items()
    ]
    assert rows == expected
