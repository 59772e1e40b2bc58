"""The rows of a table become its grid: names for all columns, rows of equal length, every repair told."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.errors import PreprocessingError
from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.changed_names import brought_below_names
from pipeline.reading.filling import Filling, fill_down
from pipeline.reading.footers import TOTAL
from pipeline.reading.grid import Grid
from pipeline.reading.header import are_units
from pipeline.reading.layout import Layout, find_table, header_at
from pipeline.reading.limits import require_columns, require_grid
from pipeline.reading.notes_beside import without_notes
from pipeline.reading.page_heads import said
from pipeline.reading.records import Repairs
from pipeline.reading.remark_names import name_by_remarks
from pipeline.reading.rows import Cell, Cells, is_blank, is_remark, label_of, width_of
from pipeline.reading.side_by_side import continued, find_beside, may_be_beside, only
from pipeline.reading.types import hints
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

# What surveys write below a question that has no answers to choose from.
ANY_ANSWER = frozenset(
    {"response", "open-ended response", "antwort", "offene antwort", "réponse", "réponse ouverte", "respuesta"}
    | {"respuesta abierta", "risposta", "risposta aperta", "resposta", "resposta aberta", "antwoord", "open antwoord"}
)
NO_UNIT = hints.vocabulary(  # two of moments and numbers of a data logger; and what stands before a row of units
    "- -- --- none unitless ts rn [] () [-] (-) units unit einheit einheiten unité unités unidad unidades"
)
TITLED = "Table"  # the column that says which of several tables a row comes from
OVERLONG_SHARE = (
    0.1  # rows; if so many have more cells than there are names, the names are too few, not the cells too many
)


def make_grid(rows: Sequence[Cells], header_row: int | None, delimiter: str = ",", *, keep_empty: bool = False) -> Grid:
    """The table among the rows of a file as a grid; ``header_row`` is what the user said of it.

    A column with neither name nor values is left out, unless ``keep_empty``.
    """
    if not any(any(cell and not cell.isspace() for cell in row) for row in rows):
        raise PreprocessingError(
            "The file holds no table.", "Put one header row and at least 10 rows of values into it."
        )
    if header_row is not None and header_row >= len(rows):
        raise PreprocessingError(
            f"There is no row {header_row + 1} that could hold the column names: the file has {len(rows)} rows.",
            "Choose the row again that holds the names.",
        )
    rows = name_by_remarks(rows, delimiter)
    rows, layout, warnings = _located(rows, header_row)
    warnings += _layout_warnings(layout, rows)
    body = [rows[index] for index in layout.body]
    header = [rows[index] for index in layout.header]
    names = _shifted(join_names(header), header, body)
    width = table_width(len(names), Counter(width_of(cells) for cells in body))
    require_columns(width)
    require_grid(len(body), width)
    columns = _columns(body, width, layout, delimiter, warnings)
    if layout.titles and not keep_empty:
        names, columns = _with_titles(names, columns, layout, warnings)
        width += 1
    names = [*names, *[""] * (width - len(names))]
    if not keep_empty:
        names, columns = _without_blank(names, columns, layout, warnings)
    names, renamed = unique_names(names, bool(layout.header))
    filling = Filling() if keep_empty else fill_down(columns)  # of a table's beginning alone no gap can be judged
    return Grid(
        names=names,
        columns=columns,
        header_row=layout.header[-1] if layout.header else -1,
        skipped_lines=sum(map(len, (layout.above, layout.footers, layout.others, layout.repeated, layout.pages))),
        warnings=[*warnings, *renamed, *_told(filling, names, columns)],
        once_a_group=tuple(names[place] for place in filling.once),
        typed=layout.typed,
        first_row=layout.body[0] if layout.body else len(rows),
        last_row=layout.body[-1] if layout.body else -1,
        page_heads=frozenset(said(rows[index]) for index in layout.above) if layout.above else frozenset(),
    )


def _located(rows: Sequence[Cells], header_row: int | None) -> tuple[Sequence[Cells], Layout, list[ReadingWarning]]:
    """Where the table lies; of several beside each other no rows but those of the largest."""
    if header_row is not None:
        return rows, header_at(rows, header_row), []
    layout = find_table(rows)
    if brought := brought_below_names(rows, layout):
        return brought[0], find_table(brought[0]), [brought[1]]
    if whole := continued(rows, layout):
        text = "The table goes on beside itself, below the same names; it is read as one."
        return whole, find_table(whole), [warn("tables_stacked", text)]
    beside = find_beside(rows, layout)
    if beside is None:
        return rows, layout, _of_doubt(rows, layout)
    count = len(beside.left_out)
    text = (
        f"{shown(count, 'other table beside it was', 'other tables beside it were')} left out "
        f"({'; '.join(beside.left_out)}); upload {'it as a file of its own' if count == 1 else 'them as files'}."
    )
    rows = only(rows, beside.part)
    return rows, find_table(rows), [warn("several_tables", text, beside.rows, beside.left_out[0])]


def _of_doubt(rows: Sequence[Cells], layout: Layout) -> list[ReadingWarning]:
    """What is told of columns that may be a table of their own."""
    found = may_be_beside(rows, layout) if layout.header else None
    if found is None:
        return []
    (begin, end), length = found
    names = ", ".join(name for name in rows[layout.header[-1]][begin:end] if name)
    text = (
        f"{names}: filled in the first {length:,} of {len(layout.body):,} rows alone. If they are another table beside "
        "this one, upload each as a file of its own; they are read as columns of one."
    )
    return [warn("may_be_beside", text, length, names)]


def _without_blank(
    names: list[str], columns: list[list[Cell]], layout: Layout, warnings: list[ReadingWarning]
) -> tuple[list[str], list[list[Cell]]]:
    """Without columns that have neither a name nor values, and without notes beside the table."""
    columns = without_notes(names, columns, warnings) if layout.header else columns
    kept = [place for place, column in enumerate(columns) if names[place] or not is_blank(column)]
    return [names[place] for place in kept], [columns[place] for place in kept]


def _with_titles(
    names: list[str], columns: list[list[Cell]], layout: Layout, warnings: list[ReadingWarning]
) -> tuple[list[str], list[list[Cell]]]:
    """The tables that follow each other as one, with a column more that says which title stands above each row's."""
    starts = sorted(layout.titles)
    titles: list[Cell] = [layout.titles[starts[bisect_right(starts, row) - 1]] for row in layout.body]
    said = ", ".join(layout.titles[start] for start in starts[:5])
    text = f"{len(starts)} tables with the same columns ({said}) are read as one, in which {TITLED} names them."
    warnings.append(warn("tables_stacked", text, 0, said))
    name = TITLED if TITLED not in names else f"{TITLED} 2"
    return [*names, *[""] * (len(columns) - len(names)), name], [*columns, titles]


