"""What the order of a table's rows says: which belong together, or only how the file was sorted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.facts.groups import Group
from pipeline.analysis.facts.moved import bartels_p
from pipeline.analysis.inference.exact import spearman
from pipeline.analysis.inference.neighbours import SORTED
from pipeline.analysis.sql import Row, one_row, quote, select
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.names import words
from pipeline.story import ColumnType, Subject, TableKind

MIN_TESTED = 20  # rows
MAX_STRETCHES = 8  # of a file that lists persons by a group
MAX_WANDERING_P = 0.01  # of neighbours within the arms of an experiment, below which its rows are a series
ALL_DIFFERENT = 0.95  # of the rows: a column of names says whose they are
NEARLY_DIFFERENT = 0.8  # the same of a column that is called a name: two players may be called J Smith
NAMES = frozenset({"name", "names", "player", "nom", "nombre", "title", "titel", "titre", "título"})
RANKED = 0.8  # rank correlation of the subject with the order of the rows
MAX_NUMBERED = 0.1  # of the names, that hold a digit


@dataclass(frozen=True)
class RowOrder:
    """The rows in the order of the file.

    ``values``: the subject's number in each row of the sample, NaN where missing. ``groups``: what splits the rows.
    """

    context: Context
    subject: Subject
    values: np.ndarray
    groups: Sequence[Group]

    @cached_property
    def tells(self) -> bool:
        """Whether the order of the rows says which of them belong together.

        It doesn't in an experiment, whose rows lie arm by arm, unless neighbours within its arms are alike, as in a
        short series; nor where the file was sorted by the subject, or persons were by it and a group.
        """
        if self.subject.table is TableKind.EXPERIMENT:
            wanders = bartels_p(self._within_arms())
            return wanders is not None and wanders < MAX_WANDERING_P
        values = self.values
        is_sorted = self.subject.time is None and (_is_sorted(values) or self._lists_persons_by_outcome(values))
        return not is_sorted

    def _lists_persons_by_outcome(self, values: np.ndarray) -> bool:
        """Whether rows are persons, listed by a group and, in one of its stretches at least, by the subject."""
        if not self.subject.row.is_person:
            return False
        for codes in (group.codes for group in self.groups):
            ends = np.flatnonzero(np.diff(codes)) + 1
            stretches = np.split(values, ends) if len(ends) < MAX_STRETCHES else []
            if any(
                len(stretch) >= MIN_TESTED and np.nanstd(stretch) > 0 and _is_sorted(stretch) for stretch in stretches
            ):
                return True
        return False

    @cached_property
    def is_ranking(self) -> bool:
        """Whether the file lists things by name in an order that the subject nearly has: schools by their results."""
        if self.label is None or self.subject.time is not None or self.subject.table is not TableKind.ENTITIES:
            return False
        along = spearman(np.arange(len(self.values), dtype=float), self.values).effect
        return abs(along) >= RANKED and self._are_words(self.label)

    def _are_words(self, name: str) -> bool:
        """Whether hardly any of a column's values holds a digit, as periods and numbered samples do."""
        query = select({"numbered": f"avg(CAST(regexp_matches({quote(name)}, '[0-9]') AS INTEGER))"})
        return Row(one_row(self.context.connection, query)).number("numbered") < MAX_NUMBERED

    @cached_property
    def label(self) -> str | None:
        """The column that names single rows: the first one of words whose values are all different, or nearly so."""
        for v in self.context.variables.values():
            is_text = v.column.type in (ColumnType.IDENTIFIER, ColumnType.TEXT, ColumnType.CATEGORICAL)
            if v.role in (Role.IDENTIFIER, Role.TEXT, Role.ENTITY) and is_text and self._names_rows(v):
                return v.name
        return None

    def _names_rows(self, v: Variable) -> bool:
        least = ALL_DIFFERENT if NAMES.isdisjoint(words(v.name)) else NEARLY_DIFFERENT
        return v.column.distinct > least * self.context.row_count

    def _within_arms(self) -> np.ndarray:
        """The subject less the mean of its arm, in the order of the rows."""
        arms = pd.DataFrame({group.column: group.codes for group in self.groups})
        values = pd.Series(self.values)
        means = values.groupby([arms[name] for name in arms]).transform("mean") if len(arms.columns) else values.mean()
        return (values - means).dropna().to_numpy()


def _is_sorted(values: np.ndarray) -> bool:
    """Whether the known values nearly only rise, or fall, along the file, from the start again now and then."""
    steps = np.diff(values[~np.isnan(values)])
    steps = steps[steps != 0]
    return not len(steps) or bool(max(np.mean(steps > 0), np.mean(steps < 0)) > SORTED)
