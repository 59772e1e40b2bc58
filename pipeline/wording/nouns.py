"""What a row is called, one and several, by the table's own words."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.wording.names import split
from pipeline.wording.numbers import count
from pipeline.wording.vocabulary import (
    ABBREVIATIONS,
    ACRONYMS,
    COUNTABLE,
    FOREIGN_NOUNS,
    LIVES,
    NO_NOUN_OF_FILE,
    NO_NOUN_OF_KEY,
    NOUNS_BY_COLUMN,
    PERSONS,
    THINGS,
    TRAITS,
)

KEYS = frozenset({"id", "ids", "no", "nr", "number", "num", "key", "code", "uuid", "nummer", "ref"})
KEY_BEHIND = re.compile(r"s?(nr|nummer)$")  # of a German compound: Buchungsnr
LEAST_OF_COMPOUND = 6  # letters of the last part of a compound: shorter ones end other words too
LEAST_OF_NOUN = 4  # letters: shorter words are abbreviations
PLACE = 2  # letters of the code of a state or a country
PLACES_OF = frozenset(
    {"store", "shop", "school", "city", "country", "state", "county", "province", "hotel", "product"}
)  # ventes_magasins: sales, there
STOCKED = frozenset(
    {"stock", "inventory", "lagerbestand", "bestand", "lager", "inventaire", "existencias", "inventario"}
)
NOUNS_OF_TWO = NO_NOUN_OF_FILE - {"sample", "test", "tip", "class"}
SEX = frozenset({"sex", "gender", "geschlecht", "sexe", "sexo", "género"})
SUMS = frozenset({"sale", "tip", "bill", "payment", "donation", "bid", "grant", "purchase"})  # of money, as columns
ANIMALS = frozenset({"species", "sp", "breed", "animal", "island", "beak", "wing", "tail", "litter"})


@dataclass(frozen=True)
class Noun:
    """What one row is called, and several are: ``person``, ``people``."""

    one: str
    many: str

    def counted(self, size: int) -> str:
        """``1 passenger``, ``1,309 passengers``."""
        return count(size, self.one, self.many)

    @property
    def is_row(self) -> bool:
        """Whether the table doesn't tell what its rows are."""
        return self.one == ROW.one

    @property
    def pointed(self) -> str:
        """Before what tells several from the others: ``passengers`` in 1st class; ``those`` where a row has no name."""
        return "those" if self.is_row else self.many

    @property
    def is_person(self) -> bool:
        """Whether it is somebody: who, not that."""
        return self.one.split()[-1] in PERSONS


AS_A_VOWEL = re.compile(r"[aeio]|8|1[18](?!\d)")  # how words begin that an "an" stands before
GERMAN_PLURALS = ("ungen", "heiten", "keiten")  # Einstellungen
SPANISH_PLURAL = "iones"  # of no English word: conversiones
SINGULAR_IN_S = frozenset(
    {"media", "diabetes", "news", "gas", "series", "lens", "basis", "mathematics", "physics", "poids", "prix", "temps",
     "mois", "pays", "cours", "concours", "fois", "mes", "país", "interés", "zins", "los"}
)  # fmt: skip
RATES = frozenset({"rate", "rates", "index", "ratio", "ratios", "quote", "quoten", "taux", "tasas"})
PREPOSITIONS = frozenset(
    {
        "of",
        "per",
        "since",
        "in",
        "from",
        "at",
        "for",
        "to",
        "with",
        "on",
        "by",
        "between",
        "until",
        "without",
        "within",
        "before",
        "after",
    }
)
ROW = Noun("row", "rows")


def noun(word: str) -> Noun:
    """A noun by its singular."""
    return Noun(word, plural(word))


@lru_cache(maxsize=4096)  # the same words stand in each sentence
def plural(word: str) -> str:
    """``country`` -> ``countries``, of several words the last one's: ``order lines``."""
    import inflection  # takes milliseconds that a command without a story shouldn't spend

    head, space, last = word.rpartition(" ")
    return f"{head}{space}{inflection.pluralize(last)}"


@lru_cache(maxsize=4096)  # the same words stand in each sentence
def is_plural(word: str) -> bool:
    """Whether a name is of several: ``sales``, ``miles per gallon``; not ``status`` or ``number of rows``."""
    import inflection

    head = _head(word.casefold().split())
    if not head.isalpha() or head.endswith(("ss", "us", "is")) or head in SINGULAR_IN_S:
        return False
    if head.endswith(GERMAN_PLURALS):
        return True
    return str(inflection.singularize(head)) != head and str(inflection.pluralize(head)) == head


def _head(words: Sequence[str]) -> str:
    """The word that a verb agrees with: the last before ``of``, ``per`` and the like, and before a participle."""
    place = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words))
    before = words[:place] or words
    if len(before) > 1 and before[-1].endswith("ed"):  # weeks unemployed, hours worked
        before = before[:-1]
    return before[-1] if before else ""


def is_counted(word: str) -> bool:
    """Whether a name is of things that a row has so many of: ``bedrooms``, ``visits per month``; not ``sales``."""
    head = _head(word.casefold().split())
    one = singular(head)
    return one != head and is_plural(word) and one in (COUNTABLE | PERSONS | THINGS) - SUMS


def one_of(word: str) -> str:
    """One of what is counted: ``visits per month`` -> ``visit per month``."""
    head = _head(word.split())
    return word.replace(head, singular(head), 1)