def _told(filling: Filling, names: list[str], columns: list[list[Cell]]) -> list[ReadingWarning]:
    """What is told of labels that stand once a group, and were filled down."""
    warnings = []
    if filling.filled:
        shown_names = ", ".join(names[place] for place in filling.filled[:5])
        of = f" of each {names[filling.key]}" if filling.key is not None else " of a group"
        text = f"{shown_names}: written once, in the first row{of}; filled into the {filling.cells:,} cells below."
        warnings.append(warn("filled_down", text, filling.cells, columns[filling.filled[0]][0]))
    if filling.once and filling.key is not None:
        amounts = ", ".join(names[place] for place in filling.once[:5])
        text = f"{amounts}: stand once per {names[filling.key]}, in its first row, and were left so: each counts once."
        warnings.append(warn("once_a_group", text, 0))
    return warnings


def join_names(header: Sequence[Cells]) -> list[str]:
    """One name a column, from one or several rows; a name that spans columns is written once, in the first of them."""
    if not header:
        return []
    width = max(width_of(cells) for cells in header)
    *groups, last = (_texts(cells, width) for cells in header)
    levels = [*map(_spread, groups), _in_brackets(last) if groups and are_units(header[-1]) else last]
    return [" ".join(_parts_of(names)) for names in zip(*levels, strict=True)]


def _in_brackets(texts: Sequence[str]) -> list[str]:
    """Units as they stand behind a name; some words say that there is none."""
    units = ("" if text.lower() in NO_UNIT else text for text in texts)
    return [f"({text})" if text.lower() in hints.UNITS else text for text in units]


def _texts(cells: Cells, width: int) -> list[str]:
    """The cells of a row of names, of which there are ``width``, without blanks and line ends too many."""
    return [" ".join((cells[column] or "").split()) if column < len(cells) else "" for column in range(width)]


def _spread(texts: Sequence[str]) -> list[str]:
    """Names that span columns, in each of these."""
    spread: list[str] = []
    for text in texts:
        spread.append(text or (spread[-1] if spread else ""))
    return spread


