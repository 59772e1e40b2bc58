"""Facts about a story and its file, as every written export tells them."""

from datetime import datetime

from exporters.exporter import Document
from pipeline import about, wording


def of_dataset(document: Document) -> list[tuple[str, str]]:
    """Label and text of each fact about the file."""
    dataset = document["dataset"]
    facts = [
        ("File", dataset["filename"]),
        ("Rows", f"{dataset['rowCount']:,}"),
        ("Columns", f"{dataset['columnCount']:,}"),
        ("Size", wording.file_size(dataset["fileSize"])),
    ]
    return [(label, str(text)) for label, text in facts]


def of_subject(document: Document) -> list[tuple[str, str]]:
    """What the story is about, as terms and texts; empty where it doesn't say so."""
    subject = document.get("subject")
    return list(about.facts_of(subject)) if subject else []


def of_making(document: Document) -> list[tuple[str, str]]:
    """When the story was made; empty where it doesn't say so."""
    made_at = document.get("madeAt")
    try:
        moment = datetime.fromisoformat(str(made_at))
    except ValueError:  # stories come from other services, too
        return []
    return [("Made on", f"{wording.day(moment)}, {moment:%H:%M} {moment:%Z}".strip())]
