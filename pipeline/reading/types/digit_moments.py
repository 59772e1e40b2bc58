"""Moments that are written in digits alone: years, 20240131, seconds since 1970, the day numbers of Excel."""

import numpy as np

from pipeline.reading.types import calendars, hints
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.keys import UNNAMED
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import MomentFormat

BUDDHIST_ERA = ("พ.ศ", "ปี")
DATED_ALONE = frozenset({"date", "time", "period", "time_period", "ref_date", "datum", "fecha", "periode", "période"})
EARLIEST_YEAR = 1000
YEAR_IN_SCRIPT = ("年", "年度", "연도", "년도", "سال")


def moment_in_digits(evidence: Evidence) -> MomentFormat | None:
    """Years, 20240131, seconds or milliseconds since 1970, Excel's day numbers: by range, and by name where needed."""
    if _are_buddhist(evidence):
        return MomentFormat((Family.YEAR,), calendar="buddhist")
    family = _family(evidence)
    return MomentFormat((family,)) if family else None


def _are_buddhist(evidence: Evidence) -> bool:
    """Years of the Buddhist calendar, in a column that is named so."""
    named = hints.speaks_of(evidence.name, hints.YEAR) or any(word in evidence.name for word in BUDDHIST_ERA)
    return named and all(text.isdecimal() and int(text) in calendars.BUDDHIST_YEARS for text in evidence.counts)


def _family(evidence: Evidence) -> Family | None:
    name = evidence.name
    if hints.ends_with(name, hints.STRONG_IDENTIFIER) or hints.speaks_of(name, hints.PHONE | hints.POSTAL):
        return None
    try:
        values = evidence.plain.numbers if evidence.plain else np.array([float(text) for text in evidence.counts])
    except ValueError:
        return None
    low, high = values.min(), values.max()
    if not low >= EARLIEST_YEAR:
        return None
    amount = hints.speaks_of(name, hints.AMOUNT)
    whole = bool(np.all(values == np.floor(values)))
    dated = hints.speaks_of(name, hints.MOMENT) or hints.speaks_of(name, hints.YEAR)
    if whole and high <= 2200:
        alone = name.strip().lower() in DATED_ALONE and low >= 1800 and high <= 2100 and evidence.distinct > 2
        named = alone or hints.speaks_of(name, hints.YEAR) or name.strip().endswith(YEAR_IN_SCRIPT)
        named = named or (bool(UNNAMED.fullmatch(name.strip())) and _are_years_in_a_row(evidence, values))
        return Family.YEAR if named and not amount else None
    if whole and low >= 19_000_101 and high <= 21_001_231 and not amount:
        return Family.COMPACT if _reads(evidence, Family.COMPACT) and (dated or evidence.distinct > 2) else None
    if whole and low >= 190_001 and high <= 210_012 and dated and not amount:
        return Family.COMPACT_MONTH if _reads(evidence, Family.COMPACT_MONTH) else None
    clock = hints.speaks_of(name, hints.CLOCK | hints.MOMENT)
    if low >= 946_684_800 and high <= 2_145_916_800 and not amount and not _counts_up(values):
        return (
            Family.EPOCH_SECONDS
            if clock or (low > 1_000_000_000 and whole and not hints.ends_with(name, hints.IDENTIFIER))
            else None
        )
    if whole and low >= 946_684_800_000 and high <= 2_145_916_800_000 and not amount:
        return Family.EPOCH_MILLISECONDS
    if low >= 15_000 and high <= 73_050 and dated and not amount and not hints.speaks_of(name, hints.COUNT):
        return Family.SERIAL
    return None


def _are_years_in_a_row(evidence: Evidence, values: np.ndarray) -> bool:
    """Whether a column without a name has each year once, one after the other: nothing else is written so."""
    ordered = [float(text) for text in evidence.ordered]
    return (
        evidence.unique
        and bool(values.min() >= 1500)
        and _counts_up(values)
        and ordered in (sorted(ordered), sorted(ordered)[::-1])
    )


def _counts_up(values: np.ndarray) -> bool:
    """Whether the numbers follow each other without a gap, as keys do."""
    return len(values) > 2 and bool(values.max() - values.min() == len(values) - 1)


def _reads(evidence: Evidence, family: Family) -> bool:
    written = MomentFormat((family,))
    return all(written.parse(text) is not None for text in evidence.counts)
