"""Yes or no as people say it: who survived, what was returned, who has diabetes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.wording.labels import is_no_possession, is_quality, one_had
from pipeline.wording.markdown import name as in_bold
from pipeline.wording.names import split
from pipeline.wording.nouns import PREPOSITIONS, Noun

YES = frozenset({"yes", "y", "true", "t", "1", "ja", "j", "oui", "o", "sí", "si", "s"})
SURE_YES = frozenset({"yes", "true", "ja", "oui", "sí"})  # where nothing but the value says that it answers a question
SURE_NO = frozenset({"no", "false", "nein", "non"})
# by the word of a header or of a value: what several of whom or which it is said did, and what that is called
VERBS: dict[str, tuple[str, str]] = {
    "churn": ("churned", "churn"), "churned": ("churned", "churn"), "attrition": ("left", "attrition"),
    "leaver": ("left", "leaving"),
    "left": ("left", "leaving"), "exited": ("left", "leaving"), "survived": ("survived", "survival"),
    "survival": ("survived", "survival"), "died": ("died", "death"), "dead": ("died", "death"),
    "death": ("died", "death"), "deceased": ("died", "death"), "alive": ("survived", "survival"),
    "denied": ("were denied", "denial"), "deny": ("were denied", "denial"), "approved": ("were approved", "approval"),
    "approval": ("were approved", "approval"), "accepted": ("were accepted", "acceptance"),
    "admitted": ("were admitted", "admission"), "admit": ("were admitted", "admission"),
    "rejected": ("were rejected", "rejection"), "declined": ("were declined", "decline"),
    "refused": ("were refused", "refusal"), "default": ("defaulted", "default"),
    "defaulted": ("defaulted", "default"), "converted": ("converted", "conversion"),
    "conversion": ("converted", "conversion"), "returned": ("were returned", "returns"),
    "return": ("were returned", "returns"), "returns": ("were returned", "returns"),
    "cancelled": ("were cancelled", "cancellation"), "canceled": ("were cancelled", "cancellation"),
    "cancellation": ("were cancelled", "cancellation"), "fraud": ("were fraudulent", "fraud"),
    "fraudulent": ("were fraudulent", "fraud"), "late": ("were late", "lateness"),
    "delayed": ("were delayed", "delay"), "clicked": ("clicked", "clicking"), "bought": ("bought", "buying"),
    "purchased": ("bought", "buying"), "subscribed": ("subscribed", "subscribing"),
    "unsubscribed": ("unsubscribed", "unsubscribing"), "relapsed": ("relapsed", "relapse"),
    "relapse": ("relapsed", "relapse"), "readmitted": ("were readmitted", "readmission"),
    "readmission": ("were readmitted", "readmission"), "passed": ("passed", "passing"),
    "pass": ("passed", "passing"), "fail": ("failed", "failure"), "failing": ("failed", "failure"),
    "win": ("were won", "winning"), "loss": ("were lost", "loss"), "no show": ("didn't show up", "no-shows"),
    "no-show": ("didn't show up", "no-shows"), "noshow": ("didn't show up", "no-shows"),
    "failed": ("failed", "failure"), "failure": ("failed", "failure"), "won": ("were won", "winning"),
    "closed won": ("were won", "winning"), "closed lost": ("were lost", "loss"),
    "lost": ("were lost", "loss"), "resolved": ("were resolved", "resolution"),
    "resolved first call": ("were resolved on the first call", "resolution on the first call"),
    "first call resolution": ("were resolved on the first call", "resolution on the first call"),
    "resolved first contact": ("were resolved on the first contact", "resolution on the first contact"),
    "first contact resolution": ("were resolved on the first contact", "resolution on the first contact"),
    "escalated": ("were escalated", "escalation"), "voted": ("voted", "voting"),
    "employed": ("were employed", "employment"), "unemployed": ("were unemployed", "unemployment"),
    "retired": ("were retired", "retirement"), "promoted": ("were promoted", "promotion"),
    "recovered": ("recovered", "recovery"), "infected": ("were infected", "infection"),
    "responded": ("responded", "response"), "renewed": ("renewed", "renewal"), "graduated": ("graduated", "graduation"),
    "enrolled": ("enrolled", "enrolment"), "hospitalized": ("were hospitalised", "hospital stays"),
    "hospitalised": ("were hospitalised", "hospital stays"), "spam": ("were spam", "spam"),
    "malignant": ("were malignant", "malignancy"), "positive": ("were positive", "positive results"),
    "completed": ("were completed", "completion"), "delivered": ("were delivered", "delivery"),
    "reordered": ("were reordered", "reordering"), "breached": ("were breached", "breaches"),
    "damaged": ("were damaged", "damage"), "defective": ("were defective", "defects"),
    "vaccinated": ("were vaccinated", "vaccination"), "insured": ("were insured", "insurance"),
    "smoker": ("smoke", "smoking"), "smoking": ("smoke", "smoking"), "smokes": ("smoke", "smoking"),
    "smoke": ("smoke", "smoking"), "married": ("are married", "marriage"), "absent": ("were absent", "absence"),
    "attended": ("attended", "attendance"), "missed": ("were missed", "misses"), "open": ("are open", "open cases"),
    "active": ("are active", "being active"), "diabetes": ("have diabetes", "diabetes"),
    "diabetic": ("have diabetes", "diabetes"), "stroke": ("had a stroke", "stroke"),
    "hypertension": ("have high blood pressure", "high blood pressure"),
    "gekündigt": ("cancelled", "cancellation"), "kündigung": ("cancelled", "cancellation"),
    "überlebt": ("survived", "survival"), "abgelehnt": ("were rejected", "rejection"),
    "genehmigt": ("were approved", "approval"), "bestanden": ("passed", "passing"),
    "storniert": ("were cancelled", "cancellation"), "retourniert": ("were returned", "returns"),
    "résilié": ("cancelled", "cancellation"), "résiliation": ("cancelled", "cancellation"),
    "survécu": ("survived", "survival"), "accepté": ("were accepted", "acceptance"),
    "refusé": ("were refused", "refusal"), "annulé": ("were cancelled", "cancellation"),
    "sobrevivió": ("survived", "survival"), "aprobado": ("passed", "passing"),
    "rechazado": ("were rejected", "rejection"), "cancelado": ("were cancelled", "cancellation"),
    "abandono": ("left", "leaving"), "zurückgegeben": ("were returned", "returns"),
    "abgebrochen": ("were broken off", "breaking off"), "annulée": ("were cancelled", "cancellation"),
    "retourné": ("were returned", "returns"), "devuelto": ("were returned", "returns"),
    "impagado": ("defaulted", "default"), "cancelada": ("were cancelled", "cancellation"),
    "self employed": ("are self-employed", "self-employment"),
    "bounced": ("bounced", "bounces"), "abandoned": ("were abandoned", "abandonment"),
}  # fmt: skip
PRESENT = {  # of what somebody or something does always, in a header and behind several
    "works": "work", "uses": "use", "owns": "own", "receives": "receive", "lives": "live", "takes": "take",
    "gets": "get", "plays": "play", "drinks": "drink", "eats": "eat", "pays": "pay", "speaks": "speak",
    "travels": "travel", "wears": "wear", "wants": "want", "needs": "need", "likes": "like", "rents": "rent",
    "drives": "drive", "rides": "ride", "walks": "walk", "studies": "study", "attends": "attend", "accepts": "accept",
    "offers": "offer", "allows": "allow", "includes": "include", "requires": "require", "contains": "contain",
    "supports": "support", "serves": "serve", "sells": "sell", "commutes": "commute", "reads": "read",
}  # fmt: skip
PAST = {  # of what was done once, where it is said how: arrived by ambulance, booked online
    "arrived": "arrived", "came": "came", "moved": "moved", "travelled": "travelled", "registered": "registered",
    "applied": "applied", "paid": "were paid", "booked": "were booked", "ordered": "were ordered",
    "referred": "were referred", "treated": "were treated", "sold": "were sold", "shipped": "were shipped",
    "sent": "were sent", "born": "were born", "found": "were found", "made": "were made", "built": "were built",
    "brought": "were brought", "collected": "were collected", "handled": "were handled", "signed": "were signed",
}  # fmt: skip
WAYS = frozenset({"online", "abroad", "early", "late", "alone", "locally", "directly", "offline", "again", "upfront"})
TURNING = frozenset({"self", "not", "non", "never", "no", "un", "ever", "pre", "ex", "formerly", "previously", "semi"})
OF_PERSONS = {  # where the rows are people
    "returned": "returned an order", "return": "returned an order", "returns": "returned an order",
    "cancelled": "cancelled", "canceled": "cancelled", "cancellation": "cancelled", "late": "were late",
    "lost": "lost", "won": "won", "win": "won", "completed": "completed it", "missed": "missed it",
}  # fmt: skip
OF_THINGS = {"no show": "were missed", "no-show": "were missed", "noshow": "were missed"}  # where they are none
NO_OUTCOMES = frozenset({"left", "default", "open", "return"})  # values that mostly mean something else
AUXILIARIES = {"were": "weren't", "are": "aren't", "didn't": "did"}  # and what says the opposite
HAVING = frozenset({"have", "had"})  # before what somebody has
INFINITIVES = {  # of the other verbs: who didn't ...
    "churned": "churn", "left": "leave", "survived": "survive", "died": "die", "defaulted": "default",
    "converted": "convert", "clicked": "click", "bought": "buy", "subscribed": "subscribe",
    "unsubscribed": "unsubscribe", "relapsed": "relapse", "passed": "pass", "failed": "fail", "won": "win",
    "voted": "vote", "recovered": "recover", "responded": "respond", "renewed": "renew", "graduated": "graduate",
    "attended": "attend", "cancelled": "cancel", "arrived": "arrive", "came": "come", "moved": "move",
    "travelled": "travel", "registered": "register", "applied": "apply",
}  # fmt: skip
MAX_WORDS_OF_QUESTION = 4  # a longer header is no name of an outcome


@dataclass(frozen=True)
class Outcome:
    """A yes, or one value among several, as something that rows did or are.

    ``verb`` follows several: 500 of 1,309 passengers ``survived``. ``noun`` is what it is called: ``survival`` falls
    by class; of what the vocabulary doesn't know, the column with its value.
    """

    verb: str
    noun: str
    is_known: bool = True  # the vocabulary has a verb for it


def said_yes(value: object) -> bool:
    """Whether a value answers yes."""
    return value is True or str(value).strip().casefold() in YES


def outcome(column: str, display: str, value: object, rows: Noun) -> Outcome:
    """What it means that a column has this value; ``display`` is the column's name for people."""
    words = [part.casefold() for part in split(column)]
    known = _known(words, value)
    if known is not None:
        return _of_known(known, words, value, rows)
    phrase = _phrase(words) if said_yes(value) else None
    if phrase is not None:
        return Outcome(phrase, in_bold(display))
    if value is True or str(value).strip().casefold() in SURE_YES:
        return _of_yes(words, column, display, rows)
    shown = in_bold({True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value))
    return Outcome(f"have {in_bold(display)} {shown}", f"{in_bold(display)} {shown}", is_known=False)


