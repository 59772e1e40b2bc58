import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from pipeline.sparkline import HEIGHT, WIDTH, data_uri, svg


def points(drawing):
    line = ElementTree.fromstring(drawing).find("{http://www.w3.org/2000/svg}polyline")
    return [tuple(float(part) for part in point.split(",")) for point in line.get("points").split()]


def test_the_line_goes_from_edge_to_edge_and_higher_for_more():
    (x1, low), (x2, high), (x3, middle) = points(svg([1, 3, 2]))
    assert (x1, x2, x3) == (2, WIDTH / 2, WIDTH - 2)
    assert (low, middle, high) == (HEIGHT - 2, HEIGHT / 2, 2)


def test_a_level_line_is_level():
    assert len({y for _, y in points(svg([5, 5, 5]))}) == 1


def test_as_an_address_it_holds_nothing_that_ends_an_attribute():
    address = data_uri([1, 2])
    assert unquote(address.partition(",")[2]) == svg([1, 2])
    assert not re.search(r"[<>\"#]", address)


def test_one_value_is_no_line():
    with pytest.raises(ValueError, match="two values"):
        svg([1])
