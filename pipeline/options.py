"""What a user may choose about the story of a file. Pages, the API, the database and the pipe carry it as one object.

A new option is one field here: its conversion says what is taken, its description is the API's. The page adds a widget.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from pipeline.errors import OptionsError
from pipeline.story import ColumnType

MAX_TITLE_LENGTH = 200  # characters
MAX_NAME_LENGTH = 60  # characters of a column's name in a story
ROW_COUNT = "number of rows"  # as a subject, unless a column is called so
HEADER_ROWS = range(-1, 1000)


@dataclass(frozen=True)
class Choice:
    """What an option takes: ``convert`` makes its value of one from Python, from JSON or of a form's text.

    It raises ValueError or TypeError for any other; ``expected`` then tells the user what to send. An option without a
    ``description`` is not for users to choose.
    """

    convert: Callable[[Any], Any]
    expected: str = "Send text."
    description: str | None = None
    form_type: type = str
    max_length: int | None = None  # of a text, in characters


@dataclass(frozen=True)
class FormField:
    """A choice as a field of a form, under its ``name`` there."""

    name: str
    choice: Choice


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value or None


def _title(value: Any) -> str | None:
    return (_text(value) or "").strip()[:MAX_TITLE_LENGTH] or None


def _header_row(value: Any) -> int | None:
    if value is None or value == "":
        return None
    row = int(value)
    if isinstance(value, bool | float) or row not in HEADER_ROWS:
        raise ValueError(f"not a row: {value!r}")
    return row


def _flag(value: Any) -> bool:
    said = str(value).strip().lower()
    if said not in ("true", "1", "on", "false", "0", "off", "", "none"):
        raise ValueError(f"neither true nor false: {value!r}")
    return said in ("true", "1", "on")


def _types(value: Any) -> dict[str, ColumnType]:
    given = json.loads(value) if isinstance(value, str) and value else value or {}
    if not isinstance(given, Mapping) or not all(isinstance(column, str) for column in given):
        raise TypeError(f"not types by column: {value!r}")
    return {column: ColumnType(name) for column, name in given.items()}


def _names(value: Any) -> dict[str, str]:
    given = json.loads(value) if isinstance(value, str) and value else value or {}
    if not isinstance(given, Mapping) or not all(isinstance(text, str) for pair in given.items() for text in pair):
        raise TypeError(f"not names by column: {value!r}")
    names = {column: " ".join(name.split()) for column, name in given.items()}
    if not all(0 < len(name) <= MAX_NAME_LENGTH for name in names.values()):
        raise ValueError(f"empty, or too long: {value!r}")
    return names


def _option(choice: Choice, **default: Any) -> Any:
    return field(metadata={"choice": choice}, **(default or {"default": None}))


@dataclass(frozen=True)
class Options:
    """The choices of a user; each has a default that suits most files. Raises :class:`OptionsError` for a wrong one.

    ``filename`` is the name that the user knows, by default the path's own; ``subject`` the column that the story is
    about first, instead of the one that is found; ``focus`` the only one that it speaks of, with all beside it;
    ``types`` replace the inferred ones, by column; ``names`` are what the story calls
    columns, by column; ``header_row`` is the row of the grid that holds the names, from 0,
    -1 where there is none, None to find it; ``sheet`` is of a workbook, by default the one with the largest table.
    ``keep_totals`` leaves rows that add up others among the values, ``keep_wide`` leaves periods in columns.
    """

    filename: str | None = _option(Choice(_text))
    title: str | None = _option(Choice(_title, description="Title of the story.", max_length=MAX_TITLE_LENGTH))
    focus: str | None = _option(Choice(_text, description="The only column that the story speaks of."))
    subject: str | None = _option(
        Choice(_text, description=f"The column that the story is about first, or “{ROW_COUNT}”.")
    )
    types: Mapping[str, ColumnType] = _option(
        Choice(
            _types,
            f"Send a JSON object: column to one of {', '.join(ColumnType)}.",
            'Types instead of the inferred ones, as JSON: {"column": "type"}.',
        ),
        default_factory=dict,
    )
    names: Mapping[str, str] = _option(
        Choice(
            _names,
            f"Send a JSON object: column to its name in the story, of 1 to {MAX_NAME_LENGTH} characters.",
            'Names of columns in the story instead of those made of the headers, as JSON: {"column": "name"}.',
        ),
        default_factory=dict,
    )
    header_row: int | None = _option(
        Choice(
            _header_row,
            "Send a row number from 0, or -1 for none.",
            "Row of the names, from 0; -1: there is none.",
            form_type=int,
        )
    )
    sheet: str | None = _option(Choice(_text, description="Sheet of a workbook."))
    keep_totals: bool = _option(
        Choice(_flag, "Send true or false.", "Whether rows that add up others stay among the values.", form_type=bool),
        default=False,
    )
    keep_wide: bool = _option(
        Choice(_flag, "Send true or false.", "Whether periods that are columns stay columns.", form_type=bool),
        default=False,
    )

    def __post_init__(self) -> None:
        for name, choice in _choices():
            try:
                object.__setattr__(self, name, choice.convert(getattr(self, name)))
            except (ValueError, TypeError, RecursionError) as error:  # the last for JSON that is nested too deeply
                raise OptionsError(f"The field {_form_name(name)} can't be understood.", choice.expected) from error

    def to_json(self) -> dict[str, Any]:
        """The choices as JSON types, by their names."""
        return {
            name: dict(value) if isinstance(value := getattr(self, name), Mapping) else value for name, _ in _choices()
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The choices of :meth:`to_json`; names that only another version knows are left out.

        Raises :class:`OptionsError`.
        """
        return cls(**{name: values[name] for name, _ in _choices() if name in values})

    @classmethod
    def from_form(cls, texts: Mapping[str, str]) -> Self:
        """The choices of a form's fields, named as in :meth:`form_fields`; an empty one is the default.

        Raises :class:`OptionsError`.
        """
        given = {name: texts.get(one.name) for name, one in cls.form_fields().items()}
        return cls.from_json({name: text for name, text in given.items() if text})

    @classmethod
    def form_fields(cls) -> Mapping[str, FormField]:
        """How the options that a user may choose appear in a form, by their names here."""
        return {name: FormField(_form_name(name), choice) for name, choice in _choices() if choice.description}


def _choices() -> Iterator[tuple[str, Choice]]:
    return ((one.name, one.metadata["choice"]) for one in fields(Options))


def _form_name(name: str) -> str:
    """``header_row`` -> ``headerRow``, as all names of the API."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
