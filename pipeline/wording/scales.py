"""Scales that answers and groups stand on, each from its low end to its high one: English, German, French, Spanish."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

# A step a line, its ways to say it between strokes; lower case, without marks.
SCALES: tuple[tuple[str, ...], ...] = (
    (  # agreement
        "strongly disagree|completely disagree|totally disagree|stimme uberhaupt nicht zu|trifft uberhaupt nicht zu"
        "|trifft gar nicht zu|pas du tout d'accord|totalmente en desacuerdo|muy en desacuerdo",
        "disagree|stimme nicht zu|trifft nicht zu|lehne ab|pas d'accord|en desacuerdo",
        "somewhat disagree|slightly disagree|mostly disagree|rather disagree|stimme eher nicht zu"
        "|trifft eher nicht zu|plutot pas d'accord|algo en desacuerdo",
        "neutral|neither|neither agree nor disagree|undecided|teils teils|teils, teils|weder noch|unentschieden|neutre"
        "|ni d'accord ni pas d'accord|ni de acuerdo ni en desacuerdo",
        "somewhat agree|slightly agree|mostly agree|rather agree|stimme eher zu|trifft eher zu|plutot d'accord"
        "|algo de acuerdo",
        "agree|stimme zu|trifft zu|d'accord|de acuerdo",
        "strongly agree|completely agree|totally agree|stimme voll zu|stimme voll und ganz zu|trifft voll zu"
        "|trifft voll und ganz zu|tout a fait d'accord|totalmente de acuerdo|muy de acuerdo",
    ),
    (  # how often
        "never|not at all|nie|niemals|jamais|nunca",
        "almost never|hardly ever|very rarely|fast nie|sehr selten|presque jamais|tres rarement|casi nunca",
        "rarely|seldom|selten|rarement|rara vez|raramente",
        "occasionally|gelegentlich|ab und zu|occasionnellement|de temps en temps|ocasionalmente",
        "sometimes|manchmal|parfois|a veces|algunas veces",
        "often|frequently|regularly|usually|oft|haufig|regelmassig|souvent|regulierement|a menudo|frecuentemente",
        "very often|almost always|sehr oft|sehr haufig|fast immer|meistens|tres souvent|presque toujours|casi siempre"
        "|muy a menudo",
        "always|immer|toujours|siempre",
    ),
    ("never|nie|jamais|nunca", "yearly|annually|jahrlich|annuel|anual", "quarterly|vierteljahrlich|trimestriel",
     "monthly|monatlich|mensuel|mensual", "weekly|wochentlich|hebdomadaire|semanal", "daily|taglich|quotidien|diario",
     "hourly|stundlich"),
    ("month to month|monthly", "one year|1 year", "two year|two years|2 years", "three year|three years|3 years"),
    (  # how good
        "very poor|very bad|terrible|sehr schlecht|ungenugend|tres mauvais|muy malo|muy mala",
        "poor|bad|schlecht|mangelhaft|mauvais|malo|mala",
        "fair|average|ok|okay|acceptable|ausreichend|mittelmassig|passable|moyen|regular",
        "satisfactory|befriedigend|assez bien",
        "good|gut|bon|bien|bueno|buena", "very good|sehr gut|tres bon|tres bien|muy bueno|muy buena",
        "premium", "excellent|outstanding|ideal|ausgezeichnet|hervorragend|excelente",
    ),
    (  # how content
        "very dissatisfied|very unsatisfied|sehr unzufrieden|pas du tout satisfait|tres insatisfait|muy insatisfecho",
        "dissatisfied|unsatisfied|unzufrieden|insatisfait|pas satisfait|insatisfecho",
        "somewhat dissatisfied|eher unzufrieden|plutot pas satisfait|algo insatisfecho",
        "neutral|neither|neither satisfied nor dissatisfied|teils teils|neutre",
        "somewhat satisfied|eher zufrieden|plutot satisfait|algo satisfecho",
        "satisfied|zufrieden|satisfait|satisfecho",
        "very satisfied|sehr zufrieden|tres satisfait|muy satisfecho",
    ),
    ("very unlikely", "unlikely", "neutral|undecided", "likely", "very likely"),
    ("not at all|not at all important|not important", "slightly|a little|slightly important|a little important",
     "somewhat|moderately|somewhat important|moderately important", "important|quite a bit|quite|quite important",
     "very|very much|very important", "extremely|a lot|extremely important"),
    ("much worse|a lot worse", "worse|slightly worse|somewhat worse", "same|the same|about the same|no change",
     "better|slightly better|somewhat better", "much better|a lot better"),
    (  # how much
        "none|no risk|keine", "very low|lowest|sehr niedrig|sehr gering|tres faible|tres bas|muy bajo|muy baja",
        "low|low risk|niedrig|gering|faible|bas|basse|bajo|baja|baixo",
        "medium|mid|middle|moderate|normal|average|medium risk|mittel|moyen|moyenne|medio|media",
        "high|high risk|hoch|eleve|elevee|haut|haute|alto|alta",
        "very high|highest|sehr hoch|tres eleve|tres elevee|muy alto|muy alta", "urgent|dringend",
        "critical|extreme|kritisch|critique|critico",
    ),
    ("none|no injury|unharmed", "minor|mild|minimal|slight|minor injury|slight injury|leicht|leger|leve",
     "moderate|mittel|modere|moderado", "major|severe|serious|serious injury|schwer|grave",
     "critical|life threatening", "fatal|fatality|todlich|mortel|mortal"),
    ("xxxs|3xs", "xxs|2xs", "xs|extra small|x small", "s|small|klein|petit|petite|pequeno|pequena",
     "m|medium|mid|midsize|mid market|mittel|moyen|moyenne|mediano|mediana", "l|large|gross|grand|grande",
     "xl|extra large|x large|very large|enterprise", "xxl|2xl|xx large", "xxxl|3xl", "4xl|xxxxl", "5xl"),
    (  # schooling
        "none|no schooling|no education|illiterate|kein abschluss|sans diplome|sin estudios",
        "primary|primary school|primary education|elementary|elementary school|basic|basic education|grundschule"
        "|primaire|primaria",
        "middle school|junior high school|lower secondary|some high school|below high school|less than high school"
        "|hauptschule|hauptschulabschluss",
        "realschule|realschulabschluss|mittlere reife",
        "secondary|secondary school|secondary education|high school|highschool|high school diploma|high school graduate"
        "|hs|upper secondary|abitur|fachabitur|gymnasium|lycee|bac|baccalaureat|secundaria|bachillerato",
        "vocational|vocational training|vocational school|apprenticeship|ausbildung|lehre|formacion profesional",
        "some college|some university", "associate|associate degree|associate's degree|associates degree|bts|dut",
        "college|college degree|undergraduate|bachelor|bachelors|bachelor's|bachelor degree|bachelor's degree"
        "|bachelors degree|university|university degree|tertiary|higher|higher education|licence|licenciatura|grado",
        "postgraduate|graduate|graduate degree|graduate school|advanced degree|master|masters|master's|master degree"
        "|master's degree|masters degree|diplom|maestria",
        "doctorate|doctoral|doctoral degree|doctorate degree|phd|ph.d.|ph.d|promotion|doktor|doctorat|doctorado",
    ),
    ("intern|trainee|praktikant|stagiaire", "entry|entry level|assistant", "junior",
     "mid|mid level|intermediate|professional|associate", "senior", "lead|team lead|principal|staff", "manager",
     "director", "executive|vp|c level"),
    ("assistant professor|asst prof|asstprof", "associate professor|assoc prof|assocprof",
     "professor|full professor|prof"),
    ("beginner|novice|anfanger|debutant|principiante", "elementary|basic", "intermediate|fortgeschritten|intermediaire",
     "advanced|avance|avanzado", "expert|experte|experto"),
    ("free", "basic|starter|lite", "standard|plus", "premium|pro|professional|business", "enterprise|ultimate"),
    ("bronze", "silver|silber|argent|plata", "gold|or|oro", "platinum|platin|platine|platino", "diamond"),
    ("economy|coach", "premium economy", "business", "first|first class"),
    ("first|first class|1st", "second|second class|2nd", "third|third class|3rd", "fourth|4th", "fifth|5th"),
    ("freshman", "sophomore", "junior", "senior"),
    ("infant|baby|newborn", "toddler", "child|children|kind|enfant|nino", "teen|teenager|adolescent|youth|young",
     "young adult", "adult|adults|erwachsener|adulte|adulto", "middle aged|middle age", "senior|elderly|old"),
    ("underweight|untergewicht", "normal|normal weight|normalgewicht", "overweight|ubergewicht",
     "obese|obesity|adipositas"),
    ("very negative", "negative|negativ|negatif|negativo", "neutral|neutre|mixed", "positive|positiv|positif|positivo",
     "very positive"),
    ("detractor|detractors", "passive|passives", "promoter|promoters"),
    ("very cold", "cold|kalt|froid|frio", "cool|kuhl", "mild|lau", "warm|chaud", "hot|heiss|caliente", "very hot"),
    ("slow|langsam|lent|lento", "medium|moderate|normal|mittel|moyen", "fast|schnell|rapide|rapido", "very fast"),
    ("light|leicht|leger|ligero", "medium|moderate|mittel|moyen|medio", "heavy|schwer|lourd|pesado"),
    ("short|kurz|court|corto", "medium|mittel|moyen|medio", "long|lang|largo"),
    ("before|pre|vorher|avant|antes", "during|wahrend|pendant|durante", "after|post|nachher|apres|despues"),
    ("early|early shift|fruh|fruhschicht", "day|day shift|tagschicht", "late|late shift|spat|spatschicht",
     "night|night shift|nacht|nachtschicht"),
    ("early morning", "morning|morgen|matin|manana", "forenoon|vormittag", "noon|midday|mittag|midi|mediodia",
     "afternoon|nachmittag|apres midi|tarde", "evening|abend|soir", "night|nacht|nuit|noche"),
    ("breakfast|fruhstuck|petit dejeuner|desayuno", "brunch", "lunch|mittagessen|dejeuner|almuerzo|comida",
     "dinner|supper|abendessen|diner|cena"),
    ("spring|fruhling|fruhjahr|printemps|primavera", "summer|sommer|ete|verano", "autumn|fall|herbst|automne|otono",
     "winter|hiver|invierno"),
    ("monday|mon|montag|mo|lundi|lun|lunes", "tuesday|tue|tues|dienstag|di|mardi|mar|martes",
     "wednesday|wed|mittwoch|mi|mercredi|mer|miercoles|mie", "thursday|thu|thur|thurs|donnerstag|do|jeudi|jeu|jueves",
     "friday|fri|freitag|fr|vendredi|ven|viernes|vie", "saturday|sat|samstag|sonnabend|sa|samedi|sam|sabado|sab",
     "sunday|sun|sonntag|so|dimanche|dim|domingo|dom"),
    ("january|jan|januar|janner|janvier|enero", "february|feb|februar|fevrier|febrero", "march|mar|marz|mars|marzo",
     "april|apr|avril|abril", "may|mai|mayo", "june|jun|juni|juin|junio", "july|jul|juli|juillet|julio",
     "august|aug|aout|agosto", "september|sep|sept|septembre|septiembre", "october|oct|oktober|okt|octobre|octubre",
     "november|nov|novembre|noviembre", "december|dec|dezember|dez|decembre|diciembre"),
)  # fmt: skip
BESIDE = frozenset(  # answers that stand on no scale: they come last
    {"don't know", "dont know", "do not know", "no answer", "not applicable", "not stated", "not specified", "n/a",
     "unknown", "refused", "prefer not to say", "prefer not to answer", "other", "others", "missing", "weiss nicht",
     "keine angabe", "k.a.", "unbekannt", "ne sait pas", "sans reponse", "autre", "no sabe", "ns/nc", "otro"}
)  # fmt: skip
LETTERS = 2  # of a code: M and S may be sizes, or the married and the single
LEAST_CODES, LEAST = 3, 2  # names that make a scale
ENUMERATED = re.compile(r"^\(?\d{1,2}\s*[.):=-]\s*(?=[^\W\d])")


def places_on_scale(names: Sequence[str]) -> list[int] | None:
    """The place of each name on the one scale on which all stand, from its low end; None where there is no such scale.

    What stands on none, as "don't know", comes behind all others.
    """
    steps = [_normal(name) for name in names]
    on_one = {step for step in steps if step not in BESIDE}
    if len(on_one) < (LEAST_CODES if _are_codes(on_one) else LEAST):
        return None
    places = next((found for found in _places() if on_one <= found.keys()), None)
    return None if places is None else [places.get(step, len(places)) for step in steps]


def _are_codes(steps: Collection[str]) -> bool:
    return all(len(step) <= LETTERS for step in steps)


@lru_cache(maxsize=1)
def _places() -> tuple[dict[str, int], ...]:
    """Each scale as the place of each of its words."""
    return tuple({word: place for place, step in enumerate(one) for word in step.split("|")} for one in SCALES)


@lru_cache(maxsize=4096)
def _normal(name: str) -> str:
    """``"5 - Très souvent"`` -> ``tres souvent``: lower case, without numbers before it and without marks."""
    bare = ENUMERATED.sub("", name.strip()).replace("’", "'").replace("ß", "ss")
    letters = unicodedata.normalize("NFKD", bare.casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[-_/]", " ", kept).split()) if kept not in BESIDE else kept
