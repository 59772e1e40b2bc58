"""Plans as SQL, for tables that never become Python values. Each expression is NULL for a text that it can't read."""

import re
from collections.abc import Iterable, Sequence

from pipeline.reading.types.booleans import BooleanFormat
from pipeline.reading.types.missing import CERTAIN_WORDS
from pipeline.reading.types.moment_patterns import WRITTEN, Family
from pipeline.reading.types.moment_survey import ISO
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.numbers import NumberFormat
from pipeline.reading.types.plan import Plan
from pipeline.sql import literal

LONGEST_WORD = max(map(len, CERTAIN_WORDS))
PYTHON_DATE = {"/": "/", "-": "-", ".": "."}


def missing(text: str, plan: Plan) -> str:
    """Whether the text (an SQL expression) is empty or stands for a missing value.

    A pattern, not ``IN`` or a list: of many words DuckDB makes a join, and a join loses the order of the rows.
    """
    words = literal("|".join(re.escape(word) for word in sorted(CERTAIN_WORDS | plan.words | {""})))
    longest = max(LONGEST_WORD, *map(len, plan.words)) if plan.words else LONGEST_WORD
    return f"({text} IS NULL OR (length({text}) <= {longest} + 4 AND regexp_full_match(lower(trim({text})), {words})))"


def value(text: str, plan: Plan, samples: Iterable[str]) -> str | None:
    """The value of the text as :meth:`Plan.value` has it; None where only Python can read this format.

    ``samples`` are values of the column: they tell which of a format's forms the column uses.
    """
    if plan.written is None:
        return f"CASE WHEN NOT {missing(text, plan)} THEN trim({text}) END"
    if plan.sentinels:
        return None
    match plan.written:
        case NumberFormat():
            return _number(text, plan, plan.written)
        case MomentFormat():
            return _moment(text, plan.written, list(samples))
        case BooleanFormat(true, false):
            return f"CASE lower(trim({text})) WHEN {literal(true)} THEN true WHEN {literal(false)} THEN false END"
    return None


def strict(text: str, plan: Plan, readable: str) -> str:
    """The value, or an error that ends the query where the text is neither readable nor missing."""
    if plan.written is None:
        return readable
    misfit = f"WHEN NOT {missing(text, plan)} THEN error('misfit') END"
    if plan.whole and isinstance(plan.written, NumberFormat) and plan.written.plain:
        whole = f"TRY_CAST({text} AS BIGINT)"
        return f"CASE WHEN CAST({whole} AS VARCHAR) = {text} THEN {whole} {misfit}"
    return f"coalesce({readable}, CASE {misfit})"


def is_native(plan: Plan, texts: Sequence[str | None]) -> bool:
    """Whether DuckDB's own conversion while it reads is right for a column that begins with ``texts``.

    Never for whole numbers: DuckDB would round 1.5 and lose the zeros of 007.
    """
    if plan.sentinels or any(text is not None and plan.is_missing(text) for text in texts):
        return False
    match plan.written:
        case NumberFormat():
            return plan.written.plain and not plan.whole
        case MomentFormat():
            return plan.written.families == (Family.YEAR_FIRST,) and all(
                text is None or ISO.fullmatch(text) for text in texts
            )
        case BooleanFormat(true, false):
            return (true, false) == ("true", "false")
    return False


def _number(text: str, plan: Plan, written: NumberFormat) -> str | None:
    if not written.plain:
        return _written_number(text, plan, written) if written.simple else None
    if plan.whole:  # the way back proves that nothing was rounded and no leading zero lost
        whole = f"TRY_CAST({text} AS BIGINT)"
        return f"CASE WHEN CAST({whole} AS VARCHAR) = {text} THEN {whole} END"
    number = f"TRY_CAST({text} AS DOUBLE)"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


def _written_number(text: str, plan: Plan, written: NumberFormat) -> str:
    """Thousands marks, a decimal comma and a unit, checked by a pattern before they are taken away."""
    group, decimal = ("," if written.decimal == "." else r"\."), re.escape(written.decimal)
    unit = f"(?:{re.escape(written.unit)})?" if written.unit else ""
    pattern = rf"[+-]?{unit} ?[+-]?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{decimal}\d+)? ?{unit}"
    bare = f"regexp_replace({text}, '[^0-9{written.decimal}+-]', '', 'g')"
    if written.decimal == ",":
        bare = f"replace({bare}, ',', '.')"
    return f"CASE WHEN regexp_full_match({text}, {literal(pattern)}) THEN TRY_CAST({bare} AS {plan.storage}) END"


def _moment(text: str, written: MomentFormat, samples: list[str]) -> str | None:
    if written.families == (Family.YEAR_FIRST,) and all(ISO.fullmatch(sample) for sample in samples):
        length = (
            f"length({text}) IN (10, 16, 19) OR ({text}[20] = '.' AND regexp_full_match({text}[21:], '\\d{{1,6}}'))"
        )
        return f"CASE WHEN {length} THEN TRY_CAST({text} AS TIMESTAMP) END"
    if written.families == (Family.NUMBERS,):
        forms = {_strptime(sample, written.day_first) for sample in samples}
        form = forms.pop()
        if not forms and form:
            return f"CASE WHEN regexp_full_match({text}, '[0-9:/. -]+') THEN try_strptime({text}, {literal(form)}) END"
    return None


def _strptime(sample: str, day_first: bool) -> str | None:
    """The format of one sample, for numbers with four digits of the year; None for what needs more care."""
    found = WRITTEN[Family.NUMBERS][0].fullmatch(sample)
    if (
        not found
        or found["half"]
        or found["zone"]
        or found["fraction"]
        or len(found["year"]) != 4
        or len(found["mark"]) != 1
    ):
        return None
    mark = found["mark"]
    form = mark.join(("%d", "%m", "%Y") if day_first else ("%m", "%d", "%Y"))
    if not found["hour"]:
        return form
    if not re.search(r"\d \d{1,2}:", sample):
        return None
    return form + (" %H:%M:%S" if found["second"] else " %H:%M")
