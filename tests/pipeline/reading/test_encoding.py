from pathlib import Path

import pytest

from pipeline.reading.encoding import decode, detect, detect_file
from pipeline.reading.records import Repairs

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
FEW_CHARACTERS = [
    ("id,answer\n1,Ça va\n", "cp1252"),
    ("Nº,Calle\n1,Mayor\n", "cp1252"),
    ("n° client,b\n1,2\n", "cp1252"),
    ("id,t\n1,20°C\n", "cp1252"),
    ("price,n\n£5,1\n£6,2\n", "cp1252"),
    ("a,b\nl’été,2\n", "cp1252"),
    ("id,m\n1,Łódź\n", "cp1250"),
    ("İl,Ş\nAğrı,1\n", "cp1254"),
    ("id,m\n1,München\n", "mac_roman"),
    ("שם,גיל\nדוד,5\nמשה,4\n", "cp1255"),
    ("اسم,عمر\nمحمد,5\nعلي,4\n", "cp1256"),
    ("ชื่อ,เมือง\nสมชาย,กรุงเทพ\n", "cp874"),
    ("年,月,10代\n1,2,20代\n", "shift_jis"),
    ("ｺｰﾄﾞ,ｶﾌﾞｼｷｶﾞｲｼﾔ\n1,ﾔﾏﾀﾞ ﾀﾛｳ\n", "cp932"),
    ("나이,값\n20대,5\n30대,6\n", "cp949"),
    ("年龄,数量\n20岁,5\n男,3\n女,4\n", "gb18030"),
    ("年齡,數量\n20歲,5\n男,3\n女,4\n", "big5"),
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


@pytest.mark.parametrize(("text", "encoding"), FEW_CHARACTERS)
def test_few_characters_are_enough(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    assert content.decode(detect(content)) == text


def test_letters_late_in_the_file_are_seen() -> None:
    text = "".join(f"{row},Station {row}\n" for row in range(30_000)) + "1,北京\n2,上海\n3,广州市区\n"
    assert detect(text.encode("gb18030")) == "gb18030"


def test_a_large_file_is_judged_by_all_of_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(("a,b\n" + "1,ok é\n" + "2,plain\n" * 300_000 + "3,Müller\n4,Größe\n" * 50).encode("cp1252"))
    assert detect_file(path) == "cp1252"


def test_lines_in_another_encoding_are_read_in_it_and_told() -> None:
    content = "Sète\nNîmes\nBesançon\n".encode() + "Orléans\nMâcon\n".encode("cp1252")
    repairs = Repairs()
    assert detect(content) == "utf-8"
    assert decode(content, "utf-8", repairs) == "Sète\nNîmes\nBesançon\nOrléans\nMâcon\n"
    assert repairs.counts == {"mixed_encodings": 2}


def test_two_encodings_with_the_same_letter() -> None:
    lines = [*["7,Müller,3".encode()] * 12, *["8,Köhler,4".encode("cp1252")] * 8]
    content = b"\n".join([b"id,name,v", *lines])
    repairs = Repairs()
    assert decode(content, detect(content), repairs) == "\n".join(
        ["id,name,v", *["7,Müller,3"] * 12, *["8,Köhler,4"] * 8]
    )
    assert repairs.counts["mixed_encodings"] == 8