def verb_in(words: Sequence[str]) -> str | None:
    """What a yes under a header says that rows did: ``churned``; with what stands behind the verb, ``left without being
    seen``, ``work overtime``, ``were paid by card``.
    """
    phrase = _phrase(words)
    word = None if phrase else _word_in(words)
    return VERBS[word][0] if word else phrase


def _phrase(words: Sequence[str]) -> str | None:
    """A header that is a clause but for its subject: ``works_overtime``, ``arrived_by_ambulance``."""
    if len(words) < 2 or not all(map(str.isalpha, words)):
        return None
    first, second, *_ = words
    if first in PRESENT:
        return " ".join((PRESENT[first], *words[1:]))
    verb = VERBS[first][0] if first in VERBS else PAST.get(first)
    is_clause = verb is not None and len(words) > 2 and second in PREPOSITIONS
    return " ".join((verb or "", *words[1:])) if is_clause or (first in PAST and second in WAYS) else None


def _word_in(words: Sequence[str]) -> str | None:
    """The word, or two or three, of a header that the vocabulary has a verb for, unless the word before turns it."""
    pairs = [" ".join(pair) for pair in pairwise(words)]
    pairs += [" ".join(three) for three in zip(words, words[1:], words[2:], strict=False)]
    turned = {word for before, word in pairwise(words) if before in TURNING}
    return next((word for word in reversed([*words, *pairs]) if word in VERBS and word not in turned), None)


