import pytest

from pipeline.reading.mojibake import mend
from pipeline.reading.records import Repairs

TEXTS = [
    "Straße,Größe,München\nKöln,é,à la carte\n",
    "Привет,Мир\nслово,дом\n",
    "Łódź,Święta\nGdańsk,Żółć\n",
    "東京,大阪\n京都,名古屋\n",
    "“quoted” text,l’été – 5 €\nnaïve,São\n",
]
LEFT_ALONE = [
    "CAFÉ»,«ÉTÉ»\nNÃO,SÃO\n",
    "25 °C,µm\n±5,m²\n",
    "РСФСР,СССР\nРС,СЂ\nРоссия,Киев\n",
    "İstanbul,ÂŞIK\nKÂR,Şile\n",
    "Hồ Chí Minh,Đà Nẵng\nHuế,Hà Nội\n",
    "MÃ¼ller,5\n",
]


def taken_for(text: str, encoding: str) -> str:
    """What a program shows of a text's UTF-8 that takes it for ``encoding``."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1251", "cp1250", "mac_roman", "cp437", "cp850"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back(text: str, encoding: str) -> None:
    repairs = Repairs()
    assert mend(taken_for(text, encoding), repairs) == text
    assert repairs.counts["decoded_twice"] == sum(not line.isascii() for line in text.split("\n"))


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_meant_so_is_left_alone(text: str) -> None:
    repairs = Repairs()
    assert mend(text, repairs) == text
    assert not repairs.counts
