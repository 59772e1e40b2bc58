"""What a story is about: its subject, from names, types, values and identities."""

from pipeline.analysis.subject.accumulation import Accumulation, accumulation
from pipeline.analysis.subject.answers import counted_level, is_event, mishap, scalar, undecided
from pipeline.analysis.subject.called import called
from pipeline.analysis.subject.choose import find_subject, form_of
from pipeline.analysis.subject.layout import battery, codes_of, is_by_design
from pipeline.analysis.subject.limits import Limit, is_bare_limit, limit_of
from pipeline.analysis.subject.names import (
    has_term,
    is_budget,
    is_due,
    is_forecast,
    is_judgement,
    is_lasting,
    is_met_by,
    is_of_one_unit,
    topics,
)
from pipeline.analysis.subject.trial import MAX_ARMS, is_trial
from pipeline.analysis.subject.vocabulary import HAPPENED, STAYED, Topic

__all__ = [
    "HAPPENED",
    "MAX_ARMS",
    "STAYED",
    "Accumulation",
    "Limit",
    "Topic",
    "accumulation",
    "battery",
    "called",
    "codes_of",
    "counted_level",
    "find_subject",
    "form_of",
    "has_term",
    "is_bare_limit",
    "is_budget",
    "is_by_design",
    "is_due",
    "is_event",
    "is_forecast",
    "is_judgement",
    "is_lasting",
    "is_met_by",
    "is_of_one_unit",
    "is_trial",
    "limit_of",
    "mishap",
    "scalar",
    "topics",
    "undecided",
]