def _of_known(known: str, words: Sequence[str], value: object, rows: Noun) -> Outcome:
    """What the vocabulary says of a word, in the words of the header where these say more."""
    verb, called = VERBS[known]
    if rows.one == "employee" and verb == "cancelled":
        return Outcome("left", "leaving")  # not customers: it is their job that they give up
    if said_yes(value) and verb_in(words) not in (verb, None):
        return Outcome(verb_in(words) or verb, called)
    return Outcome((OF_PERSONS if rows.is_person else OF_THINGS).get(known, verb), called)


def negated(verb: str) -> str:
    """What those did of whom a verb isn't true: ``didn't churn``, ``weren't returned``, ``don't smoke``."""
    first, space, rest = verb.partition(" ")
    if first in AUXILIARIES:
        return f"{AUXILIARIES[first]}{space}{rest}"
    if first in HAVING:
        return f"{first} no {rest.removeprefix('a ')}"
    return f"didn't {INFINITIVES[first]}{space}{rest}" if first in INFINITIVES else f"don't {verb}"


def _known(words: list[str], value: object) -> str | None:
    """The word of the vocabulary that a yes in such a column, or the value itself, stands for."""
    if len(words) > MAX_WORDS_OF_QUESTION:
        return None
    if said_yes(value):
        return _word_in(words)
    said = str(value).strip().casefold()
    return said if said in VERBS and said not in NO_OUTCOMES else None


def what_is_had(display: str) -> str:
    """``parking`` of ``has parking``."""
    begins = display.casefold().startswith("has ") and len(display) > len("has ")
    return display[len("has ") :] if begins else display


def _of_yes(words: list[str], column: str, display: str, rows: Noun) -> Outcome:
    """``has_children``, ``PaperlessBilling`` -> have ...; ``is_low``, ``low`` -> are marked low."""
    name = in_bold(what_is_had(display))
    if is_no_possession(display):
        return Outcome(f"have {name} {in_bold('yes')}", f"{name} {in_bold('yes')}", is_known=False)
    if words[:1] != ["has"] and is_quality(column, display, rows):
        return Outcome(f"are marked {name}", f"a mark of {name}", is_known=False)
    return Outcome(f"have {one_had(what_is_had(display))}", name, is_known=False)
