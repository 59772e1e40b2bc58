"""The patterns of written moments: which ways to write them there are, and what their parts are called."""

import re
from collections.abc import Mapping
from enum import StrEnum

from pipeline.reading.types.months import WEEKDAY

CLOCK = (
    r"(?:(?:\s*,\s*|[T\s]\s*|\s+at\s+|\s+um\s+)(?P<hour>\d{1,2})(?::|h|\.(?=\d\d(?:\.\d\d)?(?:\s|$)))(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp](?:\.?[Mm]\.?)?(?![^\W\d_])))?(?:\s*Uhr)?(?:\s*(?P<zone>Z|UTC|GMT|[A-Z]{3,4}(?=$)|(?:UTC|GMT)[+\-−]\d{1,2}(?::?\d{2})?|[+\-−]\d{2}:?(?:\d{2})?))?(?:\s*\([^)]*\))?)?"
)
NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
START = re.compile(rf"(?:{WEEKDAY}\.?,?\s+)?", re.IGNORECASE)


class Family(StrEnum):
    """The ways to write a moment that need different readings."""

    YEAR_FIRST = "year first"  # 2024-01-31
    NUMBERS = "numbers"  # 31.01.2024, 1/31/24
    NAMED = "named"  # 31 Jan 2024, January 31, 2024
    CTIME = "ctime"  # Wed Jan 31 10:00:00 2024
    YEAR_MONTH = "year and month"  # 2024-01, 01/2024, Jan 2024
    FISCAL = "fiscal year"  # 2019/20
    QUARTER = "quarter"  # 2024-Q3, Q3 2024
    WEEK = "week"  # 2024W05, 2024-W05-2
    COMPACT = "compact"  # 20240131, 20240131T1000
    COMPACT_MONTH = "compact month"  # 202401
    COMPACT_SHORT = "compact, two digits of the year"  # 240131
    COMPACT_SHORT_DAY = "compact, two digits of the year at the end"  # 310124, or 013124
    YEAR = "year"
    DECIMAL_YEAR = "decimal year"  # 1949.0833, as R has the time of a series
    NAMED_YEAR = "year and its word"  # 2024年
    EPOCH_SECONDS = "epoch seconds"
    EPOCH_MILLISECONDS = "epoch milliseconds"
    SERIAL = "serial"  # Excel's days since 1899-12-30


WRITTEN: Mapping[Family, tuple[re.Pattern[str], ...]] = {
    family: tuple(re.compile(pattern) for pattern in patterns)
    for family, patterns in {
        Family.YEAR_FIRST: (
            rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){CLOCK}",
            r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)[T :]"
            r"(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d))?(?P<zone>Z)?",
            rf"(?P<year>\d{{4}})\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]{CLOCK}",
        ),
        Family.NUMBERS: (
            rf"(?P<first>\d{{1,2}})(?P<mark>[-/.]\s?)(?P<second_number>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}}){CLOCK}",
        ),
        Family.NAMED: (
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|ers?|re|\.|º|ª|ª|-е|-го)?[-/.\s]*(?:of |de |d[’'])?{NAME},?"
            rf"[-/.\s]*(?:de )?(?P<year>\d{{4}}|'?\d{{2}})(?:\s?(?:г\.?|року))?{CLOCK}",
            rf"{NAME}[-/.\s]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|[-/.\s]+)(?P<year>\d{{4}}){CLOCK}",
            rf"(?P<year>\d{{4}})[-/.,\s]*{NAME}[-/.\s]*(?P<day>\d{{1,2}})\.?{CLOCK}",
        ),
        Family.CTIME: (
            rf"{NAME}\s+(?P<day>\d{{1,2}})\s+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})"
            r"(?:\s(?P<zone>[A-Z]{3,4}|[+-]\d{4}))?\s+(?P<year>\d{4})",
        ),
        Family.YEAR_MONTH: (
            r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
            r"(?P<year>\d{4})[Mm](?P<month>\d{2})",
            r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]",
            r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
            rf"{NAME}[-/.,'\s]*(?P<year>\d{{4}}|(?<=[-/'\s.])\d{{2}})",
            rf"(?P<year>\d{{4}})[-/.,\s]*{NAME}",
        ),
        Family.FISCAL: (
            r"(?:(?:FY|GJ) ?)?(?P<year>\d{4})[-/–](?:\d{2})?(?P<next>\d{2})",
            r"(?:FY|GJ) ?'?(?P<year>\d{2})[-/–](?P<next>\d{2})",
        ),
        Family.QUARTER: (
            r"(?P<year>\d{4})[-/.\s]?[QqTtKk](?P<quarter>[1-4])",
            r"[QqTtKk](?P<quarter>[1-4])[-/.\s']*(?P<year>\d{4}|\d{2})",
            r"(?P<quarter>[1-4])\.?\s?(?:Q|[Qq]uarter|[Qq]uartal|[Tt]rimestre)[-/.\s]*(?P<year>\d{4})",
        ),
        Family.WEEK: (
            r"(?P<year>\d{4})[-/.\s]?(?:W|KW|CW|w)\s?(?P<week>\d{1,2})(?:-?(?P<weekday>[1-7]))?",
            r"(?:W|KW|CW|Week)[-\s]?(?P<week>\d{1,2})[-/.,\s]+(?P<year>\d{4})",
        ),
        Family.COMPACT: (
            r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)"
            r"(?:[T ]?(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d):?(?P<second>[0-5]\d)?(?P<zone>Z)?)?",
        ),
        Family.COMPACT_MONTH: (r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])",),
        Family.COMPACT_SHORT: (r"(?P<year>\d{1,2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)",),
        Family.COMPACT_SHORT_DAY: (r"(?P<first>[0-3]?\d)(?P<second_number>[0-3]\d)(?P<year>\d{2})",),
        Family.YEAR: (r"(?P<year>\d{4})(?:\.0)?",),
        Family.NAMED_YEAR: (
            r"(?P<year>\d{4})\s?(?:年度?|년|г\.?)",
            r"(?:FYE?|[Ff]iscal [Yy]ear|[Ff]inancial [Yy]ear)[-\s']*(?P<year>\d{4}|\d{2})",
        ),
    }.items()
}