def with_article(word: str) -> str:
    """``an order``, ``a passenger``, ``a user``: of the words of the vocabulary, those in u begin as ``you`` does; of
    numbers ``an 8-fold``, ``an 11-fold``, ``a 15-fold rise``.
    """
    return f"{'an' if AS_A_VOWEL.match(word) else 'a'} {word}"


@lru_cache(maxsize=4096)  # the same words stand in each sentence
def singular(word: str) -> str:
    """``countries`` -> ``country``; what is singular stays."""
    import inflection

    if word.endswith(SPANISH_PLURAL):
        return f"{word.removesuffix(SPANISH_PLURAL)}ión"
    return str(inflection.singularize(word))


def of_one(
    keys: Iterable[str], columns: Sequence[str], filename: str, *, people: bool, repeated: Collection[str] = ()
) -> Noun:
    """What a row is, by the first of these that tells: identifiers that are different in each row (``keys``), the
    file's name, a person named before a trait (``passengerClass``), what the columns say together; ``people`` where
    rows are cases of their own, which they aren't where an identifier of theirs comes back (``repeated``).
    """
    people = people and not any(key in repeated for key in columns)
    found = [*_of_keys(keys), *_of_file(filename), *_of_traits(columns, people), *_of_columns(columns)]
    said = {part.lower() for column in columns for part in split(column)}
    if people and (said & SEX or ("age" in said and said & LIVES)) and not said & ANIMALS:
        found.append("person")
    found += _of_unknown_keys(keys)
    return noun(found[0]) if found else ROW


def of_column(column: str) -> Noun | None:
    """What a column names one of in each row: ``Country Name`` -> country; None where its name holds no known noun."""
    parts = [part.lower() for part in split(column) if part.lower() not in {*KEYS, "name"}]
    known = _known(parts[-1]) if parts else None
    return None if known is None else noun(known)


def _of_keys(keys: Iterable[str]) -> Iterator[str]:
    """``customer_id``, ``Ticket No``, ``Student``, ``Buchungsnr`` -> customer, ticket, student, booking."""
    for key in keys:
        parts = [part.lower() for part in split(key)]
        if len(parts) > 1 and parts[-1] in KEYS:
            parts = parts[:-1]
        elif len(parts) == 1:
            parts = [KEY_BEHIND.sub("", parts[0])]
        else:
            continue
        known = _known(parts[-1])
        if known is not None:
            yield known


def _of_unknown_keys(keys: Iterable[str]) -> Iterator[str]:
    """``parcel_id``, whatever a parcel is: the word before ``id`` names one of what each row is."""
    for key in keys:
        parts = [part.lower() for part in split(key)]
        word = parts[-2] if len(parts) > 1 and parts[-1] in KEYS else ""
        if len(word) >= LEAST_OF_NOUN and word.isalpha() and word not in NO_NOUN_OF_KEY and singular(word) == word:
            yield word


def _of_file(filename: str) -> Iterator[str]:
    """``orders_2024.csv`` -> order; what a file is for (data, export, test) is none."""
    stem = filename.replace("\\", "/").rsplit("/", 1)[-1].partition(".")[0]
    parts = [part.lower() for part in reversed(split(stem.replace("-", "_")))]
    if parts and parts[0] in RATES:
        return  # murder_rates are of states
    yield from _of_two(parts)
    named = [_known(part) or _behind_a_place(part) for part in parts]
    known = [one for one in named if one is not None and one not in NO_NOUN_OF_FILE]
    if known and not STOCKED.isdisjoint(parts) and PLACES_OF.issuperset(known):
        known = ["item"]  # what a store keeps, not stores
    yield from sorted(known, key=PLACES_OF.__contains__)


def _of_two(parts: Sequence[str]) -> Iterator[str]:
    """``machine_stops``, the last word first -> machine stop; alone the last word may say what a file is for."""
    if len(parts) < 2 or not is_plural(parts[0]) or singular(parts[0]) not in NOUNS_OF_TWO:
        return
    before = _known(parts[1])
    if before is not None:
        yield f"{before} {singular(parts[0])}"


def _behind_a_place(part: str) -> str | None:
    """``ncbirths`` -> birth: behind the two letters of a state or country."""
    named = part[PLACE:] if len(part) >= PLACE + LEAST_OF_COMPOUND else ""
    return _known(named) if is_plural(named) else None


def _of_traits(columns: Sequence[str], people: bool) -> Iterator[str]:
    """``passengerClass``, ``patient_age`` -> passenger, patient."""
    for column in columns if people else ():
        parts = [part.lower() for part in split(column)]
        if len(parts) == 2 and parts[0] in PERSONS and parts[1] in TRAITS:
            yield parts[0]


def _of_columns(columns: Sequence[str]) -> Iterator[str]:
    said = {part.lower() for column in columns for part in split(column)}
    for word, ways in NOUNS_BY_COLUMN:
        if any(set(way) <= said for way in ways):
            yield word


def _of_compound(part: str) -> str | None:
    """``hotelbuchungen`` -> booking: in German the last part says what it is."""
    ends = (part[-size:] for size in range(len(part) - 2, LEAST_OF_COMPOUND - 1, -1))
    return next((FOREIGN_NOUNS[end] for end in ends if end in FOREIGN_NOUNS), None)


def _known(part: str) -> str | None:
    word = FOREIGN_NOUNS.get(part) or _of_compound(part) or ABBREVIATIONS.get(part) or ACRONYMS.get(part, part)
    if word in PERSONS or word in THINGS:
        return word
    one = singular(word)
    return one if one in PERSONS or one in THINGS else None
