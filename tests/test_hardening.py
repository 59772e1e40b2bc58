"""The files for deployments give the app no more than it needs, and packages are those that were locked."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
PINNED = re.compile(r"\d+\.\d+\.\d+")
KUBERNETES = list(yaml.safe_load_all((ROOT / "deploy/kubernetes/datastory.yaml").read_text()))
PODS = [one["spec"]["template"] for one in KUBERNETES if one["kind"] == "Deployment"]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def directives(unit: Path) -> dict[str, str]:
    pairs = re.findall(r"^(\w+)=(.*)$", unit.read_text(), re.MULTILINE)
    return dict(reversed(pairs))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_has_no_rights_and_bounded_means(unit: Path) -> None:
    found = directives(unit)
    assert found["CapabilityBoundingSet"] == ""
    assert found["SystemCallFilter"] == "@system-service"
    assert {"MemoryMax", "TasksMax", "LimitNOFILE"} <= set(found)
    assert found["OOMPolicy"] == "continue", "one job that is killed for its memory would end all others"
    assert found["ProtectSystem"] == "strict"
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectKernelModules", "RestrictNamespaces"):
        assert found[name] == "yes", name


@pytest.mark.parametrize("pod", PODS, ids=lambda pod: pod["metadata"]["labels"]["app"])
def test_a_pod_has_no_rights_and_bounded_means(pod: dict) -> None:
    spec = pod["spec"]
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in spec["containers"]:
        context = container["securityContext"]
        assert (context["allowPrivilegeEscalation"], context["readOnlyRootFilesystem"]) == (False, True)
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert {"memory", "ephemeral-storage"} <= set(container["resources"]["limits"])
        assert PINNED.search(container["image"])
    assert all("sizeLimit" in volume["emptyDir"] for volume in spec["volumes"])


@pytest.mark.parametrize("pod", PODS, ids=lambda pod: pod["metadata"]["labels"]["app"])
def test_a_pod_is_reached_and_reaches_by_a_policy(pod: dict) -> None:
    policies = [one["spec"] for one in KUBERNETES if one["kind"] == "NetworkPolicy"]
    (policy,) = [one for one in policies if one["podSelector"]["matchLabels"] == pod["metadata"]["labels"]]
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}
    assert all("ports" in rule for rule in policy["egress"])
    outside = [block["ipBlock"] for rule in policy["egress"] for block in rule.get("to", [])]
    assert all("169.254.0.0/16" in block["except"] for block in outside), "a cloud tells its secrets there"


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_no_rights_and_bounded_means(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert {"mem_limit", "pids_limit"} <= set(service)
    assert PINNED.search(service["image"])


def test_the_databases_are_reached_by_the_app_alone() -> None:
    networks = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["networks"]
    for name in ("mongodb", "redis"):
        assert [networks[network]["internal"] for network in SERVICES[name]["networks"]] == [True]
        assert "ports" not in SERVICES[name]
    (port,) = SERVICES["web"]["ports"]
    assert port.startswith("${HOST:-127.0.0.1}:")


def test_the_image_is_made_from_a_pinned_one() -> None:
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert bases
    assert all(PINNED.search(base) for base in bases)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_to_its_bytes(name: str) -> None:
    text = (ROOT / name).read_text().replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[\w.-]+(\[\w,-]+\])?==[\w.+!]+ ", package), package[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package[:80]


def test_packages_are_installed_by_their_hashes() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert re.search(r"^INSTALL := .*--require-hashes$", makefile, re.MULTILINE)
    assert len(re.findall(r"^\t\$\(INSTALL\) .*-r requirements", makefile, re.MULTILINE)) == 2
    assert not re.search(r"^\t.*pip install", makefile, re.MULTILINE), "past INSTALL"
    installs = re.findall(r"^RUN pip install.*", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert installs
    assert all("--require-hashes" in line for line in installs)
