"""What import-linter can't see: that only models touches its collections, and that the tests mirror the tree."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUTSIDE = ("pipeline", "exporters", "jobs", "api", "services", "ui", "pages")
PRIVATE = {"objects", "to_mongo", "to_python"}  # and whatever of a document begins with an underscore
DRIVERS = {"mongoengine", "pymongo"}
OWN_CLIENTS = {"services/account.py", "services/pulse.py"}  # they talk to the embedded server, not to documents


def breaches(source: str, name: str) -> Iterator[str]:
    """Where a module uses a document's collection, or mongoengine itself, each as ``file:line: what``."""
    documents = _documents()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and _is_private(node, documents):
            yield f"{name}:{node.lineno}: .{node.attr} belongs to models; give the document a method with a name"
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        if name not in OWN_CLIENTS and any(module.split(".")[0] in DRIVERS for module in modules):
            yield f"{name}:{node.lineno}: only models imports {' and '.join(sorted(DRIVERS))}"


def _is_private(node: ast.Attribute, documents: set[str]) -> bool:
    of_document = isinstance(node.value, ast.Name) and node.value.id in documents
    return node.attr in PRIVATE | {"_get_collection", "_from_son"} or (of_document and node.attr.startswith("_"))


@cache
def _documents() -> set[str]:
    """The names of the classes of models."""
    modules = [ast.parse(path.read_text()) for path in (ROOT / "models").glob("*.py")]
    return {node.name for module in modules for node in module.body if isinstance(node, ast.ClassDef)}


def _sources() -> Iterator[tuple[str, str]]:
    for folder in OUTSIDE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.read_text(), path.relative_to(ROOT).as_posix()


def test_only_models_touches_collections_and_their_driver():
    assert [breach for source, name in _sources() for breach in breaches(source, name)] == []


def test_a_breach_is_named_with_its_file_and_line():
    source = "from pymongo import errors\n\nx = Job.objects(id=1)\ny = Job._get_collection()\nz = User._read({})"
    found = list(breaches(source, "jobs/new.py"))
    assert [one.split(": ")[0] for one in found] == [f"jobs/new.py:{line}" for line in (1, 3, 4, 5)]


def test_no_product_file_has_the_name_of_a_test():
    files = [path for folder in (*OUTSIDE, "models") for path in (ROOT / folder).rglob("*.py")]
    assert [str(path.relative_to(ROOT)) for path in files if path.stem.endswith("_test")] == []


def test_tests_mirror_the_tree():
    """A test named after a module of a package, ``test_NAME.py``, lies where the module does."""
    assert [stray for folder in (*OUTSIDE, "models") for stray in _strays(folder)] == []


def _strays(folder: str) -> Iterator[str]:
    homes: dict[str, set[str]] = {}
    for path in (ROOT / folder).rglob("*.py"):
        homes.setdefault(path.stem.strip("_"), set()).add(path.parent.relative_to(ROOT).as_posix())
    for test in (ROOT / "tests" / folder).rglob("test_*.py"):
        place = test.parent.relative_to(ROOT / "tests").as_posix()
        expected = homes.get(test.stem.removeprefix("test_"), {place})
        if place not in expected:
            yield f"{test.relative_to(ROOT)} tests a module of {' or '.join(sorted(expected))}"
        elif not (ROOT / place).is_dir():
            yield f"{test.relative_to(ROOT)} has no folder that it mirrors"
