import pytest

from pipeline.analysis.subject.names import is_per_head


@pytest.mark.parametrize("name", ["gdppc", "packpc", "income_pc", "GDP pc"])
def test_per_head(name: str) -> None:
    assert is_per_head(name)


@pytest.mark.parametrize("name", ["epc", "pc", "npc count", "price", "---", ""])
def test_not_per_head(name: str) -> None:
    assert not is_per_head(name)
