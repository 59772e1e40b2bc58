"""What other columns are to the subject that didn't bring it about: its parts, its plan, its judge, what came of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.analysis.context import Context
from pipeline.analysis.facts.groups import group_stats
from pipeline.analysis.facts.target import Target
from pipeline.analysis.subject import (
    HAPPENED,
    Topic,
    has_term,
    is_judgement,
    is_lasting,
    is_met_by,
    mishap,
    topics,
)
from pipeline.analysis.subject.ratios import done_in_hours, parts_of_wholes
from pipeline.analysis.subject.vocabulary import ALLOWED
from pipeline.analysis.variables.roles import Role
from pipeline.story import Form, Scalar, Subject, TableKind

MIN_TESTED = 20  # rows
HARDLY, MOSTLY = 0.01, 0.8  # of the rows have some of an amount that comes of an outcome


@dataclass(frozen=True)
class Beside:
    """The questions about a column's part beside the subject, each by its name, its values or both.

    ``outcome``: of a subject that is a share 1.0 for each sampled row that it counts, 0.0 for others, NaN where it is
    missing or undecided; None of any other subject.
    """

    context: Context
    subject: Subject
    target: Target
    outcome: np.ndarray | None

    @cached_property
    def mishap(self) -> tuple[str, Scalar] | None:
        """The first column that says what went wrong with rows, where this is about something else, and its value."""
        if self.subject.form is Form.SHARE or self.subject.table not in (TableKind.EVENTS, TableKind.ENTITIES):
            return None
        columns = self.context.with_role(Role.DIMENSION)
        return next(((v.name, value) for v in columns if (value := mishap(v, self.context.sample)) is not None), None)

    @cached_property
    def judgements(self) -> tuple[str, ...]:
        """The measures that say afterwards how somebody found it: see :meth:`is_judged_by`."""
        return tuple(v.name for v in self.context.measures if self.is_judged_by(v.name))

    @cached_property
    def brought(self) -> str | None:
        """The first amount that rows have only with the outcome, or only without: see :meth:`comes_of_subject`."""
        return next((v.name for v in self.context.measures if self._is_had_by_outcome(v.name)), None)

    def is_judged_by(self, name: str) -> bool:
        """Whether a column says afterwards how somebody found what this is about: how long it took, how it ended.

        The stars depend on the wait, never the wait on the stars.
        """
        column = self.subject.column
        if self.subject.table is not TableKind.EVENTS or column is None or is_judgement(column):
            return False
        takes_time = self.target.is_duration or Topic.DURATION in topics(column)
        return is_judgement(name) and (takes_time or self.target.form is Form.SHARE)

    def comes_after(self, name: str) -> bool:
        """Whether a column says of what this is about how it was found, whether it was in time, or has ended yet."""
        return self.is_judged_by(name) or self._is_met_by(name) or self._ends_it(name) or self._excludes(name)

    def _excludes(self, name: str) -> bool:
        """Whether a column is another outcome, with which this one never comes: nobody who left is admitted."""
        grouping = self.context.sample.groupings.get(name)
        if grouping is None or self.outcome is None or Topic.RESULT not in topics(name):
            return False
        n, shares, _ = group_stats(self.outcome, grouping.codes, len(grouping.levels))
        return len(grouping.levels) == 2 and float(n.min()) >= MIN_TESTED and float(np.min(shares)) == 0.0

    def _ends_it(self, name: str) -> bool:
        """Whether a column says if what this lasts for has ended: those for whom it goes on are no group to compare."""
        lasts = self.subject.column is not None and is_lasting(self.subject.column)
        return lasts and has_term(name, HAPPENED)

    def comes_of_subject(self, name: str) -> bool:
        """Whether a column says what came of what this is about, or was planned for it, and didn't bring it about."""
        return self._is_met_by(name) or self._is_planned(name) or self._is_had_by_outcome(name)

    def _is_planned(self, name: str) -> bool:
        """Whether a column is the plan of which this is what came about."""
        column = self.subject.column
        return column is not None and Topic.ACTUAL in topics(column) and Topic.TARGET in topics(name)

    def is_time_set_by(self, name: str) -> bool:
        """Whether the subject is how long something took, and each value of a column has a time of its own for that."""
        column = self.subject.column or ""
        if not self.target.is_duration and Topic.DURATION not in topics(column):
            return False
        limits = [v.name for v in self.context.variables.values() if has_term(v.name, ALLOWED) and v.name != column]
        return any(limit != name and self.context.follows(name, limit) for limit in limits)

    def _is_had_by_outcome(self, name: str) -> bool:
        """Whether rows have some of an amount only with an outcome, or only without: no rejected claim is paid."""
        amounts = self.context.sample.numbers.get(name)
        if self.outcome is None or amounts is None:
            return False
        some = np.nan_to_num(amounts) != 0
        sides = [some[self.outcome == outcome] for outcome in (0, 1)]
        if min(map(len, sides)) < MIN_TESTED:
            return False
        less, more = sorted(float(side.mean()) for side in sides)
        return less <= HARDLY and more >= MOSTLY

    def _is_met_by(self, name: str) -> bool:
        """Whether a column says how the demand that this is about was met, which didn't bring it about."""
        column = self.subject.column
        return column is not None and is_met_by(column, name)

    @cached_property
    def one_with_subject(self) -> frozenset[str]:
        """The subject with its parts or its whole, and the hours it took: of more calls more are answered."""
        column = self.subject.column
        if column is None or self.target.form is Form.SHARE:
            return frozenset({column}) if column is not None else frozenset()
        variables, sample = self.context.variables, self.context.sample
        pairs = (*parts_of_wholes(variables, sample), *done_in_hours(variables, sample))
        return frozenset({column, *(name for pair in pairs if column in pair for name in pair)})
