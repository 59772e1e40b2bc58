"""Numbers as computers write them, the values of a column all at once."""

import pytest

from pipeline.reading.types.plain_texts import PlainTexts


@pytest.mark.parametrize(
    ("texts", "are_whole"),
    [
        (["0", "-12", "+7", "123456789012345678"], True),
        (["1", "2.0"], False),
        (["1", "1e3"], False),
        (["1", "007"], False),
        (["1234567890123456789"], False),
    ],
)
def test_whole_numbers_are_told_from_the_texts_all_at_once(texts: list[str], are_whole: bool) -> None:
    plain = PlainTexts.of(texts)
    assert plain is not None
    assert plain.are_whole is are_whole
