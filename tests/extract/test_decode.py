"""Pages in many encodings, with headers and metas that are right, missing, or lie."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.decode import _MARKUP, decode, encoding_named

SIMPLIFIED = "央行周三发布的数据显示，今年一季度新增贷款超过预期，市场对经济回升的信心有所增强。分析人士认为，政策仍有空间。"
TRADITIONAL = "央行週三發布的數據顯示，今年第一季新增貸款超過預期，市場對經濟回升的信心有所增強。分析人士認為，政策仍有空間。"
JAPANESE = "日本銀行は水曜日、今年の第一四半期の貸し出しが予想を上回ったと発表した。市場では景気の回復への期待が強まっている。"
KOREAN = "한국은행은 수요일 올해 1분기 대출이 예상을 웃돌았다고 발표했다. 시장에서는 경기 회복에 대한 기대가 커지고 있다."
RUSSIAN = "Центральный банк сообщил в среду, что объём кредитов в первом квартале превысил ожидания аналитиков и экономистов."
GREEK = "Η κεντρική τράπεζα ανακοίνωσε την Τετάρτη ότι τα δάνεια του πρώτου τριμήνου ξεπέρασαν τις προσδοκίες των αναλυτών."
FRENCH = "La Banque centrale a annoncé mercredi que les crédits accordés au premier trimestre ont dépassé les prévisions."
POLISH = "Bank centralny ogłosił w środę, że wartość kredytów udzielonych w pierwszym kwartale przewyższyła oczekiwania."

EAST_ASIAN = [
    (SIMPLIFIED, "gbk"),
    (SIMPLIFIED, "gb18030"),
    (SIMPLIFIED, "gb2312"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "big5hkscs"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (KOREAN, "euc_kr"),
]


def page(text: str, charset: str | None = None) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<!doctype html><html><head>{meta}<title>{text[:12]}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("text", "encoding"), EAST_ASIAN)
def test_reads_east_asian_bytes_that_nobody_declares(text: str, encoding: str) -> None:
    assert decode(page(text).encode(encoding)).text == page(text)


@pytest.mark.parametrize(("text", "encoding"), EAST_ASIAN)
@pytest.mark.parametrize("lie", ["utf-8", "iso-8859-1", "windows-1251", "gb2312", "big5", "shift_jis", "euc-kr", "nonsense"])
def test_a_lying_header_and_a_lying_meta_are_overruled(text: str, encoding: str, lie: str) -> None:
    markup = page(text, lie)
    got = decode(markup.encode(encoding), f"text/html; charset={lie}")
    assert got.text == markup


def test_the_reason_names_who_lied() -> None:
    got = decode(page(SIMPLIFIED, "gbk").encode("gbk"), "text/html; charset=ISO-8859-1")
    assert got.encoding == "gb18030"
    assert got.why == "meta says gb18030, and the text reads well"
    got = decode(page(SIMPLIFIED).encode("gbk"), "text/html; charset=ISO-8859-1")
    assert got.why == "the text reads well as gb18030, though header says cp1252"


@pytest.mark.parametrize("lie", ["gbk", "iso-8859-1", "shift_jis"])
@pytest.mark.parametrize("text", [SIMPLIFIED, JAPANESE, KOREAN, RUSSIAN, FRENCH])
def test_valid_utf8_is_utf8_whatever_is_declared(text: str, lie: str) -> None:
    markup = page(text, lie)
    got = decode(markup.encode(), f"text/html; charset={lie}")
    assert (got.text, got.encoding) == (markup, "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "windows-1253"),
        (FRENCH, "windows-1252"),
        (FRENCH, "iso-8859-1"),
        (POLISH, "iso-8859-2"),
        (POLISH, "windows-1250"),
    ],
)
def test_single_byte_encodings_are_believed_when_declared(text: str, encoding: str) -> None:
    assert decode(page(text, encoding).encode(encoding)).text == page(text, encoding)
    assert decode(page(text).encode(encoding), f"text/html; charset={encoding}").text == page(text)


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "windows-1251"), (GREEK, "windows-1253"), (FRENCH, "windows-1252")])
def test_single_byte_encodings_are_recognised_undeclared(text: str, encoding: str) -> None:
    assert decode(page(text * 3).encode(encoding)).text == page(text * 3)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_removed(mark: bytes, encoding: str) -> None:
    got = decode(mark + page(SIMPLIFIED).encode(encoding), "text/html; charset=gbk")
    assert (got.text, got.encoding, got.why) == (page(SIMPLIFIED), encoding, "byte order mark")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    assert decode(page(SIMPLIFIED).encode(encoding)).text == page(SIMPLIFIED)


def test_two_byte_characters_that_are_valid_in_both() -> None:
    """一 in GBK is valid UTF-8 too; the declaration and the look of the text decide."""
    body = '<meta charset="gbk"><p>一</p>'.encode("gbk")
    assert body.decode("utf-8")  # the trap
    assert decode(body).text == '<meta charset="gbk"><p>一</p>'
    assert decode('<meta charset="gbk"><p>é à ü</p>'.encode()).text == '<meta charset="gbk"><p>é à ü</p>'


def test_utf8_with_a_few_broken_bytes_stays_utf8() -> None:
    body = page(SIMPLIFIED * 4).encode()
    cut = body[:200] + b"\xff" + body[200:-40]
    got = decode(cut, "text/html; charset=gbk")
    assert got.encoding == "utf-8"
    assert "damaged" in got.why
    assert SIMPLIFIED in got.text


def test_gbk_cut_in_the_middle_of_a_character() -> None:
    body = page(SIMPLIFIED * 4).encode("gbk")
    got = decode(body[:-61])
    assert got.encoding == "gb18030"
    assert SIMPLIFIED in got.text


def test_ascii_and_its_escape_sequences() -> None:
    assert decode(b"<p>plain</p>").why == "plain ASCII"
    assert decode(page(JAPANESE).encode("iso2022_jp")).text == page(JAPANESE)
    assert decode(page(SIMPLIFIED, "hz-gb-2312").encode("hz")).text == page(SIMPLIFIED, "hz-gb-2312")
    assert decode(b"").text == ""


@pytest.mark.parametrize("label", ["rot13", "base64", "zlib", "punycode", "utf-7", "unicode_escape", "", "\x00", "x" * 999])
def test_labels_that_are_no_charset_of_a_page(label: str) -> None:
    assert encoding_named(label) is None
    assert decode(b"<p>caf\xe9</p>", f"text/html; charset={label}").text == "<p>café</p>"


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=40)))
def test_no_bytes_and_no_header_make_it_fail(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type).text, str)


@given(st.text(max_size=200).filter(lambda text: not text.startswith("\ufeff") and "\x00" not in text))
def test_utf8_comes_back_as_it_went_in(text: str) -> None:
    body = f"<p>新闻</p>{text}".encode("utf-8", "ignore")
    assert decode(body).text == body.decode()


def test_markup_that_is_never_closed_is_looked_at_once() -> None:
    body = b"<p>caf\xe9 " + b"<script>a" * 1_000
    assert len(_MARKUP.findall(body)) == 2  # the paragraph, and a script that goes on to the end
    assert _MARKUP.sub(b" ", b"<" * 1_000 + b"b>") == b"<" * 999 + b" "
