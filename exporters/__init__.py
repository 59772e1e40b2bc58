"""A story document as a file. EXPORTERS has one entry a format; the export menu and the API's ``format`` read it."""

from collections.abc import Mapping

from exporters.exporter import Exporter
from exporters.html import WebPage
from exporters.json import JsonDocument
from exporters.md import Markdown

EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        WebPage(),
        Markdown(),
        JsonDocument(),
    )
}

__all__ = ["EXPORTERS", "Exporter"]
