"""Settings: read from the environment, refused with a clear word, shown in the README."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from services import settings as module
from services.settings import Settings, SettingsError, markdown_table, settings

ROOT = Path(module.__file__).parents[1]


@pytest.fixture(autouse=True)
def _fresh_settings(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_defaults_of_the_design():
    values = settings()
    assert (values.port, values.max_upload_mb, values.max_attempts) == (8501, 600, 3)
    assert (values.lease_s, values.heartbeat_s) == (6, 2)
    assert values.datastory_home == Path(".datastory")
    assert values.mongodb_uri is None
    assert values.redis_url is None
    assert values.workers >= 1


def test_environment_comes_first_and_empty_means_unset(monkeypatch):
    monkeypatch.setenv("MAX_UPLOAD_MB", "5")
    monkeypatch.setenv("WORKERS", "0")
    monkeypatch.setenv("MONGODB_URI", "")
    assert settings().max_upload_bytes == 5 * 1024 * 1024
    assert settings().workers == 0
    assert settings().mongodb_uri is None


def test_they_are_read_once_and_never_change():
    assert settings() is settings()
    with pytest.raises(ValidationError):
        settings().port = 1


@pytest.mark.parametrize(("name", "value"), [("PORT", "http"), ("WORKERS", "-1"), ("LOG_LEVEL", "loud")])
def test_a_value_that_cant_be_used_names_its_setting(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"value of {name} can't be used"):
        settings()


def test_a_refused_secret_is_not_repeated(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "short")
    with pytest.raises(SettingsError) as error:
        settings()
    assert "short" not in str(error.value).replace("too_short", "")


def test_every_setting_says_what_it_does():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def test_the_readme_shows_the_table():
    assert markdown_table() in (ROOT / "README.md").read_text()
