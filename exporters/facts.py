"""What every written export says about a story beside its text: facts of the file, proof of a finding, method."""

from collections.abc import Mapping
from typing import Any

from exporters.exporter import Document
from pipeline import wording

SIZES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def of_dataset(document: Document) -> list[tuple[str, str]]:
    """Label and text of each fact about the file."""
    dataset = document["dataset"]
    facts = [
        ("File", dataset["filename"]),
        ("Rows", f"{dataset['rowCount']:,}"),
        ("Columns", f"{dataset['columnCount']:,}"),
        ("Size", size(dataset["fileSize"])),
    ]
    return [(label, str(text)) for label, text in facts]


def of_proof(finding: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and text of each fact that backs a finding."""
    facts = [("Rows used", f"{finding['n']:,}")]
    if finding.get("test"):
        facts.append(("Test", finding["test"]))
    if finding.get("effect") and finding.get("effectSize") is not None:
        facts.append((f"Effect size: {finding['effect']}", f"{finding['effectSize']:.3g}"))
    if finding.get("pValue") is not None:
        facts.append(("p-value (chance of a result this strong if nothing were there)", probability(finding["pValue"])))
    if finding.get("qValue") is not None:
        facts.append(("q-value (the same, corrected for the number of tests)", probability(finding["qValue"])))
    return facts


def method(document: Document) -> str:
    """How the findings were chosen, in a sentence or two."""
    tests = document["statistics"]["tests"]
    if not tests["run"]:
        return "No statistical test was run on this table."
    return (
        f"{wording.count(tests['run'], 'test was', 'tests were')} run on this table and {tests['kept']:,} kept. "
        f"They are kept so that at most {wording.percent(tests['falseDiscoveryRate'])} of them can be expected to be "
        "chance (Benjamini-Hochberg), and only where the effect is large enough to matter."
    )


def size(size_bytes: int) -> str:
    """``1234567`` -> ``1.2 MB``."""
    for scale, unit in SIZES:
        if size_bytes >= scale:
            return f"{size_bytes / scale:.1f} {unit}"
    return f"{size_bytes} bytes"


def value(item: Any) -> str:
    """A value of a finding, in full: what its SQL gives again."""
    if item is None:
        return "none"
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, int):
        return f"{item:,}"
    if isinstance(item, float):
        return f"{item:,.10g}"
    return str(item)


def probability(p: float) -> str:
    """``0.00001`` -> ``below 0.0001``."""
    return "below 0.0001" if p < 0.0001 else f"{p:.2g}"
