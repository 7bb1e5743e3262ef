from pathlib import Path

import pytest
from flask import Flask

from summit.config import configure


def test_a_folder_named_from_here_holds_database_and_key_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMIT_INSTANCE", "our-summit")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    app = Flask("summit")
    configure(app)
    folder = tmp_path / "our-summit"
    assert app.config["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{folder / 'summit.db'}"
    assert app.config["SECRET_KEY"] == (folder / "secret_key").read_text()
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
