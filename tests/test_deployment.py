"""The files for deployments name settings, commands and folders that there are."""

import ast
import importlib.util
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from api.app import app
from jobs.__main__ import COMMANDS
from jobs.life.metrics import NAMES
from jobs.life.queue import Lane
from services.settings import Settings

ROOT = Path(__file__).parents[1]
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_OTHERS = {"PYTHONUNBUFFERED", "PIP_DISABLE_PIP_VERSION_CHECK", "FORWARDED_ALLOW_IPS"}  # of Python, pip, uvicorn
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
DOCUMENT = (ROOT / "docs" / "deployment.md").read_text()


def compose() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def kubernetes(name: str) -> list[dict]:
    return list(yaml.safe_load_all((ROOT / "deploy" / "kubernetes" / name).read_text()))


def containers() -> list[dict]:
    pods = [one["spec"]["template"]["spec"] for one in kubernetes("datastory.yaml") if one["kind"] == "Deployment"]
    return [container for pod in pods for container in pod["containers"]]


def named_settings() -> dict[str, set[str]]:
    """The environment variables that each file sets."""
    compose_app = [service for service in compose()["services"].values() if "build" in service]
    units = "\n".join(unit.read_text() for unit in UNITS) + (ROOT / "deploy/systemd/datastory.env").read_text()
    return {
        "docker-compose.yml": {name for service in compose_app for name in service["environment"]},
        "Dockerfile": set(re.findall(r"\b([A-Z_]{4,})=", (ROOT / "Dockerfile").read_text())) - OF_OTHERS,
        "Procfile": set(re.findall(r"\b([A-Z_]+)=", (ROOT / "Procfile").read_text())),
        "systemd": set(re.findall(r"^(?:Environment=|#)?([A-Z_]+)=", units, re.MULTILINE)),
        "kubernetes": {entry["name"] for container in containers() for entry in container["env"]} - OF_OTHERS,
        "deployment.md": set(re.findall(r"^([A-Z_]+) = ", DOCUMENT, re.MULTILINE)),
    }


def named_commands() -> list[list[str]]:
    """The Python commands that the files run, without the interpreter."""
    services = [service for service in compose()["services"].values() if "build" in service]
    checks = [service["healthcheck"]["test"][1:] for service in services if "healthcheck" in service]
    lists = [service["command"] for service in services] + checks + [one["command"] for one in containers()]
    lines = [line.split(": ", 1)[1] for line in (ROOT / "Procfile").read_text().splitlines()]
    lines += re.findall(r"^ExecStart=(.*)$", "\n".join(unit.read_text() for unit in UNITS), re.MULTILINE)
    lines += re.findall(r"`(python [^`]*)`", DOCUMENT)
    lists += [ast.literal_eval(re.findall(r"^CMD (.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)[-1])]
    found = [*lists, *(line.split() for line in lines)]
    return [words[next(i for i, word in enumerate(words) if word.endswith("python")) + 1 :] for words in found]


@pytest.mark.parametrize("place", named_settings())
def test_every_setting_that_is_set_exists(place: str) -> None:
    assert named_settings()[place] <= SETTINGS
    assert named_settings()[place]


@pytest.mark.parametrize("words", named_commands(), ids=" ".join)
def test_every_command_exists(words: list[str]) -> None:
    if words[0] != "-m":
        assert (ROOT / words[0]).is_file()
        return
    assert importlib.util.find_spec(words[1]) is not None
    if words[1] == "jobs":
        assert words[2] in COMMANDS


def test_the_document_names_settings_calls_metrics_and_queues_that_there_are() -> None:
    assert set(re.findall(r"`([A-Z][A-Z_]+)(?:=\w+)?`", DOCUMENT)) <= SETTINGS | OF_OTHERS
    paths = set(re.findall(r"GET /api(/\w+)", DOCUMENT))
    assert paths <= set(app.openapi()["paths"])
    assert set(re.findall(r"datastory_\w+", DOCUMENT)) <= set(NAMES)
    lists = {f"rq:queue:{lane}" for lane in Lane}
    assert set(re.findall(r"rq:queue:\w+", DOCUMENT)) == lists
    scaled = kubernetes("scaling.yaml")[1]["spec"]["triggers"]
    assert {trigger["metadata"]["listName"] for trigger in scaled} == lists


def test_the_image_has_every_package_that_runs_in_it() -> None:
    copied = set(re.findall(r"^COPY (?:\S+ )*(\w+) \w+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    packages = {"api", "exporters", "jobs", "models", "pages", "pipeline", "samples", "services", "ui"}
    assert copied == packages
    kept = set(re.findall(r"^!(\w+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert kept == packages


def test_stopping_takes_no_longer_than_it_may() -> None:
    """A worker is given its grace, and what a hand-over takes, before it is killed."""
    worker = compose()["services"]["worker"]
    assert float(worker["stop_grace_period"].rstrip("s")) >= float(worker["environment"]["SHUTDOWN_GRACE_S"]) + 15
    pod = next(one for one in kubernetes("datastory.yaml") if one["metadata"]["name"] == "datastory-worker")
    spec = pod["spec"]["template"]["spec"]
    grace = next(entry["value"] for entry in spec["containers"][0]["env"] if entry["name"] == "SHUTDOWN_GRACE_S")
    assert spec["terminationGracePeriodSeconds"] >= float(grace) + 15
    for unit in UNITS:
        timeout = float(re.findall(r"^TimeoutStopSec=(\d+)$", unit.read_text(), re.MULTILINE)[0])
        assert timeout >= Settings.model_fields["shutdown_grace_s"].default + 15


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./-]+)(?:#\w+)?\)", DOCUMENT))
def test_every_file_that_the_document_links_to_exists(path: str) -> None:
    assert (ROOT / "docs" / path).is_file()


def test_what_a_test_of_the_compose_file_would_start_waits_for_its_servers() -> None:
    services = compose()["services"]
    for name in ("web", "worker"):
        assert set(services[name]["depends_on"]) == {"mongodb", "redis"}
    assert all("healthcheck" in services[name] for name in ("worker", "mongodb", "redis"))
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()


ADDRESSES = r"(?:mongodb|rediss?)://\S+"


@pytest.mark.parametrize(
    "path", ["docker-compose.yml", "deploy/systemd/datastory.env", "deploy/kubernetes/datastory.yaml"]
)
def test_every_address_of_a_database_asks_for_a_password(path: str) -> None:
    addresses = re.findall(ADDRESSES, (ROOT / path).read_text().replace(" ", "_"))
    assert len(addresses) >= 2 or path.endswith("datastory.yaml")
    assert all(re.fullmatch(r"\w+://\w*:[^@]+@.+", address) for address in addresses)


def test_the_databases_of_the_compose_file_are_started_with_passwords() -> None:
    services = compose()["services"]
    assert services["mongodb"]["environment"]["MONGO_INITDB_ROOT_PASSWORD"] == "${MONGODB_PASSWORD}"
    assert services["redis"]["environment"]["REDISCLI_AUTH"] == "${REDIS_PASSWORD}"
    shell = services["redis"]["command"][-1].replace("$$", "$").replace("redis-server -", "cat")
    config = subprocess.run(["sh", "-c", shell], env={"REDISCLI_AUTH": "secret"}, capture_output=True, check=True)
    assert b"requirepass secret\n" in config.stdout
