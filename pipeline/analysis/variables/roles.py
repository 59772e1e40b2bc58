"""What part each column can play in an analysis, from its type, its name and its values."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline.analysis.sql import quote
from pipeline.analysis.variables.numbered import names_something
from pipeline.analysis.variables.profile import NumericProfile
from pipeline.names import words
from pipeline.story import Column, ColumnType

MAX_LEVELS = 50  # a dimension with more groups than this is an entity
MAX_MEASURE = 1e100  # beyond it squares leave the range of numbers, and no measure is meant
ORDINAL_LEVELS = 12  # a whole-number column with no more values than this also forms groups
IDENTIFIER_NAME = re.compile(
    r"(^|[_\s\-.])(id|ids|uuid|guid|key|index|row|nr|no|number|#)$|^(id|nr|no|index|row|unnamed.*)$|Id$|ID$"
)
CODE_NAME = re.compile(
    r"(^|[_\s\-.])(zip|zipcode|postcode|postal|plz|code|sku|phone|fips|isbn|ean|iban|account|iso|naics|district|tract|"
    r"ward|station|zone)([_\s\-.]|$)|^(flight|invoice|ticket|transaction|receipt|voucher|booking|policy|batch|serial)$|"
    r"(^|[_\s\-.])num$",
    re.I,
)
AMOUNTS = frozenset(  # what a name is of, by its last word; a code before it says whose: account balance, station sales
    {
        *("balance", "balances", "amount", "value", "total", "sales", "revenue", "cost", "costs", "price", "count"),
        *("counts", "fee", "fees", "visits", "visitors", "traffic", "hours", "points", "area", "population"),
        *("saldo", "betrag", "umsatz", "solde", "montant", "importe"),
    }
)
MAX_FINE = 100.0  # of a measure with decimals that is a ratio: months of supply
COORDINATE_NAME = re.compile(
    r"(^|[_\s\-.])(?i:lat|latitude|lon|long|lng|longitude)([_\s\-.]|$)|(Lat|Lon|Lng|Latitude|Longitude)$"
)
FULL_CIRCLE = 360  # degrees
CLOCK_NAME = re.compile(r"time|hhmm|clock|hour", re.I)
YEAR_NAME = re.compile(
    r"(^|[_\s\-.])(year|yr|jahr|año|annee|année|anno|ano|jaar|rok|rik|yıl|год|年|연도|"
    r"ejercicio|exercice|haushaltsjahr|geschäftsjahr|wirtschaftsjahr|rechnungsjahr|schuljahr|kalenderjahr|fy)([_\s\-.]|$)",
    re.I,
)
PART_NAME = re.compile(
    r"(^|[_\s\-.])(month|weekday|hour|hr|quarter|day_of_week|dow|day|date|minute|second|monat|tag|stunde|wochentag|"
    r"quartal|mois|jour|heure|trimestre|mes|día|dia|hora|mese|giorno|ora|maand|dag|uur|mês|месяц|день|час|月|日|時)"
    r"([_\s\-.]|$)",
    re.I,
)
PER_PART = re.compile(  # how many in each of them, or in the last one: no part of a date
    r"(^|[_\s\-./])(per|a|each|every|last|past|previous|prior|next|pro|je|par|chaque|por|cada)"
    r"[_\s\-.]+(month|day|hour|week|quarter|minute|monat|tag|stunde|mois|jour|heure|mes|día|dia|hora)([_\s\-.]|$)",
    re.I,
)
MAX_PART = 60  # values: minutes and seconds
RATE_NAME = re.compile(
    r"rate|ratio|percent|pct|share|%|score|rating|index|avg|average|mean|median|price|temperature|temp$|"
    r"age$|speed|margin|"
    r"density|probability|per[_\s]|latitude|longitude|lat$|lon$|lng$|bmi|weight|height|width|length|depth|"
    r"duration|time|minutes|"
    r"hours|seconds|days",
    re.I,
)
SUM_NAME = re.compile(  # in the words of a name: "fee" is one, the "feE" of "lifeExp" isn't
    r"sales|revenue|amount|quantity|profit|orders|visits|visitors|total|income|clicks|volume|turnover|payment|"
    r"passengers|deaths|births|tickets|downloads|impressions|sessions|budget|(?<!dis)(?<!ac)counts?\b|"
    r"\b(amt|qty|costs?|units?|spend|cases?|sold|views?|fees?|tips?|paid)\b"
)
OUTCOME_NAME = re.compile(
    r"churn|surviv|status|target|outcome|label|default|convert|conversion|response|success|fail|won|lost|"
    r"admit|approved|"
    r"diagnosis|^class$|returned|cancel|fraud|attrition|clicked|purchased|deny|denied|subscribed|"
    r"died|relapse|readmit|^y$",
    re.I,
)


class Role(StrEnum):
    """The part a column plays."""

    MEASURE = "measure"  # a number that means something when averaged
    DIMENSION = "dimension"  # groups of rows
    TIME = "time"
    ENTITY = "entity"  # who or what a row is about; comes back in several rows
    IDENTIFIER = "identifier"  # names one row; takes part in nothing
    TEXT = "text"
    PLACE = "place"  # a coordinate: where, not how much
    CONSTANT = "constant"
    NONE = "none"


@dataclass(frozen=True)
class Variable:
    """A column with its role."""

    column: Column
    role: Role
    adds_up: bool = False  # a measure whose sum over rows means something
    ordinal: bool = False  # a measure with few whole-number values, which may also form groups
    outcome: bool = False  # what an analyst would want explained: churned, survived, status
    held: bool = False  # a measure whose values stand from one moment of a series to the next: see ``stocks``
    sold: bool = False  # the price of a piece in a table of what was sold: see ``sale_lines``
    measured: bool = False  # an amount that is measured in an experiment: see ``designs``
    time_part: bool = False  # a month, weekday or hour written as a number: no entity, and nothing to add up
    falls_below: bool = False  # a measure that is below zero somewhere: no number of things
    is_fine: bool = False  # a measure of small numbers with decimals: nothing that is counted
    has_decimals: bool = False
    titled: str = ""  # what the file's title says of a measure whose name says nothing: see ``titled``
    expression: str | None = None  # SQL of a derived column, or of one whose far dates count as missing
    sources: tuple[str, ...] = ()  # the columns of the table that a derived one is made of

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.name

    @property
    def sql(self) -> str:
        """The column in SQL."""
        return self.expression or quote(self.name)

    @property
    def is_duration(self) -> bool:
        """Whether it is the time from one date to another."""
        return len(self.sources) == 2 and not self.time_part and not self.sold

    @property
    def groups(self) -> bool:
        """Whether its values form groups of rows."""
        return self.role is Role.DIMENSION or self.ordinal


def assign_roles(
    columns: tuple[Column, ...], numeric: dict[str, NumericProfile], row_count: int, focus: str | None = None
) -> tuple[Variable, ...]:
    """The role of each column. A focus column is an outcome whatever it is called."""
    return tuple(_variable(column, numeric.get(column.name), row_count, focus) for column in columns)


def _variable(column: Column, profile: NumericProfile | None, row_count: int, focus: str | None) -> Variable:
    role = _role(column, profile, row_count)
    outcome = column.name == focus or (
        role is Role.DIMENSION and 2 <= column.distinct <= 6 and bool(OUTCOME_NAME.search(column.name))
    )
    if role is not Role.MEASURE or profile is None:
        return Variable(column, role, outcome=outcome, time_part=_is_time_part(column, profile))
    ordinal = profile.whole and 2 < column.distinct <= ORDINAL_LEVELS and row_count >= 10 * column.distinct
    adds_up = (
        not ordinal
        and profile.minimum >= 0
        and column.unit != "%"
        and bool(SUM_NAME.search(" ".join(words(column.name))))
        and not RATE_NAME.search(column.name)
    )
    is_fine = not profile.whole and profile.maximum < MAX_FINE
    return Variable(
        column,
        role,
        adds_up=adds_up,
        ordinal=ordinal,
        outcome=outcome,
        is_fine=is_fine,
        falls_below=profile.minimum < 0,
        has_decimals=not profile.whole,
    )


def _role(column: Column, profile: NumericProfile | None, row_count: int) -> Role:
    present = row_count - column.missing
    if column.distinct <= 1 or present == 0:
        return Role.CONSTANT if present else Role.NONE
    match column.type:
        case ColumnType.BOOLEAN:
            return Role.DIMENSION
        case ColumnType.DATETIME:
            return Role.TIME
        case ColumnType.CATEGORICAL:
            return _grouping_role(column, present)
        case ColumnType.IDENTIFIER:
            return Role.IDENTIFIER if column.distinct > 0.9 * present else _grouping_role(column, present)
        case ColumnType.TEXT:
            return Role.TEXT
        case ColumnType.NUMERIC if profile is not None and max(-profile.minimum, profile.maximum) < MAX_MEASURE:
            return _numeric_role(column, profile, present)
    return Role.NONE


def _grouping_role(column: Column, present: int) -> Role:
    if column.distinct <= MAX_LEVELS and column.distinct <= present / 3:
        return Role.DIMENSION
    return Role.ENTITY if column.distinct <= 0.9 * present else Role.IDENTIFIER


def _numeric_role(column: Column, profile: NumericProfile, present: int) -> Role:
    if column.distinct == 2:
        return Role.DIMENSION
    if _is_coordinate(column, profile):
        return Role.PLACE
    if profile.whole:
        if YEAR_NAME.search(column.name) and profile.minimum >= 1500 and profile.maximum <= 2200:
            return Role.TIME
        span = profile.maximum - profile.minimum + 1
        named = IDENTIFIER_NAME.search(column.name)
        if column.distinct == present and (named or (span == present and present > ORDINAL_LEVELS)):
            return Role.IDENTIFIER
        if named or _is_code(column, profile) or names_something(column, profile, present):
            return _grouping_role(column, present)
        if _is_time_part(column, profile):
            return Role.DIMENSION if column.distinct <= MAX_LEVELS else Role.NONE
        if _is_clock(column, profile):
            return Role.NONE
    return Role.MEASURE


def _is_code(column: Column, profile: NumericProfile) -> bool:
    """Whether whole numbers only name something: by the name's words, but for amounts and what falls below zero."""
    is_amount = profile.minimum < 0 or (words(column.name) or ("",))[-1] in AMOUNTS
    return bool(CODE_NAME.search(column.name)) and not is_amount


def _is_coordinate(column: Column, profile: NumericProfile) -> bool:
    """Degrees of latitude or longitude: an average of them is no quantity of anything."""
    inside = max(-profile.minimum, profile.maximum) <= FULL_CIRCLE
    return inside and not profile.whole and bool(COORDINATE_NAME.search(column.name))


def _is_time_part(column: Column, profile: NumericProfile | None) -> bool:
    """A month, day, weekday, hour or minute as a number."""
    if profile is None or not profile.whole or not PART_NAME.search(column.name) or PER_PART.search(column.name):
        return False
    return profile.minimum >= 0 and profile.maximum <= MAX_PART and column.distinct <= MAX_PART


def _is_clock(column: Column, profile: NumericProfile) -> bool:
    """Times of day written as one number, 1745 for a quarter to six: sums and averages of it mean nothing."""
    return bool(CLOCK_NAME.search(column.name)) and profile.clock
