"""What a column's name says, by the vocabulary."""

from functools import lru_cache

from pipeline.analysis.subject.vocabulary import TERMS, Topic
from pipeline.names import words

_ONE: dict[str, set[Topic]] = {}
_BEGINNINGS: list[tuple[str, Topic]] = []
_SEVERAL: list[tuple[tuple[str, ...], Topic]] = []
for _topic, _terms in TERMS.items():
    for _term in _terms:
        if _term.endswith("*"):
            _BEGINNINGS.append((_term[:-1], _topic))
        elif " " in _term:
            _SEVERAL.append((tuple(_term.split()), _topic))
        else:
            _ONE.setdefault(_term, set()).add(_topic)


@lru_cache(maxsize=4096)
def topics(name: str) -> frozenset[Topic]:
    """All that the words of a name say, ``"OrderDate"`` -> begin."""
    parts = words(name)
    found = {topic for part in parts for topic in _ONE.get(part, ())}
    found |= {topic for part in parts for beginning, topic in _BEGINNINGS if part.startswith(beginning)}
    found |= {topic for several, topic in _SEVERAL if _contains(parts, several)}
    return frozenset(found)


def _contains(parts: tuple[str, ...], several: tuple[str, ...]) -> bool:
    size = len(several)
    return any(parts[i : i + size] == several for i in range(len(parts) - size + 1))
