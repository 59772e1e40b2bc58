"""Whole numbers that name somebody or something: school 12, student 143, litter 7."""

from pipeline.analysis.variables.profile import NumericProfile
from pipeline.names import words
from pipeline.story import Column

NAMED = frozenset(  # one of them, in words that seldom say how many there are
    {
        *("school", "student", "pupil", "teacher", "subject", "patient", "participant", "respondent", "respond"),
        *("hospital", "clinic", "center", "centre", "ward", "site", "village", "county", "district", "town", "city"),
        *("state", "region", "province", "municipality", "cluster", "block", "plot", "litter", "herd", "sire", "dam"),
        *("firm", "company", "industry", "sector", "store", "shop", "branch", "outlet", "household"),
        *("customer", "client", "employee", "worker", "member", "user", "person", "individual", "judge", "rater"),
        *("machine", "batch", "lot", "replicate", "plant", "tree", "animal", "bird", "pig", "rat", "mouse", "cow"),
        *("cage", "pot", "tank", "specimen", "bottle", "team", "mom", "kid", "dept", "department"),
        *("schule", "schüler", "patientin", "kunde", "firma", "betrieb", "filiale", "kreis", "gemeinde", "haushalt"),
        *("école", "élève", "magasin", "entreprise", "ménage", "escuela", "alumno", "paciente", "cliente", "tienda"),
        *("empresa", "provincia", "hogar", "hôpital", "krankenhaus"),
    }
)
SPANS = frozenset(  # what a name counts, by its first word: months as customer, days since order
    {
        *("hours", "days", "weeks", "months", "quarters", "years", "stunden", "tage", "wochen", "monate", "jahre"),
        *("heures", "jours", "semaines", "mois", "années", "ans", "horas", "días", "semanas", "meses", "años"),
    }
)
ENDS = ("id", "num", "nr", "no")  # of one word with what it numbers: childid, villnum
BEGINNINGS = frozenset(
    {"child", "vill", "village", "emp", "pat", "cust", "sch", "stud", "person", "state", "fam", "hh"}
)
MIN_DENSE = 0.7  # of the numbers from the first to the last, that a column which counts its things through has
MIN_LARGE = 1_000  # numbers of this size that come back count nothing
MAX_LARGE = 0.8  # of the rows, that such numbers are different in


def names_something(column: Column, profile: NumericProfile, present: int) -> bool:
    """Whether a column's whole numbers are names: by the thing that it is called by, and by how they lie.

    A number of customers is called so too, but leaves gaps, and seldom comes back where it is large.
    """
    said = words(column.name) or ("",)
    last = said[-1]
    if profile.minimum < 0 or column.distinct < 2 or said[0] in SPANS:
        return False
    if _is_numbered(last):
        return True
    span = profile.maximum - profile.minimum + 1
    is_dense = profile.minimum <= 1 and column.distinct >= MIN_DENSE * span
    is_large = profile.maximum >= MIN_LARGE and column.distinct <= MAX_LARGE * present
    return last in NAMED and (is_dense or is_large)


def _is_numbered(word: str) -> bool:
    """``childid``, ``villnum``: a thing and its number in one word."""
    return any(word.endswith(end) and word.removesuffix(end) in BEGINNINGS | NAMED for end in ENDS)
