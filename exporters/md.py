"""The story as Markdown, with the proof of each finding."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exporters import facts
from exporters.exporter import Document, Exporter
from pipeline import proof
from pipeline.contents import Contents, Part, contents_of, lead_of
from pipeline.wording import escape

TO_DO, METHOD = "What to do", "How this was found"
FOLD, FOLD_END = "<details>\n<summary>Proof</summary>", "</details>"  # the only HTML: Markdown itself can't fold


class Markdown(Exporter):
    """CommonMark with tables, and each proof folded away.

    The story's own texts are Markdown; names and values from the file are escaped.
    """

    name = "md"
    label = "Markdown text"
    media_type = "text/markdown"

    def export(self, document: Document) -> bytes:
        """See :class:`~exporters.exporter.Exporter`."""
        return ("\n\n".join(_parts(document)) + "\n").encode()


def _parts(document: Document) -> Iterator[str]:
    narratives = document["narratives"]
    yield f"# {escape(document['title'])}"
    contents = contents_of(document)
    yield from _by_outline(document, contents) if contents else _listed(document)
    if narratives["recommendations"]:
        yield f"## {TO_DO}"
        yield narratives["recommendations"]
    yield from _quality(document)
    yield f"## {METHOD}"
    about = [*facts.of_making(document), *facts.of_dataset(document), *facts.of_subject(document)]
    yield " · ".join(f"{label}: {escape(text)}" for label, text in about)
    yield from proof.method_of(document)
    yield "## Columns"
    yield _table(
        ("Column", "Type", "Unit", "Missing", "Different values", "Example"),
        [
            (column["name"], column["type"], column["unit"], column["missing"], column["distinct"], column["example"])
            for column in document["dataset"]["columns"]
        ],
    )


def _by_outline(document: Document, contents: Contents) -> Iterator[str]:
    """The story along its outline: the lead and the key figures, the contents, then every point under its number."""
    lead, _ = lead_of(document["narratives"]["summary"])
    yield lead
    if figures := document.get("keyFigures"):
        yield _table(("Key figure", "", ""), [(one["label"], one["value"], one["note"]) for one in figures])
    more = [Part(f"{len(contents.folded):,} more", contents.folded)] if contents.folded else []
    parts = [*contents.parts, *more]
    to_do = [TO_DO] if document["narratives"]["recommendations"] else []
    yield "## Contents"
    entries = [f"- [{escape(part.title)}](#{slug(part.title)}): {_numbers(part)}" for part in parts]
    yield "\n".join([*entries, *(f"- [{title}](#{slug(title)})" for title in [*to_do, METHOD])])
    charts = {chart["chartId"]: chart for chart in document["charts"]}
    for part in parts:
        yield f"## {escape(part.title)}"
        for number, point in part.points:
            yield from _finding(point, charts.get(point["chartId"]), number)


def _numbers(part: Part) -> str:
    """``4 to 7``."""
    first, last = part.points[0][0], part.points[-1][0]
    return f"{first}" if first == last else f"{first} to {last}"


def _listed(document: Document) -> Iterator[str]:
    """A story without an outline."""
    narratives = document["narratives"]
    for title, text in (("Summary", narratives["summary"]), ("Key findings", narratives["keyFindings"])):
        if text:
            yield f"## {title}"
            yield text
    if document["findings"]:
        yield "## Findings and their proof"
    charts = {chart["chartId"]: chart for chart in document["charts"]}
    for number, finding in enumerate(document["findings"], start=1):
        yield from _finding(finding, charts.get(finding["chartId"]), number)


def slug(title: str) -> str:
    """The name of a heading as the usual renderers make it: ``What to do`` -> ``what-to-do``."""
    return re.sub(r"[^\w\- ]", "", title.casefold()).strip().replace(" ", "-")


def _finding(finding: Mapping[str, Any], chart: Mapping[str, Any] | None, number: int) -> Iterator[str]:
    yield f"### {number}. {finding['headline']}"
    if mark := proof.mark_of(finding):
        yield f"*{mark}*"
    yield finding["text"]
    if finding["caveats"]:
        yield "\n".join(f"- {caveat}" for caveat in finding["caveats"])
    if chart:
        yield f"*Chart: {escape(chart['altText'])}*"  # with its values
    yield FOLD
    yield "\n".join(f"- {escape(label)}: {escape(text)}" for label, text in proof.facts_of(finding))
    yield _table(("Value", ""), [(name, proof.value_text(value)) for name, value in finding["values"].items()])
    yield fenced(finding["sql"], "sql")
    yield FOLD_END


def _quality(document: Document) -> Iterator[str]:
    notes = [note["text"] for note in document["quality"]]
    notes += [escape(warning["text"]) for warning in document["dataset"]["warnings"]]
    if notes:
        yield "## Quality of the data"
        yield "\n".join(f"- {note}" for note in notes)


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    lines = [head, ["---"] * len(head), *[["" if cell is None else escape(str(cell)) for cell in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def fenced(code: str, language: str) -> str:
    """A code block whose fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{code.strip()}\n{fence}"
