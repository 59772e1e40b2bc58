"""How a story's words are written: numbers, moments, lists, and names for people.

Functions that need no table: :func:`number`, :func:`percent`, and :func:`amounts` and :func:`percents` for those that
are compared, :func:`points` for their difference, :func:`grown` for growth; :func:`times`, :func:`count`, :func:`day`,
:func:`at` and :func:`span`, :func:`listing`, :func:`sentence`, and :func:`name`, which marks text from a file as a name
by bold.

What a table calls its things is one frozen :class:`Wording`, which the narrative makes once a story (of columns,
subject and options) and hands to each kind as ``said.wording`` (of a finding) or ``fact.wording``. In a kind's words

- a column is ``said.wording.column("avg_order_val")``, never the raw header: **average order value**;
- rows are counted with ``wording.rows(1309)``: 1,309 passengers; without a count they are ``wording.row.many``;
- a group is ``wording.group("class", "1st")``: passengers in **1st** class; behind a share ``wording.of(...)``: "62% of
  passengers in 1st class survived, 43% in 2nd class", the second with ``again=True``; behind an average
  ``wording.among(...)``: "61 among female patients", "80,776 with rank AsstProf"; the value alone
  ``wording.value("1st")``;
- an outcome is ``wording.outcome("churn", "Yes")``, whose ``verb`` follows several, "27% of customers churned", and
  whose ``noun`` names it, "churn".

Every name in a sentence is marked, in bold: the narrative checks that each is one of its statement's own, a column, a
value or a group, and takes the marks away where they don't help. Text that isn't marked is never a name from the file.
"""

from pipeline.wording.dates import at, day, span
from pipeline.wording.groups import without_order
from pipeline.wording.labels import is_common, is_label
from pipeline.wording.lists import listing, lowered, sentence
from pipeline.wording.markdown import END_OF_ISOLATE, ISOLATE, escape, name, one_line, plain, unbroken
from pipeline.wording.names import Header, display_names, is_german, read_header
from pipeline.wording.nouns import ROW, Noun, is_plural, noun, of_column, of_one, singular, with_article
from pipeline.wording.numbers import (
    PREFIX_UNITS,
    amounts,
    count,
    file_size,
    fold,
    grown,
    grown_by,
    in_points,
    multiple,
    number,
    percent,
    percents,
    points,
    times,
)
from pipeline.wording.outcomes import Outcome
from pipeline.wording.speech import PLAIN, Wording, is_duration
from pipeline.wording.turns import USES, Turn, varied

__all__ = [
    "END_OF_ISOLATE",
    "ISOLATE",
    "PLAIN",
    "PREFIX_UNITS",
    "ROW",
    "USES",
    "Header",
    "Noun",
    "Outcome",
    "Turn",
    "Wording",
    "amounts",
    "at",
    "count",
    "day",
    "display_names",
    "escape",
    "file_size",
    "fold",
    "grown",
    "grown_by",
    "in_points",
    "is_common",
    "is_duration",
    "is_german",
    "is_label",
    "is_plural",
    "listing",
    "lowered",
    "multiple",
    "name",
    "noun",
    "number",
    "of_column",
    "of_one",
    "one_line",
    "percent",
    "percents",
    "plain",
    "points",
    "read_header",
    "sentence",
    "singular",
    "span",
    "times",
    "unbroken",
    "varied",
    "with_article",
    "without_order",
]
