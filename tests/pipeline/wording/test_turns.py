from collections import Counter

from pipeline.wording import varied


def test_each_way_is_used_twice_and_never_twice_in_a_row_but_for_the_last():
    said = [varied(place, "in full", "otherwise", "short") for place in range(9)]
    assert said[:3] == ["in full", "otherwise", "short"]
    assert Counter(said[:6]) == {"in full": 2, "otherwise": 2, "short": 2}
    assert said[6:] == ["short"] * 3
