"""A group of rows as people say it: female passengers, passengers in 1st class, customers with two lines."""

from collections.abc import Mapping

from pipeline.wording.markdown import name as in_bold
from pipeline.wording.names import split
from pipeline.wording.nouns import Noun
from pipeline.wording.outcomes import NO, YES

SEXES = {"sex", "gender", "geschlecht", "sexe", "sexo", "género", "genre"}
WOMEN = {"female", "f", "w", "woman", "women", "weiblich", "femme", "mujer", "femenino", "frau"}
MEN = {"male", "m", "man", "men", "männlich", "homme", "hombre", "masculino", "mann"}
# by the last word of a header: how its value stands behind the rows, "{}" being the value
BEHIND: Mapping[str, str] = {
    **dict.fromkeys(
        ("region", "country", "state", "city", "continent", "county", "department", "dept", "district", "province",
         "town", "land", "stadt", "abteilung", "pays", "ville", "país", "ciudad", "ort", "homeworld"), "in {}"),
    **dict.fromkeys(("month", "year", "quarter", "season", "monat", "jahr", "mois", "année", "mes", "año"), "in {}"),
    **dict.fromkeys(("weekday", "day", "wochentag"), "on {}"),
    "class": "in {} class",
    "contract": "on {} contracts",
    "plan": "on the {} plan",
    **dict.fromkeys(("origin", "source"), "from {}"),
    **dict.fromkeys(("tier", "zone", "ward", "cohort", "wave"), "in {name} {}"),
}  # fmt: skip
TIMES = {"year", "month", "quarter", "jahr", "monat"}
PLAIN_WORD = 3  # letters: a shorter place is a code and keeps its column's name


def group(column: str, display: str, value: object, rows: Noun) -> str:
    """The rows with one value of a column, as the subject of a sentence in the plural."""
    sex = _sex(column, value)
    if sex is None or rows.is_row:
        return f"{rows.many} {behind(column, display, value)}"
    word = sex if rows.many not in ("people", "adults") else {"female": "women", "male": "men"}[sex]
    own = in_bold(word) if str(value).strip().casefold() == word else word
    return own if word != sex else f"{own} {rows.many}"


def behind(column: str, display: str, value: object) -> str:
    """What tells a group from the other rows, as it stands behind their name: ``in 3rd class``, ``with rank Prof``."""
    words = [part.casefold() for part in split(column)]
    said, shown = str(value).strip(), in_bold(written(value))
    if value is True or said.casefold() in YES:
        return f"with {in_bold(display)}"
    if value is False or said.casefold() in NO:
        return f"without {in_bold(display)}"
    way = BEHIND.get(words[-1]) if words else None
    is_code = len(said) < PLAIN_WORD or not any(letter.isalpha() for letter in said)
    if way is not None and (not is_code or "{name}" in way or words[-1] in TIMES):
        return way.replace("{name}", in_bold(display)).format(shown)
    return f"with {in_bold(display)} {shown}"


def is_adjective(column: str, value: object) -> bool:
    """Whether the group's value stands before the rows: female passengers."""
    return _sex(column, value) is not None


def written(value: object) -> str:
    """A value as it stands in a sentence: ``yes`` of True, ``4`` of 4.0."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _sex(column: str, value: object) -> str | None:
    """``female`` or ``male``, of a column that tells it."""
    if not SEXES & {part.casefold() for part in split(column)}:
        return None
    said = str(value).strip().casefold()
    return "female" if said in WOMEN else "male" if said in MEN else None
