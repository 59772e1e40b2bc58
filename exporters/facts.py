"""Facts about the file of a story, as every written export begins with them."""

from exporters.exporter import Document
from pipeline import wording


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
