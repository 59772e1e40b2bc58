"""An XML document as nested objects and lists, as JSON would hold it; bounded in depth and size."""

from typing import Any

from pipeline.errors import PreprocessingError
from pipeline.reading.value_rows import IN_MEMORY_CELLS, too_large

DEEPEST = 64
TEXT = "text"  # name of an element's own text, where it has attributes or children too


class Tree:
    """Handles the events of a parser; :meth:`document` is what they made."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.open: list[tuple[str, dict[str, Any], list[str]]] = [("", self.root, [])]
        self.values = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; its attributes are fields like any other."""
        if len(self.open) > DEEPEST:
            raise PreprocessingError("This XML is nested too deeply.", "Save it as a flat list of records, or as CSV.")
        self.values += 1 + len(attributes)
        if self.values > IN_MEMORY_CELLS * 2:
            raise too_large()
        fields = {_local(key): value for key, value in attributes.items() if not key.startswith("xmlns")}
        self.open.append((_local(name), fields, []))

    def end(self, _name: str) -> None:
        """An element ends: a text where it holds nothing else, an object otherwise."""
        name, fields, texts = self.open.pop()
        text = "".join(texts).strip()
        if text and fields:
            fields[TEXT] = text
        value: Any = fields or (text or None)
        around = self.open[-1][1]
        if name not in around:
            around[name] = value
        elif isinstance(around[name], list):
            around[name].append(value)
        else:
            around[name] = [around[name], value]

    def data(self, text: str) -> None:
        """Some text within the innermost element."""
        self.open[-1][2].append(text)

    def document(self) -> Any:
        """The whole, elements that are cut off at the end of a preview aside."""
        while len(self.open) > 1:
            if len(self.open) > 2 and not any(isinstance(value, list) for value in self.open[-1][1].values()):
                self.open.pop()
            else:
                self.end("")
        return next(iter(self.root.values()), None) if len(self.root) == 1 else self.root


def _local(name: str) -> str:
    """A name without its prefix."""
    return name.rsplit(":", 1)[-1]
