"""A measure whose name says nothing, by what the file is called: ``Value`` of ``electricity_consumption_kwh.csv``."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from pipeline.analysis.variables.roles import Role, Variable
from pipeline.names import words
from pipeline.story import Dataset

MELTED = "melted"  # kind of the warning that periods across were brought into rows
MAX_WORDS = 4
SAYS_NOTHING = frozenset({"value", "values", "obs", "wert", "werte", "valeur", "valeurs", "valor", "valores"})
BREAKS_BY = frozenset({"by", "per", "of", "in", "nach", "je", "pro", "par", "por", "from", "since", "seit", "depuis"})
UNITS = frozenset({"kwh", "mwh", "gwh", "wh", "eur", "usd", "gbp", "chf", "kg", "mm", "cm", "km", "pct", "percent"})
OF_FILES = frozenset(  # how a file was made, or how far apart its periods are
    {
        *(
            "data",
            "dataset",
            "table",
            "export",
            "report",
            "wide",
            "long",
            "final",
            "csv",
            "copy",
            "stats",
            "statistics",
        ),
        *("daily", "weekly", "monthly", "quarterly", "yearly", "annual", "all", "new", "clean", "raw", "total"),
        *("daten", "tabelle", "bericht", "monatlich", "jährlich", "données", "tableau", "mensuel", "annuel"),
        *("datos", "tabla", "informe", "mensual", "anual"),
    }
)


def with_title(variables: Mapping[str, Variable], dataset: Dataset) -> dict[str, Variable]:
    """The variables; of periods brought into rows the only measure, called a value, with what the title says."""
    named = dict(variables)
    if not any(warning.kind == MELTED for warning in dataset.warnings):
        return named
    bare = [v for v in named.values() if v.role is Role.MEASURE and SAYS_NOTHING.issuperset(words(v.name))]
    said = list(_said(dataset.title))
    if len(bare) == 1 and 0 < len(said) <= MAX_WORDS:
        named[bare[0].name] = replace(bare[0], titled=" ".join(said))
    return named


def _said(title: str) -> Iterator[str]:
    """The words of a title up to what it is broken down by, without numbers, units and words about files."""
    first = takewhile(lambda word: word not in BREAKS_BY, words(title))
    return (word for word in first if word.isalpha() and word not in OF_FILES | UNITS)