def _parts_of(names: Sequence[str]) -> list[str]:
    """What the rows of names say of a column, from top to bottom, each once."""
    said = [name for level, name in enumerate(names) if not (level and name.lower() in ANY_ANSWER)]
    return list(dict.fromkeys(filter(None, said)))


def unique_names(names: list[str], has_header: bool) -> tuple[list[str], list[ReadingWarning]]:
    """Names for all columns, each once: ``column_3`` for a missing one, ``name_2`` for a repeated one.

    ``Name`` repeats ``name``: SQL takes both for one column.
    """
    found: list[str] = []
    missing, repeated = [], []
    for given, name in zip(names, _each_once(names), strict=True):
        if not given:
            missing.append(name)
        elif name != given:
            repeated.append(name)
        found.append(name)
    warnings = []
    if missing and has_header:
        warnings.append(
            warn(
                "missing_names",
                f"{shown(len(missing), 'column has', 'columns have')} no name; named here: {', '.join(missing[:5])}.",
                0,
                missing[0],
            )
        )
    if repeated:
        warnings.append(
            warn(
                "repeated_names",
                f"{shown(len(repeated), 'name is', 'names are')} used twice; renamed here: {', '.join(repeated[:5])}.",
                0,
                repeated[0],
            )
        )
    if not has_header:
        warnings.append(warn("no_header", "The file has no row of column names, so the columns are numbered.", 0))
    return found, warnings


def _each_once(names: list[str]) -> Iterator[str]:
    """In linear time: every number is tried once for a name, since those below it stay taken."""
    taken = {name.casefold() for name in names if name}
    used: set[str] = set()
    numbers: Counter[str] = Counter()
    for position, given in enumerate(names, 1):
        name = given or f"column_{position}"
        key = name.casefold()
        if key in used or (not given and key in taken):
            number = _free_number(key, numbers[key] or 2, used, taken)
            numbers[key] = number + 1
            name = f"{name}_{number}"
        used.add(name.casefold())
        yield name


def _free_number(key: str, number: int, *names: set[str]) -> int:
    """The first number from this one on that makes a name of its own of ``key``."""
    while any(f"{key}_{number}" in taken for taken in names):
        number += 1
    return number


def table_width(named: int, widths: Counter[int]) -> int:
    """How many columns the table has: those with a name, and more where many rows have more cells."""
    rows = widths.total()
    usual = max((width for width, count in widths.items() if count >= OVERLONG_SHARE * rows), default=named)
    most = max(widths, key=lambda width: (widths[width], width), default=named)
    return max(named, usual) if named else max(usual, most)


def fit(cells: Cells, width: int, typed: frozenset[int], delimiter: str) -> tuple[list[Cell], str | None]:
    """A row brought to ``width`` cells, and what had to be done for it.

    Where a row is too long because one text has the delimiter in it, that text is put together again, if there is only
    one place where this gives values in the typed columns; otherwise what is too much is cut off.
    """
    extra = width_of(cells) - width
    if extra <= 0:
        row = list(cells[:width])
        return row + [None] * (width - len(row)), "short_rows" if len(row) < width else None
    may_be_joined = typed and not TOTAL.fullmatch(label_of(cells))
    fitting = list(_joined(cells, width, typed, delimiter)) if may_be_joined else []
    return (fitting[0], "joined_cells") if len(fitting) == 1 else (list(cells[:width]), "long_rows")


def _joined(cells: Cells, width: int, typed: frozenset[int], delimiter: str) -> Iterator[list[Cell]]:
    """What a long row may have been before a text in it was divided: with values in all of the typed columns."""
    extra = width_of(cells) - width
    for place in sorted(set(range(width)) - typed):
        text = delimiter.join(cell or "" for cell in cells[place : place + extra + 1])
        joined = [*cells[:place], text, *cells[place + extra + 1 : width + extra]]
        if all(kind_of(joined[column]) != Kind.TEXT for column in typed if column < width):
            yield joined


def _lacks_first_name(names: list[str], header: list[Cells], body: list[Cells]) -> bool:
    """Whether the rows have one cell more than there are names: R writes row names so, without a name for them.

    Row names are all different; else, or where the names end in a blank one, it is the last column that has none.
    """
    if not names or not body or "" in names or max(map(len, header)) > len(names):
        return False
    if hints.speaks_of(names[0], hints.MOMENT | hints.YEAR) and all(kind_of(cells[0]) is Kind.MOMENT for cells in body):
        return False
    longer = [cells for cells in body if len(cells) == len(names) + 1 and cells[-1]]
    return len(longer) >= 0.8 * len(body) and len({cells[0] for cells in longer}) == len(longer)


