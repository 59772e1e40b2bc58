"""Addresses, as limits tell them apart."""

import pytest

from services.address import keyed

pytestmark = pytest.mark.usefixtures("embedded_servers")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("198.51.100.7", "198.51.100.7", True),
        ("198.51.100.7", "198.51.100.8", False),
        ("198.51.100.7", "::ffff:198.51.100.7", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::1", True),
        ("127.0.0.1", "::1", True),
    ],
)
def test_one_customer_is_one_address(one, other, same):
    assert (keyed(one) == keyed(other)) is same


def test_the_hash_names_nobody():
    assert keyed(None) is None
    assert len(keyed("198.51.100.7")) == 32
