"""The command that takes the README's pictures."""

import sys
from pathlib import Path

import pytest

from tests.browser.take_pictures import main


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("--dark", 2)])
def test_an_option_is_no_folder(argument: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["take_pictures", argument])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    assert not any(Path.cwd().iterdir())
