"""The embedded servers, as real processes: shared, ended with the last that needs them, and back with all data."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pymongo
import pymongo.errors
import pytest
import redis

from services import child, record, servers
from services.errors import ServiceError
from services.programs import choose
from services.settings import settings
from testing.waiting import DEADLINE_S, wait_until

HOLDER = Path(__file__).with_name("holder.py")
ROOT = Path(servers.__file__).parents[1]


class App:
    """A process of the app on a folder, in a process group of its own as a shell would start it."""

    def __init__(self, home, *arguments, **environment):
        self.process = subprocess.Popen(
            [sys.executable, HOLDER, *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT), "DATASTORY_HOME": str(home), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def addresses(self):
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        return json.loads(line)

    def end(self, number=signal.SIGTERM):
        os.killpg(self.process.pid, number)
        self.process.communicate(timeout=DEADLINE_S)


@pytest.fixture(scope="module")
def used_home(tmp_path_factory):
    """A folder that was started on before, as most are; a first start takes longer."""
    home = tmp_path_factory.mktemp("used") / "home"
    first = App(home)
    first.addresses()
    first.end()
    wait_until(lambda: not running(home))
    return home


@pytest.fixture
def app(tmp_path, monkeypatch, used_home):
    """Starts apps on one folder; whatever a test leaves running is ended."""
    for name in ("MONGODB_URI", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    started = []
    shutil.copytree(used_home, tmp_path / "home")

    def start(*arguments, **environment):
        started.append(App(tmp_path / "home", *arguments, **environment))
        return started[-1]

    start.home = tmp_path / "home"
    yield start
    for app in started:
        if app.process.poll() is None:
            app.end(signal.SIGKILL)
        app.process.stdout.close()
        app.process.stderr.close()
    wait_until(lambda: not running(start.home))


def running(home):
    """The keepers and servers on this folder."""
    found = []
    for process in psutil.process_iter():
        try:
            at_home = [process.cwd(), *process.cmdline()]
            if any(word.startswith(str(home)) for word in at_home) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def write(addresses, **document):
    with pymongo.MongoClient(addresses["mongodb"]) as client:
        client.get_default_database().facts.insert_one(document)


def facts(addresses):
    with pymongo.MongoClient(addresses["mongodb"]) as client:
        return sorted(entry["fact"] for entry in client.get_default_database().facts.find())


def ping(addresses):
    with redis.from_url(addresses["redis"]) as client:
        return client.ping()


def test_nothing_is_left_behind_and_nothing_is_lost(app):
    for start, number in enumerate((signal.SIGINT, signal.SIGTERM, signal.SIGKILL)):
        running_app = app()
        addresses = running_app.addresses()
        assert ping(addresses)
        assert facts(addresses) == list(range(start)), f"lost before {number.name}"
        write(addresses, fact=start)
        running_app.end(number)
        wait_until(lambda: not running(app.home))
    assert facts(app().addresses()) == [0, 1, 2]


def test_killed_in_the_middle_of_writing_every_acknowledged_write_is_there(app):
    first = app()
    addresses = first.addresses()
    with pymongo.MongoClient(addresses["mongodb"]) as client:
        collection = client.get_default_database().facts
        for number in range(50):
            collection.insert_one({"fact": number})
        for process in running(app.home):
            process.kill()
    first.end(signal.SIGKILL)
    assert facts(app().addresses()) == list(range(50))


def test_the_first_start_of_all_makes_a_private_folder(app):
    shutil.rmtree(app.home)
    assert facts(app().addresses()) == []
    assert app.home.stat().st_mode & 0o077 == 0


def test_a_second_process_joins_and_outlives_the_first(app):
    first = app()
    addresses = first.addresses()
    write(addresses, fact=1)
    processes = {process.pid for process in running(app.home)}
    second = app()
    assert second.addresses() == addresses
    assert {process.pid for process in running(app.home)} == processes

    first.end(signal.SIGKILL)
    write(addresses, fact=2)
    assert facts(addresses) == [1, 2]
    second.end()
    wait_until(lambda: not running(app.home))


def test_of_many_first_starts_at_once_all_get_the_same_servers(app):
    shutil.rmtree(app.home)
    apps = [app() for _ in range(4)]
    addresses = [each.addresses() for each in apps]
    assert addresses.count(addresses[0]) == len(apps)
    assert facts(addresses[0]) == []
    wait_until(lambda: len(running(app.home)) == 4)  # two keepers and two servers; keepers that came late are gone


def test_a_start_during_the_end_of_the_last_waits_for_it(app):
    first = app()
    write(first.addresses(), fact=1)
    os.killpg(first.process.pid, signal.SIGTERM)
    assert facts(app().addresses()) == [1]


def test_a_killed_server_comes_back_on_its_port(app):
    addresses = app().addresses()
    write(addresses, fact=1)
    note = record.read(app.home / "mongodb" / "server.json")
    note.server.process().kill()
    wait_until(lambda: record.read(app.home / "mongodb" / "server.json").server != note.server)
    assert facts(addresses) == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits can be set on Linux only")
def test_a_database_that_could_not_write_comes_back_by_itself(app):
    """As after a full disk: the server runs on, but answers every call with an error from then on."""
    addresses = app().addresses()
    write(addresses, fact=1)
    path = app.home / "mongodb" / "server.json"
    note = record.read(path)
    resource.prlimit(note.server.pid, resource.RLIMIT_FSIZE, (4096, 4096))  # bytes that a file may have
    with pytest.raises(pymongo.errors.OperationFailure):
        write(addresses, fact="x" * 100_000)
    with pytest.raises(pymongo.errors.OperationFailure):
        facts(addresses)
    wait_until(lambda: record.read(path).server != note.server)
    assert facts(addresses) == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends a server with its keeper on Linux only")
def test_a_server_dies_with_its_keeper(app):
    app().addresses()
    note = record.read(app.home / "redis" / "server.json")
    assert note.server.process() is not None
    note.keeper.process().kill()
    wait_until(lambda: note.server.process() is None)


@pytest.mark.parametrize("service", ["mongodb", "redis"])
def test_a_killed_keeper_is_replaced_and_the_server_is_back_on_its_port(app, service):
    addresses = app("watch").addresses()
    write(addresses, fact=1)
    path = app.home / service / "server.json"
    note = record.read(path)
    note.keeper.process().kill()
    wait_until(lambda: (now := record.read(path)).keeper != note.keeper and now.ready)
    assert record.read(path).port == note.port
    assert facts(addresses) == [1]
    assert ping(addresses)


def test_a_server_left_over_by_a_killed_keeper_is_ended(app):
    """As on a system whose kernel doesn't end it."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as leftover:
        keeper = record.ProcessMark(pid=leftover.pid, created=0.0)
        note = record.Record(keeper, 1, "redis-server", record.ProcessMark.of(leftover.pid))
        note.write(app.home / "redis" / "server.json")
        assert ping(app().addresses())
        assert leftover.wait(DEADLINE_S) == -signal.SIGKILL