def _shifted(names: list[str], header: list[Cells], body: list[Cells]) -> list[str]:
    """The names, above the columns that they are of: without a label before them, or with a blank one for the first."""
    if _lacks_first_name(names, header, body):
        return ["", *names]
    return names[1:] if _begin_with_label(names, body) else names


def _begin_with_label(names: list[str], body: list[Cells]) -> bool:
    """Whether a label such as ``Data:`` stands before the names, which all rows then have one cell less than."""
    return len(names) > 2 and names[0].endswith(":") and {width_of(cells) for cells in body} == {len(names) - 1}


def _columns(
    body: list[Cells], width: int, layout: Layout, delimiter: str, warnings: list[ReadingWarning]
) -> list[list[Cell]]:
    if any(len(cells) != width for cells in body):
        body, repairs = fit_rows(body, width, layout.typed, delimiter)
        warnings += ragged_warnings(repairs, width)
    if not body:
        return [[] for _ in range(width)]
    return [_with_gaps(column) for column in zip(*body, strict=True)]


def _with_gaps(column: Sequence[Cell]) -> list[Cell]:
    """The cells of a column, with None for an empty text; most columns have none."""
    return [cell or None for cell in column] if "" in column else list(column)


def fit_rows(
    rows: list[Cells], width: int, typed: frozenset[int], delimiter: str, repairs: Repairs | None = None
) -> tuple[list[Cells], Repairs]:
    """Rows brought to ``width`` cells, and how many were too short, too long or put together again."""
    repairs = repairs or Repairs()
    fitted: list[Cells] = []
    for cells in rows:
        if len(cells) == width:
            fitted.append(cells)
            continue
        row, kind = fit(cells, width, typed, delimiter)
        if kind:
            repairs.note(kind, _example(cells, delimiter))
        fitted.append(row)
    return fitted, repairs


def ragged_warnings(repairs: Repairs, width: int) -> list[ReadingWarning]:
    """What was done to rows that are shorter or longer than the others."""
    rest = {
        "short_rows": "fewer cells than there are columns; the last cells are taken for missing.",
        "joined_cells": "a text with an unquoted delimiter in it, which was put together again.",
        "long_rows": f"more than {width} cells; those beyond were left out.",
    }
    return [
        warn(
            kind,
            f"{shown(repairs.counts[kind], 'row has', 'rows have')} {text}",
            repairs.counts[kind],
            repairs.examples[kind],
        )
        for kind, text in rest.items()
        if repairs.counts[kind]
    ]


def _layout_warnings(layout: Layout, rows: Sequence[Cells]) -> list[ReadingWarning]:
    notes = "of totals or notes below the table"
    tables = "left out; the largest table is read."
    parts = (
        ("skipped_lines", layout.above, "line above the values was", "lines above the values were", "left out."),
        ("footers", layout.footers, f"line {notes} was", f"lines {notes} were", "left out."),
        ("several_tables", layout.others, "row of another table was", "rows of other tables were", tables),
        ("repeated_header", layout.repeated, "row that repeats names was", "rows that repeat names were", "left out."),
        ("type_rows", layout.types, "row of types was", "rows of types were", "left out."),
        ("page_heads", layout.pages, "line of page heads was", "lines of page heads were", "left out."),
        ("remarks", _remarks(layout, rows), "line of remarks was", "lines of remarks were", "left out."),
        ("blank_rows", layout.blank, "blank row was", "blank rows were", "left out."),
    )
    return [
        warn(kind, f"{shown(len(indices), one, many)} {rest}", len(indices), _example(rows[indices[0]], ", ") or None)
        for kind, indices, one, many, rest in parts
        if indices
    ]


def _remarks(layout: Layout, rows: Sequence[Cells]) -> list[int]:
    """Lines between the names and the last row that are remarks in words; a drawn line says nothing."""
    if not layout.body:
        return []
    first = layout.header[0] if layout.header else layout.body[0]
    return [
        index
        for index in sorted(set(range(first, layout.body[-1])).difference(layout.body))
        if any(rows[index])
        and not is_blank(rows[index])
        and is_remark(rows[index])
        and any(char.isalnum() for char in label_of(rows[index]))
    ]


def _example(cells: Cells, delimiter: str) -> str:
    """A row as text, without the empty cells at its end."""
    return delimiter.join(cell or "" for cell in cells).rstrip(delimiter)
