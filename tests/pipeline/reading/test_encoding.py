import pytest

from pipeline.reading.encoding import detect

TEXTS = {
    "german": "Stadt;Straße\nMünchen;Königstraße\nKöln;Große Höhe\nDüsseldorf;Süßer Winkel\n",
    "french": "Région;Été\nÎle-de-France;élève\nProvence-Alpes-Côte d'Azur;où\n",
    "polish": "Miasto;Ulica\nŁódź;Święta\nKraków;Żółta\nGdańsk;Długa\n",
    "russian": "Город;Имя\nМосква;Иван\nСанкт-Петербург;Ольга\n",
    "greek": "Πόλη;Όνομα\nΑθήνα;Γιώργος\nΘεσσαλονίκη;Μαρία\n",
    "turkish": "Şehir;İsim\nİstanbul;Ayşe\nDiyarbakır;Çağrı\n",
    "japanese": "都市;名前\n東京;田中さん\n大阪;スズキ\n京都;山田太郎\n",
    "chinese": "城市;姓名\n北京;张伟\n上海;王芳\n广州;李娜\n",
    "korean": "도시;이름\n서울;김철수\n부산;이영희\n",
    "signs": "item;price\nA;5 €\nB;“3” €\n",
}
PAIRS = [
    ("german", "cp1252"),
    ("german", "mac_roman"),
    ("german", "cp850"),
    ("french", "cp1252"),
    ("polish", "cp1250"),
    ("polish", "iso8859-2"),
    ("russian", "cp1251"),
    ("russian", "koi8-r"),
    ("greek", "cp1253"),
    ("turkish", "cp1254"),
    ("japanese", "shift_jis"),
    ("japanese", "euc_jp"),
    ("chinese", "gb18030"),
    ("korean", "euc_kr"),
    ("signs", "cp1252"),
]
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


@pytest.mark.parametrize(("language", "encoding"), PAIRS + [(language, name) for language in TEXTS for name in UNICODE])
def test_the_text_comes_back(language: str, encoding: str) -> None:
    content = TEXTS[language].encode(encoding)
    assert content.decode(detect(content)) == TEXTS[language]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark(encoding: str) -> None:
    assert detect("a,b\n1,2\n3,4\n".encode(encoding)) == encoding


def test_a_character_cut_in_two_is_no_other_encoding() -> None:
    content = ("ä" * 1000).encode()[:-1]
    assert detect(content, cut=True) == "utf-8"
