"""Columns of words: links, lists, keys, categories, sentences."""

import re
from collections.abc import Collection

from pipeline.reading.types import hints, lists
from pipeline.reading.types.evidence import READABLE_SHARE, Evidence
from pipeline.reading.types.keys import EMAIL, HASH, KEY, URL, UUID
from pipeline.reading.types.plan import Plan
from pipeline.story import ColumnType

CATEGORY_LENGTH = 40  # characters, on average
LONGEST_TOKEN = 64


def plan_words(evidence: Evidence) -> Plan:
    """Text of some kind: links, lists, keys, categories, or sentences."""
    evidence, words = _without_na(evidence)
    counts, needed = evidence.counts, READABLE_SHARE * evidence.sampled
    if sum(count for text, count in counts.items() if URL.fullmatch(text)) >= needed:
        return Plan(ColumnType.URL, words=words)
    if written := lists.learn_format(counts, named=hints.ends_with(evidence.name, hints.LISTED)):
        return Plan(ColumnType.LIST, written, words=words)
    if hints.speaks_of(evidence.name, hints.POSTAL):
        return Plan(ColumnType.CATEGORICAL, words=words)
    if _is_key(evidence):
        return Plan(ColumnType.IDENTIFIER, words=words)
    return Plan(ColumnType.CATEGORICAL if _is_categorical(evidence) else ColumnType.TEXT, words=words)


def _without_na(evidence: Evidence) -> tuple[Evidence, frozenset[str]]:
    """NA among words means missing, but not among codes of two letters, where it is Namibia or North America."""
    if not any(text.lower() == "na" for text in evidence.counts):
        return evidence, frozenset()
    rest = evidence.without({"na"})
    codes = rest.present and all(len(text) == 2 and text.isalpha() and text.isupper() for text in rest.counts)
    return (evidence, frozenset()) if codes or not rest.present else (rest, frozenset({"na"}))


def _is_key(evidence: Evidence) -> bool:
    """UUIDs, hashes, e-mail addresses; tokens with digits, of one shape or in a column named so, that hardly repeat."""
    texts = evidence.counts.keys()
    if evidence.variety <= 0.5:
        return False
    if any(all(map(pattern.fullmatch, texts)) for pattern in (UUID, HASH, EMAIL)):
        return True
    sentences = list(filter(_is_sentence, texts))
    few = sum(map(evidence.counts.__getitem__, sentences)) <= (1 - READABLE_SHARE) * evidence.sampled
    if few and hints.ends_with(evidence.name, hints.IDENTIFIER):
        return evidence.variety > 0.9 or hints.ends_with(evidence.name, hints.STRONG_IDENTIFIER)
    if hints.speaks_of(evidence.name, hints.PHONE):
        return evidence.variety > 0.9
    return not sentences and evidence.unique and evidence.present >= 5 and _are_of_one_shape(texts)


def _is_sentence(text: str) -> bool:
    return " " in text or len(text) > LONGEST_TOKEN


def _are_of_one_shape(texts: Collection[str]) -> bool:
    """Whether texts with digits have letters and digits at the same places, but for one in ten."""
    if not all(map(KEY.fullmatch, texts)):
        return False
    shapes = {re.sub(r"[A-Z]+", "A", re.sub(r"[a-z]+", "a", re.sub(r"\d+", "9", text))) for text in texts}
    return len(shapes) <= 1 + 0.1 * len(texts)


def _is_categorical(evidence: Evidence) -> bool:
    """Whether the values come back often enough, for their length, to be the names of groups."""
    if evidence.unique and evidence.present > 1:
        return False
    length = sum(len(text) * count for text, count in evidence.counts.items()) / evidence.sampled
    spaces = sum(text.count(" ") * count for text, count in evidence.counts.items()) / evidence.sampled
    if length > CATEGORY_LENGTH or spaces > 5:
        return evidence.variety <= 0.2
    if evidence.present < 100:
        return evidence.variety <= 0.75
    return evidence.variety <= 0.5
