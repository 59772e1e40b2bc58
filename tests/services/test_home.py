"""The folder of the app: private, and refused with a clear word where it can't be written."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from services import home
from services.errors import ServiceError


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_are_made_for_their_owner_alone(tmp_path):
    path = home.folder(tmp_path / "new", "mongodb")
    assert path == tmp_path / "new" / "mongodb"
    assert (mode(path.parent), mode(path)) == (0o700, 0o700)
    assert home.folder(tmp_path / "new", "mongodb") == path


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = home.secret(tmp_path, "redis")
    assert len(first) >= 43  # 32 random bytes in base64
    assert home.secret(tmp_path, "redis") == first
    assert home.secret(tmp_path, "other") != first
    assert mode(tmp_path / "secrets" / "redis") == 0o600
    assert mode(tmp_path / "secrets") == 0o700


def test_all_who_ask_at_once_get_the_same_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: home.secret(tmp_path, "redis"), range(32)))
    assert len(secrets) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["redis"]


def test_a_folder_that_cant_be_made_says_what_to_do(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ServiceError) as error:
        home.folder(tmp_path / "file" / "home")
    assert str(tmp_path / "file") in error.value.message
    assert "DATASTORY_HOME" in error.value.hint


def test_a_folder_that_cant_be_written_says_what_to_do(tmp_path, monkeypatch):
    # The kernel lets the administrator write everywhere, and tests may run as one.
    monkeypatch.setattr(home.os, "access", lambda path, mode: False)
    with pytest.raises(ServiceError, match="permission denied"):
        home.folder(tmp_path)
