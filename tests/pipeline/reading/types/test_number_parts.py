"""A number taken apart."""

from pipeline.reading.types.number_parts import WRITTEN, Parts


def test_the_parts_are_the_groups_of_the_pattern_in_their_order() -> None:
    assert list(WRITTEN.groupindex) == list(Parts._fields)
    assert list(WRITTEN.groupindex.values()) == list(range(1, WRITTEN.groups + 1))


def test_brackets_that_do_not_close_are_no_number() -> None:
    assert Parts.of("(12") is None
    parts = Parts.of("< $ -1,200.5*")
    assert parts is not None
    assert (parts.limit, parts.prefix, parts.digits, parts.mark) == ("<", "$", "1,200.5", "*")
    assert parts.marked
    assert parts.negative
