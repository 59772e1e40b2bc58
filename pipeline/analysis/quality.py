"""What a reader should know about the data's quality."""

from collections.abc import Iterator

from pipeline import wording
from pipeline.analysis.context import Context
from pipeline.analysis.roles import Role
from pipeline.analysis.sql import one_row, quote
from pipeline.story import ColumnType, QualityNote

LEAST_MISSING = 0.05  # of the rows, for missing values to be told
MOST_NOTES = 12  # of a kind
HASHED_COLUMNS = 60  # that rows are compared by when copies are counted

STRUCTURE = {
    "linear": "{1} follows from {0}: one is a fixed multiple or shift of the other",
    "function": "{1} and {0} always rise together, so one follows from the other",
    "renamed": "{0} and {1} are two names for the same groups",
    "nested": "each {0} belongs to one {1}",
    "attribute": "{1} is the same in all rows of a {0}",
}


def quality_notes(context: Context) -> tuple[QualityNote, ...]:
    """Missing values, columns without information, copied rows, columns that follow from others."""
    return (*_missing(context), *_constant(context), *_copies(context), *_structure(context))


def _missing(context: Context) -> Iterator[QualityNote]:
    columns = sorted(context.dataset.columns, key=lambda column: -column.missing)
    for column in columns[:MOST_NOTES]:
        share = column.missing / max(1, context.row_count)
        if share >= LEAST_MISSING and column.type is not ColumnType.EMPTY:
            values = {"missing": column.missing, "share": round(share, 6)}
            text = f"{wording.name(column.name)} has no value in {wording.percent(share)} of the rows."
            yield QualityNote("missing", (column.name,), text, values)


def _constant(context: Context) -> Iterator[QualityNote]:
    names = tuple(v.name for v in context.with_role(Role.CONSTANT, Role.NONE) if v.column.distinct <= 1)
    if names:
        listed = wording.listing([wording.name(name) for name in names[:MOST_NOTES]])
        text = f"{listed} {'says' if len(names) == 1 else 'say'} nothing: no value, or the same one in every row."
        yield QualityNote("constant", names, text, {"columns": len(names)})


def _copies(context: Context) -> Iterator[QualityNote]:
    names = [column.name for column in context.dataset.columns][:HASHED_COLUMNS]
    if not names or len(names) < len(context.dataset.columns):
        return
    hashed = f"hash({', '.join(quote(name) for name in names)})"
    values = one_row(
        context.connection, f"SELECT count(*) - count(DISTINCT {hashed}) AS copies, count(*) AS rows FROM data"
    )
    copies = values.size("copies")
    if copies:
        text = f"{wording.count(copies, 'row')} {'is a copy' if copies == 1 else 'are copies'} of another row."
        yield QualityNote("duplicates", (), text, values)


def _structure(context: Context) -> Iterator[QualityNote]:
    for relation in context.structure[: 3 * MOST_NOTES]:
        names = [wording.name(name) for name in relation.columns]
        text = STRUCTURE[relation.kind].format(*names)
        yield QualityNote("structure", relation.columns, f"{text[:1].upper()}{text[1:]}.", {})
