"""All settings, read here and nowhere else: from the environment and from a `.env` file in the working directory."""

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from bot.costs import Prices
from recsys.errors import SettingsError

OWN_PREFIX = "RECBOT_"
ENV_FILE = Path(".env")
DOMAINS_MAX = 5
COMPARED_SHARE = 0.1


def _token(prefix: str, where: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not value.get_secret_value().startswith(prefix):
            raise ValueError(f"must start with {prefix}; copy it from {where}")
        return value

    return AfterValidator(check)


def _http_url(value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise ValueError("must be an address that starts with http:// or https://")
    return value


def _user_ids(value: str) -> str:
    wrong = [name for name in value.replace(",", " ").split() if not re.fullmatch(r"[UW][A-Z0-9]{2,}", name)]
    if wrong:
        raise ValueError(f"{wrong[0]} is no user id; in a profile in Slack, “Copy member ID” gives it")
    return value


def _domains(value: str) -> str:
    names = value.replace(",", " ").split()
    wrong = [name for name in names if not re.fullmatch(r"[a-z0-9]([-a-z0-9.]{0,252}[a-z0-9])?", name)]
    if wrong:
        raise ValueError(f"{wrong[0]} is no domain; give names such as shop.example, without https://")
    if len(set(names)) > DOMAINS_MAX:
        raise ValueError(f"names {len(set(names))} domains; Slack takes {DOMAINS_MAX} at most")
    return value


def _prefix(value: str | None) -> str | None:
    return "" if value == "none" else value


BotToken = Annotated[SecretStr, _token("xoxb-", "OAuth & Permissions in your app's settings")]
AppToken = Annotated[SecretStr, _token("xapp-", "Basic Information, App-Level Tokens, in your app's settings")]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Prefix = Annotated[str | None, AfterValidator(_prefix)]
UserIds = Annotated[str, AfterValidator(_user_ids)]
Domains = Annotated[str, AfterValidator(_domains)]
Price = Annotated[float | None, Field(ge=0, allow_inf_nan=False)]
NO_SECRET = SecretStr("")


class Settings(BaseSettings):
    """What an operator can set. Field order is the order of the README's table."""

    model_config = SettingsConfigDict(env_file=ENV_FILE, env_ignore_empty=True, frozen=True, extra="ignore")

    slack_bot_token: BotToken = Field(
        NO_SECRET, alias="SLACK_BOT_TOKEN", description="Bot token of your Slack app (`xoxb-`); needed by `recbot run`."
    )
    slack_app_token: AppToken = Field(
        NO_SECRET,
        alias="SLACK_APP_TOKEN",
        description="App-level token with `connections:write` (`xapp-`); needed by `recbot run`.",
    )
    slack_api_url: HttpUrl = Field(
        "https://slack.com/api/",
        alias="RECBOT_SLACK_URL",
        description="Web API address; the sandbox sets it to itself.",
    )
    openai_api_key: SecretStr = Field(
        NO_SECRET,
        alias="OPENAI_API_KEY",
        description="Key of any OpenAI-compatible service; without key and address the built-in ranker answers.",
    )
    openai_base_url: HttpUrl = Field(
        "",
        alias="OPENAI_BASE_URL",
        description="Address of the service, such as `http://localhost:11434/v1`; empty means OpenAI's own.",
    )
    model: str = Field(
        "gpt-5-mini", alias="RECBOT_MODEL", min_length=1, description="Model that ranks, as its service names it."
    )
    model_seconds: float = Field(
        15.0,
        alias="RECBOT_MODEL_SECONDS",
        gt=0,
        le=120,
        description="Longest time to wait for the model in a turn, in seconds; then the built-in ranker answers.",
    )
    model_candidates: int = Field(
        25,
        alias="RECBOT_MODEL_CANDIDATES",
        ge=3,
        le=25,
        description="How many candidates the model sees (3 to 25); under 10 the prompt is shorter, for small models.",
    )
    price_input: Price = Field(
        None,
        alias="RECBOT_PRICE_INPUT",
        description="What the model's service takes for a million tokens that it reads, in dollars; with"
        " `RECBOT_PRICE_OUTPUT` admins see the month's cost, without it the tokens alone.",
    )
    price_cached: Price = Field(
        None,
        alias="RECBOT_PRICE_CACHED",
        description="The same for those that it reads out of its cache; as the others where it is not set.",
    )
    price_output: Price = Field(
        None, alias="RECBOT_PRICE_OUTPUT", description="The same for a million tokens that it writes."
    )
    database: str = Field(
        "sqlite:///recbot.db", alias="RECBOT_DATABASE", description="Where everything is kept: `sqlite:///FILE`."
    )
    embedder: Literal["minilm", "openai", "none"] = Field(
        "minilm",
        alias="RECBOT_EMBEDDER",
        description="`minilm` (runs inside the bot), `openai` (any OpenAI-compatible service) or `none` (keyword search"
        " alone). A change embeds the catalog anew in the background.",
    )
    embedding_model: str = Field(
        "text-embedding-3-small",
        alias="RECBOT_EMBEDDING_MODEL",
        min_length=1,
        description="Embedding model, as its service names it.",
    )
    embedding_url: HttpUrl = Field(
        "",
        alias="RECBOT_EMBEDDING_URL",
        description="Address of the embedding service; empty means the one at `OPENAI_BASE_URL`.",
    )
    embedding_key: SecretStr = Field(
        NO_SECRET,
        alias="RECBOT_EMBEDDING_KEY",
        description="Its key; `OPENAI_API_KEY` is used only where no address of its own is set.",
    )
    embedding_dimensions: int | None = Field(
        None,
        alias="RECBOT_EMBEDDING_DIMENSIONS",
        ge=8,
        le=8192,
        description="Dimensions to ask for, where the model lets you choose.",
    )
    embedding_query_prefix: Prefix = Field(
        None,
        alias="RECBOT_EMBEDDING_QUERY_PREFIX",
        description="Put before a query, in quotes in `.env` so that its last space stays; `none` for none. Known"
        " already for e5, bge, nomic and more.",
    )
    embedding_passage_prefix: Prefix = Field(
        None, alias="RECBOT_EMBEDDING_PASSAGE_PREFIX", description="The same before an item's text."
    )
    embedding_seconds: float = Field(
        2.0,
        alias="RECBOT_EMBEDDING_SECONDS",
        gt=0,
        le=30,
        description="Longest time to wait for a query's vector, in seconds; then keyword search answers alone.",
    )
    cards: Literal["auto", "never"] = Field(
        "auto",
        alias="RECBOT_CARDS",
        description="`auto` shows picks as cards where Slack takes them, `never` always as plain sections.",
    )
    surprises: bool = Field(
        default=True,
        alias="RECBOT_SURPRISES",
        description="Whether one of three picks may be a surprise, marked so, while little is known of a person.",
    )
    compared: float = Field(
        COMPARED_SHARE,
        alias="RECBOT_COMPARED",
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Share of answers (0 to 1) that take some of their picks from a ranking without anything learned,"
        " to show in `recbot report` what learning is worth; never with a model.",
    )
    half_life_days: float = Field(
        180.0,
        alias="RECBOT_HALF_LIFE_DAYS",
        gt=0,
        le=3650,
        description="Age at which somebody's like or dislike counts half, in days.",
    )
    concurrency: int = Field(
        8, alias="RECBOT_CONCURRENCY", ge=1, le=64, description="How many threads are answered side by side."
    )
    retention_days: int = Field(
        30,
        alias="RECBOT_RETENTION_DAYS",
        ge=1,
        description="How long what is asked and answered is kept, in days.",
    )
    history_days: int = Field(
        365,
        alias="RECBOT_HISTORY_DAYS",
        ge=1,
        description="How long views, thumbs on whole answers, and what was shown are kept, in days.",
    )
    uninstall_days: int = Field(
        30,
        alias="RECBOT_UNINSTALL_DAYS",
        ge=0,
        description="How long everything of a team is kept after it has removed the app, in days.",
    )
    admins: UserIds = Field(
        "", alias="RECBOT_ADMINS", description="Who sees figures of bot and team on the Home tab: `U012AB3CD,U0...`."
    )
    unfurl: Domains = Field(
        "",
        alias="RECBOT_UNFURL_DOMAINS",
        description="Domains of the catalog's own pages, 5 at most, whose links in Slack show the item:"
        " `shop.example,...`; print the manifest anew then.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", alias="RECBOT_LOG_LEVEL", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`."
    )

    @property
    def uses_model(self) -> bool:
        """Whether a model service is configured."""
        return bool(self.openai_api_key.get_secret_value() or self.openai_base_url)

    @property
    def prices(self) -> Prices | None:
        """What tokens cost; None where that is not set."""
        if self.price_input is None or self.price_output is None:
            return None
        cached = self.price_input if self.price_cached is None else self.price_cached
        return Prices(self.price_input, cached, self.price_output)

    @property
    def embedding_service(self) -> tuple[str, SecretStr]:
        """Address ("" for OpenAI's own) and key. A key goes to no other address than the one it was given for."""
        if self.embedding_url:
            return self.embedding_url, self.embedding_key
        return self.openai_base_url, self.embedding_key if self.embedding_key else self.openai_api_key

    @property
    def admin_users(self) -> frozenset[str]:
        """The user ids of `admins`."""
        return frozenset(self.admins.replace(",", " ").split())

    @property
    def unfurl_domains(self) -> tuple[str, ...]:
        """The names of `unfurl`, each once, in order."""
        return tuple(dict.fromkeys(self.unfurl.replace(",", " ").split()))

    @property
    def secrets(self) -> tuple[str, ...]:
        """All secret values, for the log filter that hides them."""
        held = (self.slack_bot_token, self.slack_app_token, self.openai_api_key, self.embedding_key)
        return tuple(value for secret in held if (value := secret.get_secret_value()))


def load_settings(**changes: Any) -> Settings:  # noqa: ANN401 - any setting, by its variable's name
    """Read the settings; `changes` (by variable name) win. Raises SettingsError with one sentence for each problem."""
    try:
        settings = Settings(**changes)
    except ValidationError as error:
        raise SettingsError(_sentences(error.errors())) from None  # its own text would show the value, maybe a secret
    wrong = _unknown_names(_given_names())
    if settings.embedder == "openai" and not any(settings.embedding_service):
        wrong.append(
            "RECBOT_EMBEDDER=openai needs a service: set OPENAI_API_KEY, or the address of another one in"
            " RECBOT_EMBEDDING_URL."
        )
    priced = (settings.price_input, settings.price_cached, settings.price_output)
    if settings.prices is None and any(price is not None for price in priced):
        wrong.append("Prices need both RECBOT_PRICE_INPUT and RECBOT_PRICE_OUTPUT; set both, or no price at all.")
    if wrong:
        raise SettingsError("\n".join(wrong))
    return settings


def needs_slack(settings: Settings) -> None:
    """Raise SettingsError, in one sentence for each, if a token for Slack is missing."""
    missing = [
        f"{name} is missing. Set it in the environment or in .env ({where}), or try `recbot demo`, which needs none."
        for name, token, where in (
            ("SLACK_BOT_TOKEN", settings.slack_bot_token, "it starts with xoxb-"),
            ("SLACK_APP_TOKEN", settings.slack_app_token, "it starts with xapp-"),
        )
        if not token.get_secret_value()
    ]
    if missing:
        raise SettingsError("\n".join(missing))


def variables() -> Mapping[str, tuple[str, str]]:
    """Return each variable with its default (as text, "" where none) and its description, in order."""
    table: dict[str, tuple[str, str]] = {}
    for field in Settings.model_fields.values():
        default = "" if field.default is None or isinstance(field.default, SecretStr) else str(field.default)
        table[str(field.alias)] = (default, field.description or "")
    return table


def _sentences(errors: list[ErrorDetails]) -> str:
    lines: list[str] = []
    for error in errors:
        name = str(error["loc"][0]) if error["loc"] else "A setting"
        reason = error["msg"].removeprefix("Value error, ").rstrip(".")
        lines.append(f"{name}: {reason[0].lower()}{reason[1:]}.")
    return "\n".join(lines)


def _given_names() -> set[str]:
    from_file = DotEnvSettingsSource(Settings, env_file=ENV_FILE, case_sensitive=True).env_vars
    return {name for name in (*os.environ, *from_file) if name.startswith(OWN_PREFIX)}  # noqa: TID251 - the one reader


def _unknown_names(given: set[str]) -> list[str]:
    known = list(variables())
    sentences: list[str] = []
    for name in sorted(given - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else "see the table in README.md for the names."
        sentences.append(f"{name} is no setting of recbot; {hint}")
    return sentences