def test_a_stale_note_hurts_nobody(app):
    """The process numbers in it belong to somebody else by now."""
    mine = record.ProcessMark(os.getpid(), created=1.0)
    record.Record(mine, 65000, "secantus", mine).write(app.home / "mongodb" / "server.json")
    (app.home / "redis" / "server.json").write_text('{"keeper": ')
    addresses = app().addresses()
    assert ping(addresses)
    assert facts(addresses) == []


def test_a_port_that_somebody_took_meanwhile_is_left_to_them(app):
    first = app()
    first.addresses()
    first.end()
    wait_until(lambda: not running(app.home))
    port = record.read(app.home / "redis" / "server.json").port
    with child.socket.create_server(("127.0.0.1", port)):
        assert ping(app().addresses())
        assert record.read(app.home / "redis" / "server.json").port != port


def test_neither_server_talks_to_somebody_without_its_password_or_to_other_machines(app):
    app().addresses()
    ports = {name: record.read(app.home / name / "server.json").port for name in ("mongodb", "redis")}
    with redis.Redis("127.0.0.1", ports["redis"]) as client, pytest.raises(redis.AuthenticationError):
        client.ping()
    with pymongo.MongoClient("127.0.0.1", ports["mongodb"]) as client, pytest.raises(pymongo.errors.OperationFailure):
        client.datastory.facts.find_one()
    password = (app.home / "secrets" / "redis").read_text()
    assert all(password not in " ".join(process.cmdline()) for process in running(app.home))
    listening = {
        connection.laddr.ip
        for process in running(app.home)
        for connection in process.net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_a_new_password_is_taken_over(app):
    first = app()
    write(first.addresses(), fact=1)
    first.end()
    wait_until(lambda: not running(app.home))
    (app.home / "secrets" / "mongodb").unlink()
    assert facts(app().addresses()) == [1]


def test_a_server_that_cant_start_says_why_and_where_to_look(app):
    data = app.home / "mongodb" / "secantus"
    (data / "WiredTiger").write_text("not a database")
    (data / "WiredTiger.wt").write_text("not a database")
    (data / "WiredTiger.turtle").write_text("not a database")
    _, said = (app_ := app()).process.communicate(timeout=DEADLINE_S)
    assert app_.process.returncode == 1
    assert "The embedded mongodb did not start" in said
    assert str(app.home / "logs" / "mongodb.log") in said
    assert "Traceback" not in said
    wait_until(lambda: not running(app.home))


def test_a_folder_that_cant_be_written_says_what_to_do(tmp_path):
    (tmp_path / "home").write_text("a file in its place")
    process = App(tmp_path / "home").process
    _, said = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 1
    assert "DATASTORY_HOME" in said
    assert "Traceback" not in said


def test_servers_of_the_settings_are_used_and_nothing_is_started(tmp_path, monkeypatch):
    monkeypatch.setenv("DATASTORY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MONGODB_URI", "mongodb://db.example.org/stories")
    monkeypatch.setenv("REDIS_URL", "redis://queue.example.org")
    settings.cache_clear()
    try:
        with servers.start() as given:
            assert given.mongodb_uri == "mongodb://db.example.org/stories"
            assert given.redis_url == "redis://queue.example.org"
    finally:
        settings.cache_clear()
    assert not (tmp_path / "home").exists()


def test_only_the_server_that_isnt_set_is_started(app):
    shutil.rmtree(app.home)
    addresses = app(MONGODB_URI="mongodb://db.example.org/stories").addresses()
    assert addresses["mongodb"] == "mongodb://db.example.org/stories"
    assert ping(addresses)
    assert not (app.home / "mongodb").exists()


def test_programs_on_path_serve_as_well(app, tmp_path):
    """The bundled program under the name of an installed one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    _, (binary,) = choose("redis", tmp_path)
    (folder / "redis-server").symlink_to(binary)
    addresses = app(PATH=f"{folder}:{os.environ['PATH']}").addresses()
    assert ping(addresses)
    assert record.read(app.home / "redis" / "server.json").program == "redis-server"


def test_a_folder_with_a_very_long_name_serves(app, tmp_path):
    app.home = tmp_path / ("long" * 40)
    other = App(app.home)
    try:
        assert ping(other.addresses())
    finally:
        other.end()
        other.process.stdout.close()
        other.process.stderr.close()


def test_errors_leave_no_lock_behind(tmp_path, monkeypatch):
    """A process that failed to start the servers doesn't keep those that did start."""
    monkeypatch.setenv("DATASTORY_HOME", str(tmp_path))
    for name in ("MONGODB_URI", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    settings.cache_clear()
    (tmp_path / "mongodb" / "mongod").mkdir(parents=True)
    monkeypatch.setenv("PATH", "")
    try:
        with pytest.raises(ServiceError, match="written by mongod"):
            servers.start()
    finally:
        settings.cache_clear()
    wait_until(lambda: not running(tmp_path))
