"""The story's document as JSON, the same that the API answers."""

import json

from exporters.exporter import Document, Exporter


class JsonDocument(Exporter):
    """Indented UTF-8."""

    name = "json"
    label = "JSON data"
    media_type = "application/json"

    def export(self, document: Document) -> bytes:
        """See :class:`~exporters.exporter.Exporter`."""
        return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()
