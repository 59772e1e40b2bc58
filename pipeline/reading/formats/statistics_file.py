"""Files of SPSS, Stata and SAS, through pyreadstat: values are shown by their labels."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pipeline.errors import PreprocessingError
from pipeline.reading.formats.value_labels import Labels, labels_of
from pipeline.reading.grid import Grid, LargeGrid, Unfolded
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source
from pipeline.reading.value_rows import HEAD_ROWS, ValueRows
from pipeline.reading.warnings import warn
from pipeline.story import ReadingWarning

CHUNK_CELLS = 500_000
# How each format begins, and the function of pyreadstat that reads it.
SPSS, SPSS_PORTABLE = (b"$FL2", b"$FL3"), b"ASCII SPSS PORT FILE"
STATA_OLD = tuple(bytes([version, order, 1]) for version in range(104, 116) for order in (1, 2))
STATA = b"<stata_dta>"
SAS = b"\0" * 12 + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00\x09\xc7\x31\x8c\x18\x1f\x10\x11"
SAS_TRANSPORT = (
    b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!",
    b"HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!",
)


def _function(head: bytes) -> str | None:
    if head.startswith(SPSS):
        return "read_sav"
    if SPSS_PORTABLE in head[:250]:
        return "read_por"
    if head.startswith((STATA, *STATA_OLD)):
        return "read_dta"
    if head.startswith(SAS):
        return "read_sas7bdat"
    return "read_xport" if head.startswith(SAS_TRANSPORT) else None


def matches(source: Source) -> bool:
    """By the marks that open these files."""
    return _function(source.head) is not None


def read(source: Source) -> Grid:
    """All rows, or the first ones."""
    return _rows(source).grid(only_head=source.only_head)


def stream(source: Source) -> LargeGrid:
    """The same in chunks."""
    return _rows(source).large()


def _rows(source: Source) -> ValueRows:
    import pyreadstat

    function = getattr(pyreadstat, str(_function(source.head)))
    with _refusing():
        _, known = function(str(source.path), metadataonly=True, output_format="dict")
    names = list(known.column_names)
    most = HEAD_ROWS if source.only_head else None
    labels = _labels(source, function, known.variable_value_labels, most)
    wanted = [labels.get(name) for name in names]

    def rows() -> Iterator[Sequence[object]]:
        for columns in _chunks(source, function, names, most):
            shown = (_shown(columns[name], label) for name, label in zip(names, wanted, strict=True))
            yield from zip(*shown, strict=True)

    return ValueRows(names, rows, known.number_rows, warnings=_warnings(labels), encoding=known.file_encoding)


def _shown(values: Sequence[object], labels: Labels | None) -> Sequence[object]:
    return values if labels is None else list(map(labels.shown, values))


def _labels(
    source: Source, function: Callable[..., Any], written: Mapping[str, Mapping[Any, str]], most: int | None
) -> dict[str, Labels]:
    """How the values of each labelled column are shown, which hangs on whether all that occur have a label."""
    if not written:
        return {}
    used: dict[str, set[Any]] = {name: set() for name in written}
    for columns in _chunks(source, function, list(written), most):
        for name, values in columns.items():
            used[name].update(values)
    return {name: labels for name in written if (labels := labels_of(written[name], used[name]))}


def _chunks(
    source: Source, function: Callable[..., Any], names: Sequence[str], most: int | None
) -> Iterator[Mapping[str, Sequence[Any]]]:
    """The columns ``names``, so many rows at a time."""
    size = max(1, min(CHUNK_CELLS // max(len(names), 1), most or CHUNK_CELLS))
    start = 0
    while most is None or start < most:
        with _refusing():
            columns, _ = function(
                str(source.path), output_format="dict", usecols=list(names), row_offset=start, row_limit=size
            )
        count = len(next(iter(columns.values()), ()))
        if count:
            yield columns
        if count < size:
            return
        start += count


def _warnings(labels: Mapping[str, Labels]) -> list[ReadingWarning]:
    named = [name for name, label in labels.items() if label.texts]
    gone = [name for name, label in labels.items() if label.missing]
    found = []
    if named:
        found.append(warn("value_labels", f"The codes in {_some(named)} are shown by their labels."))
    if gone:
        codes = ", ".join(sorted({_code(code) for name in gone for code in labels[name].missing}))
        found.append(warn("missing_codes", f"Codes labelled as no answer ({codes}) count as missing in {_some(gone)}."))
    return found


def _code(code: object) -> str:
    return f"{code:g}" if isinstance(code, float) else str(code)


def _some(names: Sequence[str]) -> str:
    rest = f" and {len(names) - 5} more columns" if len(names) > 5 else ""
    return ", ".join(names[:5]) + rest


@contextmanager
def _refusing() -> Iterator[None]:
    from pyreadstat import PyreadstatError, ReadstatError

    try:
        yield
    except (PreprocessingError, Unfolded):
        raise
    except (PyreadstatError, ReadstatError, ValueError, OverflowError, MemoryError, LookupError) as error:
        raise PreprocessingError(
            "This file of a statistics program (SPSS, Stata or SAS) is damaged, or of a kind that is not known here.",
            "Open it there, and save it again, or export it as CSV with labels.",
        ) from error


READER = Reader(
    "statistics",
    "SPSS, Stata or SAS",
    ("sav", "zsav", "por", "dta", "sas7bdat", "xpt"),
    matches,
    read,
    stream,
    needs_whole_file=True,
)
