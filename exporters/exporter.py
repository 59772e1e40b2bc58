"""What every export format has."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

Document = Mapping[str, Any]
"""A story as JSON types: ``Story.to_document()``, the API's answer."""


class Exporter(ABC):
    """One format. A pure function of the story's document, whose texts come from a stranger's file."""

    name: ClassVar[str]  # also the file's extension, without the dot
    label: ClassVar[str]  # for a reader: "Web page"
    media_type: ClassVar[str]

    @abstractmethod
    def export(self, document: Document) -> bytes:
        """The whole file."""
