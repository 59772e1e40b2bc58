"""The words of which a column's name is made."""

import re
from functools import lru_cache


@lru_cache(maxsize=8192)
def words(name: str) -> tuple[str, ...]:
    """``"customerID"``, ``"customer_id"``, ``"Customer ID (new)"`` -> the words of the name, lower case."""
    spaced = re.sub(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])", " ", name)
    return tuple(re.findall(r"[^\W\d_]+|#|n[°º]|\d+", spaced.lower()))
