"""manifest.yml, read: what the Slack app asks for. It stands in the project's root and inside the wheel."""

from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import yaml


def manifest_path() -> Path:
    """Return where manifest.yml is: beside the packages in a checkout, inside `bot` in an installed wheel."""
    installed = Path(str(files("bot") / "manifest.yml"))
    return installed if installed.exists() else Path(__file__).parent.parent / "manifest.yml"


def manifest() -> dict[str, Any]:
    """Return the manifest as Slack's schema describes it."""
    return cast(dict[str, Any], yaml.safe_load(manifest_path().read_text(encoding="utf-8")))


def bot_scopes() -> frozenset[str]:
    """Return the scopes that the bot needs."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])
