"""What a story calls the columns and the rows of its table."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from pipeline import wording
from pipeline.analysis.context import Context, named_column
from pipeline.analysis.subject.layout import named_place
from pipeline.analysis.subject.names import measure_said
from pipeline.errors import PreprocessingError
from pipeline.names import words
from pipeline.story import ColumnType, Subject, TableKind

SEVERAL = 1.5  # rows in a bucket of time, from which it is not what a row is
UNIQUE = 0.98  # of the rows: an identifier that is different in so many says what a row is
MIN_PEOPLE = 5  # that come back; a column of fewer values says who is a student, not which
MIN_SEVERAL = 1.05  # rows of each, on average
SOMEBODY = frozenset(
    {
        *("subject", "patient", "person", "customer", "client", "user", "member", "participant", "student", "pupil"),
        *("respondent", "employee", "individual", "child", "kid", "patientin", "kunde", "schüler", "élève", "alumno"),
        *("paciente", "cliente", "sujet", "proband", "sujeto"),
    }
)
IDS = frozenset({"id", "ids", "nr", "no", "number", "code"})
SALES = "sales"
BARE = frozenset(  # what a column is called that is a number of something
    {"total", "totals", "count", "counts", "number", "n", "gesamt", "anzahl", "nombre", "número", "cantidad"}
)
CASES = (TableKind.ENTITIES, TableKind.EXPERIMENT, TableKind.SURVEY)  # tables in which a row may be somebody


def called(context: Context, subject: Subject, chosen: Mapping[str, str]) -> Subject:
    """The subject with the names of all columns, of which a user has ``chosen`` some, and the noun of a row.

    Raises :class:`~pipeline.errors.PreprocessingError` where a name is chosen for no column, or twice.
    """
    columns = [column.name for column in context.dataset.columns]
    own = {named_column(column, columns, "one to name"): name for column, name in chosen.items()}
    twice = [name for name, times in Counter(name.casefold() for name in own.values()).items() if times > 1]
    if twice:
        raise PreprocessingError(
            f"Two columns can't both be called {twice[0]!r}.", "Give each column a name of its own."
        )
    row = _row(context, subject)
    otherwise = {**_counted_by_the_file(context, columns, row), **_told_otherwise(context, columns)}
    names = wording.display_names(columns, {**otherwise, **own})
    names |= {v.name: v.name for v in context.variables.values() if v.sold and v.sources}
    return replace(subject, names=names, row=row)


def _told_otherwise(context: Context, columns: list[str]) -> dict[str, str]:
    """Columns that hold something else or more than their names say, and what: prices of what was sold add up to
    sales, the values of a file are what it is called by.
    """
    sold = [v.name for v in context.variables.values() if v.sold and not v.sources]
    found = {v.name: said for v in context.measures if (said := measure_said(v)) != v.name}
    found |= {sold[0]: SALES} if len(sold) == 1 else {}
    return {name: said for name, said in found.items() if said not in map(str.casefold, columns)}


def _counted_by_the_file(context: Context, columns: list[str], row: wording.Noun) -> dict[str, str]:
    """A column that only says that it is a number, and of what the file says: ``total`` of ``murders.csv``."""
    bare = [v.name for v in context.measures if BARE.issuperset(words(v.name)) and words(v.name)]
    said = words(context.dataset.title)
    is_counted = len(said) == 1 and wording.of_column(said[0]) is not None and wording.is_plural(said[0])
    taken = {row.many, *map(str.casefold, columns)}
    return {bare[0]: said[0]} if len(bare) == 1 and is_counted and said[0] not in taken else {}


def _row(context: Context, subject: Subject) -> wording.Noun:
    """The noun of a row: of a series its period; of things in several periods there is none."""
    if subject.table is TableKind.SERIES:
        return _period(context, subject)
    if subject.table is TableKind.PANEL:
        return wording.ROW
    found = _thing(context, subject)
    return wording.noun("respondent") if found.is_row and subject.table is TableKind.SURVEY else found


def _period(context: Context, subject: Subject) -> wording.Noun:
    """The noun of a row of a series: day, month ..."""
    axis = context.time_axis
    if axis is None or axis.column != subject.time:
        return wording.ROW
    is_finer = context.row_count > SEVERAL * len(axis.frame())  # half hours of opening times, that days are made of
    return wording.noun("interval" if is_finer else str(axis.grain))


def _thing(context: Context, subject: Subject) -> wording.Noun:
    """The noun of what a row is by its identifiers, the other columns or the file's name."""
    rows = context.row_count
    keys = [c.name for c in context.dataset.columns if c.type is ColumnType.IDENTIFIER and c.distinct >= UNIQUE * rows]
    columns = [column.name for column in context.dataset.columns]
    keys += [place] if (place := named_place(context.variables, context.sample)) else []
    repeated = [name for name in columns if _comes_back(context, name)]
    return wording.of_one(keys, columns, context.dataset.filename, people=subject.table in CASES, repeated=repeated)


def _comes_back(context: Context, name: str) -> bool:
    """Whether a column is the identifier of somebody, by its name, whose rows are several: ``patient_id``, ``id``."""
    column = next(c for c in context.dataset.columns if c.name == name)
    whose = set(words(name)) - IDS
    is_key = whose <= SOMEBODY if whose else "id" in words(name)
    return is_key and MIN_PEOPLE <= column.distinct < context.row_count / MIN_SEVERAL
