"""A group of rows as people say it: female passengers, passengers in 1st class, customers with two lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.wording.labels import is_no_possession, is_quality, is_statement, one_had
from pipeline.wording.lists import listing
from pipeline.wording.markdown import escape, plain
from pipeline.wording.markdown import name as in_bold
from pipeline.wording.names import split
from pipeline.wording.nouns import Noun, is_counted, is_plural, one_of, singular
from pipeline.wording.outcomes import SURE_NO, SURE_YES, negated, verb_in, what_is_had

SEXES = {"sex", "gender", "geschlecht", "sexe", "sexo", "género", "genre"}
WOMEN = {"female", "f", "w", "woman", "women", "weiblich", "femme", "mujer", "femenino", "frau"}
MEN = {"male", "m", "man", "men", "männlich", "homme", "hombre", "masculino", "mann"}
# by the last word of a header: how its value stands behind the rows, "{}" being the value
BEHIND: Mapping[str, str] = {
    **dict.fromkeys(
        ("region", "country", "state", "city", "continent", "county", "department", "dept", "district", "province",
         "town", "land", "stadt", "abteilung", "pays", "ville", "país", "ciudad", "ort", "homeworld"), "in {}"),
    **dict.fromkeys(("month", "year", "quarter", "season", "monat", "jahr", "mois", "année", "mes", "año"), "in {}"),
    **dict.fromkeys(("weekday", "day", "dow", "wochentag"), "on {}"),
    "class": "in {} class",
    "contract": "on {} contracts",
    "service": "with {} {name}",
    "plan": "on the {} plan",
    **dict.fromkeys(("category", "subcategory", "neighbourhood", "neighborhood", "area", "market", "quartier",
         "barrio", "stadtteil", "rayon", "warengruppe", "catégorie", "categoría"), "in {}"),
    **dict.fromkeys(("site", "store", "shop", "branch", "school", "campus", "warehouse", "plant", "hospital", "clinic",
         "office", "magasin", "filiale", "tienda", "sucursal", "standort", "schule", "station"), "at {}"),
    **dict.fromkeys(("channel", "kanal", "canal"), "through {}"),
    **dict.fromkeys(("topic", "subject", "thema", "sujet", "tema"), "about {}"),
    **dict.fromkeys(("cause", "reason", "causa", "motivo", "ursache", "grund", "motif"), "due to {}"),
    **dict.fromkeys(("shift", "schicht", "turno"), "on the {} shift"),
    **dict.fromkeys(("carrier", "courier", "supplier", "vendor", "lieferant", "fournisseur", "proveedor"), "with {}"),
    "segment": "in the {} segment",
    "sector": "in the {} sector",
    "industry": "in the {} industry",
    **dict.fromkeys(("origin", "source"), "from {}"),
    **dict.fromkeys(("tier", "zone", "ward", "cohort", "wave"), "in {name} {}"),
}  # fmt: skip
HOUR = "at {}:00"
ARTICLE = re.compile(r"^an? ")
PLACED = ("in ", "at ", "on ")
NOTHING = frozenset({"none", "keine", "aucun", "aucune", "ninguno", "ninguna"})  # as a value: there is none
NONE = "no "  # how a value begins that says that there is none
ONE, NOUGHT = "1", "0"
ONES = {"contract"}  # what is called ones the second time
ONLY_PEOPLE = frozenset(
    {
        "smoke",
        "are married",
        "voted",
        "graduated",
        "were vaccinated",
        "were retired",
        "are self-employed",
        "were employed",
        "were unemployed",
    }
)
NOT = "n't"  # how an auxiliary ends that stands for the verb that was said before it
ANSWER = "who answer "  # before what people say to a statement
MARKED = "marked "  # before a name that yes is said of
MONTHS = {"month", "monat", "mois", "mes"}
TIMES = {"year", "month", "quarter", "jahr", "monat"}
ORDER = re.compile(  # before a value, to have it sorted: 5. Advanced Degree, 1_Good
    r"^\d{1,2}(?:[.)]\s+|_)(?=(?:[<>≤≥]\s*)?[^\W\d_])"
)
PLAIN_WORD = 3  # letters: a shorter place is a code and keeps its column's name


def group(column: str, display: str, value: object, rows: Noun) -> str:
    """The rows with one value of a column, as the subject of a sentence in the plural."""
    return together([Part(column, display, value)], rows)


@dataclass(frozen=True)
class Part:
    """One condition of a group: a value of a column, or a range of it, ``under 10``, ``10 or more``."""

    column: str
    display: str
    value: object
    above: bool | None = None  # whether ``value``, a written number, is where a range begins; None where it is a value


def together(parts: Sequence[Part], rows: Noun) -> str:
    """The rows for which all conditions hold: ``female passengers in 1st class aged 10 or more``."""
    before, after = "", []
    noun = rows.pointed
    for part in parts:
        sex = _sex(part.column, part.value) if part.above is None else None
        if sex is None or rows.is_row or before:
            after.append(_behind(part, rows, again=False))
        elif rows.many in ("people", "adults"):
            noun = _marked({"female": "women", "male": "men"}[sex], part.value)
        else:
            before = f"{_marked(sex, part.value)} "
    return f"{before}{noun} {_joined(_once(after))}".rstrip()


def _once(after: Sequence[str]) -> list[str]:
    """Conditions without those that say the same: No internet service beside ``without internet service``."""
    return list({plain(one).casefold(): one for one in after}.values())


def _joined(after: Sequence[str]) -> str:
    """``in 1st class and aged 10 or more``, ``without A, with B and C``: what is with them is said at once."""
    after = _answers_at_once(after)
    withs = [one.removeprefix("with ") for one in after if one.startswith("with ")]
    others = [one for one in after if not one.startswith("with ")]
    if len(withs) > 1 and others:
        return f"{', '.join(others)}, with {listing(withs)}"
    if len(withs) == len(others) == 1 and others[0].startswith(PLACED):
        return f"{others[0]} with {withs[0]}"
    return listing([*others, *([f"with {listing(withs)}"] if withs else [])])


def _answers_at_once(after: Sequence[str]) -> list[str]:
    """``who answer 5 to A`` and ``who answer 4 to B`` as ``who answer 5 to A and 4 to B``."""
    answers = [one.removeprefix(ANSWER) for one in after if one.startswith(ANSWER)]
    others = [one for one in after if not one.startswith(ANSWER)]
    return [*others, f"{ANSWER}{listing(answers)}"] if answers else others


def _marked(word: str, value: object) -> str:
    """The word, marked as a name where the table has it."""
    return in_bold(word) if str(value).strip().casefold() == word else word


def behind(column: str, display: str, value: object, rows: Noun, *, again: bool = False) -> str:
    """What tells a group from the other rows, as it stands behind their name: ``in 3rd class``, ``with rank Prof``.

    ``again``: the column was named before, ``with AsstProf``.
    """
    return _behind(Part(column, display, value), rows, again=again)


def _behind(part: Part, rows: Noun, *, again: bool) -> str:
    words = [word.casefold() for word in split(part.column)]
    said, name = str(part.value).strip(), in_bold(part.display)
    if part.above is not None:
        return _range(words, said, part.display, rows, above=part.above)
    is_yes = answer(part.value)
    if is_yes is not None:
        return (_with_yes if is_yes else _with_no)(words, part, rows, again=again)
    way = HOUR if words[-1:] == ["hour"] and said.isdigit() else _way(words, said)
    if way is None and _is_answered(part.display, rows):
        return f"{ANSWER}{in_bold(written(part.value))} to {name}"
    if way is None:
        return _with_value(words, part, again=again)
    return _in_way(way, words[-1], said, again=again).replace("{name}", name).format(in_bold(written(part.value)))


def _is_answered(display: str, rows: Noun) -> bool:
    """Whether a column holds what people say to a sentence."""
    return rows.is_person and is_statement(display)


def _with_value(words: Sequence[str], part: Part, *, again: bool) -> str:
    """A value that has no way of its own: ``with rank Prof``, ``with 2 children``, ``without internet service``."""
    said, shown, name = str(part.value).strip(), in_bold(written(part.value)), in_bold(part.display)
    if said.casefold() in NOTHING:
        return f"without {name}"
    if said.casefold().startswith(NONE):
        return _with_none(said)
    if again or names_itself(words, said):
        return f"with {shown}"
    if _is_number(part.value) and is_plural(part.display):
        return f"with {shown} {escape(singular(part.display)) if said == ONE else name}"
    return f"with {name} {shown}"


def names_itself(words: Sequence[str], said: str) -> bool:
    """Whether a value says of what column it is: ``Línea 4`` of ``Línea``, ``Nachtschicht`` of ``Schicht``."""
    return bool(words) and len(words[-1]) >= PLAIN_WORD and words[-1] in said.casefold()


def _in_way(way: str, word: str, said: str, *, again: bool) -> str:
    """How a value that says its column itself, or whose column was named before, stands behind the rows."""
    if again and word in ONES:
        return "on {} ones"
    if names_itself([word], said) or (again and "{name}" in way):
        return way.partition("{}")[0].replace("{name} ", "") + "{}"
    return way


def _with_none(said: str) -> str:
    """``without **internet service**`` of the value No internet service."""
    return f"without {in_bold(said[len(NONE) :])}"


def answer(value: object) -> bool | None:
    """What a value answers that is a yes or a no."""
    if isinstance(value, bool):
        return value
    said = without_order(str(value)).strip().casefold()
    return True if said in SURE_YES else False if said in SURE_NO else None


def _way(words: Sequence[str], said: str) -> str | None:
    """How a value stands behind the rows by its column's last word; None of codes, which need the column's name."""
    way = BEHIND.get(words[-1]) if words else None
    if words and words[-1] in MONTHS and said.isdigit():
        return "in {name} {}"  # month 6
    is_short = len(said) < PLAIN_WORD and not (len(said) > 1 and said.isupper())  # HR and TX stand for themselves
    is_code = is_short or not any(letter.isalpha() for letter in said)
    if way is None or (is_code and "{name}" not in way and words[-1] not in TIMES):
        return None
    return way


def _range(words: Sequence[str], cut: str, display: str, rows: Noun, *, above: bool) -> str:
    if words == ["age"] and not rows.is_row:
        return f"aged {cut} or more" if above else f"under {cut}"
    name = in_bold(display)
    if _is_answered(display, rows):
        return f"{ANSWER}{f'{cut} or more' if above else f'less than {cut}'} to {name}"
    if is_counted(display) and _is_number(cut):
        several = _several(display, cut)
        return f"with {cut} {several} or more" if above else f"with fewer than {cut} {several}"
    return f"with {name} of {cut} or more" if above else f"with {name} under {cut}"


def beyond(column: str, display: str, rows: Noun, cut: str) -> str:
    """The rows from a cut on: ``with discount of 30% or more``, ``with 10 rooms or more``."""
    return _range([word.casefold() for word in split(column)], cut, display, rows, above=True)


def _several(display: str, size: str) -> str:
    """What there are so many of: ``**bedrooms**``; of one ``bedroom``."""
    return escape(one_of(display)) if size == ONE else in_bold(display)


def between(column: str, display: str, rows: Noun, low: str, high: str, *, is_least: bool = False) -> tuple[str, str]:
    """The rows at the lower and at the upper end: ``with 9 or less``, said second, ``with tenure over 55``.

    ``is_least``: no row has less than ``low``: ``with 0 mm``.
    """
    if [word.casefold() for word in split(column)] == ["age"] and not rows.is_row:
        youngest = f"aged {low}" if is_least else f"aged {low} or less"
        return youngest, f"over {high}" if rows.is_person else f"aged over {high}"
    if is_counted(display) and _is_number(low) and _is_number(high):
        few = "with none" if low == NOUGHT else f"with {low}{'' if is_least else ' or fewer'}"
        return few, f"with more than {high} {_several(display, high)}"
    return f"with {low}{'' if is_least else ' or less'}", f"with {in_bold(display)} over {high}"


def had(column: str, display: str, value: object, rows: Noun) -> str:
    """That rows were of this group: ``were female``, ``had online security``, ``were in 1st class``."""
    sex = _sex(column, value)
    if sex is not None:
        return f"were {_marked(sex, value)}"
    told = behind(column, display, value, rows)
    for begin, verb in (
        ("without ", "had no "),
        ("with ", "had "),
        ("through ", "came through "),
        ("from ", "came from "),
    ):
        if told.startswith(begin):
            rest = told.removeprefix(begin)
            return verb + (ARTICLE.sub("", rest) if verb == "had no " else rest)
    if told.startswith(("who ", "that ")):
        return told.partition(" ")[2]
    return f"were {told}"


def _verb(words: Sequence[str], rows: Noun) -> str | None:
    """What a yes says that rows did; nothing that only people do, of things: a bill has a smoker."""
    known = verb_in(words)
    is_thing = not (rows.is_person or rows.is_row)
    return None if is_thing and known in ONLY_PEOPLE else known


def _with_yes(words: Sequence[str], part: Part, rows: Noun, *, again: bool) -> str:
    known = _verb(words, rows)
    if known is not None:
        return f"{'who' if rows.is_person else 'that'} {known}"
    if is_quality(part.column, part.display, rows):
        return f"{MARKED}{in_bold(part.display)}"
    if again and not is_no_possession(part.display):
        return "with"
    bare = _bare_answer(part.display, "yes")
    return f"with {in_bold(what_is_had(part.display))}{bare}" if bare else f"with {one_had(what_is_had(part.display))}"


def _with_no(words: Sequence[str], part: Part, rows: Noun, *, again: bool) -> str:
    known = _verb(words, rows)
    if known is not None:
        told = negated(known)
        short = told.partition(" ")[0]
        return f"{'who' if rows.is_person else 'that'} {short if again and short.endswith(NOT) else told}"
    if is_quality(part.column, part.display, rows):
        return f"not {MARKED}{in_bold(part.display)}"
    if again and not is_no_possession(part.display):
        return "without"
    if _bare_answer(part.display, "no"):
        return f"with {in_bold(part.display)}{_bare_answer(part.display, 'no')}"
    return f"without {one_had(what_is_had(part.display))}"


def _bare_answer(display: str, said: str) -> str:
    """`` **yes**`` behind a name that nobody can have or be: with status yes; nothing behind others."""
    return f" {in_bold(said)}" if is_no_possession(display) else ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) or str(value).replace(".", "", 1).isdigit()


def is_adjective(column: str, value: object) -> bool:
    """Whether the group's value stands before the rows: female passengers."""
    return _sex(column, value) is not None


def without_order(value: str) -> str:
    """A value without the number that puts it in its place: ``Yes`` of ``1. Yes``."""
    return ORDER.sub("", value)


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
