"""The bytes of a post as text: other encodings, byte order marks and line ends are told, and undone."""

from __future__ import annotations

import codecs

from newsarchive.extract.decode import decode
from newsarchive.extract.json_fields import printable
from newsarchive.importing.findings import Defect, Finding


def text_of_file(data: bytes) -> tuple[str, list[Finding]]:
    """The text of a file, with ``\\n`` as its line ends, and what was wrong with it. Never fails."""
    findings = []
    if data.startswith(codecs.BOM_UTF8):
        findings.append(Finding(Defect.MARK, "it begins with one"))
        data = data[len(codecs.BOM_UTF8) :]
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text, finding = _other(data)
        findings.append(finding)
    if "\r" in text:
        findings.append(Finding(Defect.LINES, "CRLF" if "\r\n" in text else "CR"))
    clean = printable(text)
    if len(clean) != len(text.replace("\r\n", "\n")) and not _is_damaged(findings):
        findings.append(Finding(Defect.CHARACTERS, "control characters, which are left out"))
    return clean, findings


def _is_damaged(findings: list[Finding]) -> bool:
    """Whether one of them says already that characters were lost."""
    return any(each.defect is Defect.CHARACTERS for each in findings)


def _other(data: bytes) -> tuple[str, Finding]:
    """The text of bytes that are not UTF-8: of another encoding, or damaged."""
    try:  # what a script wrote that let halves of characters through
        text = data.decode(errors="surrogatepass")
    except UnicodeDecodeError:
        decoded = decode(data)
        if decoded.encoding == "utf-8":
            return decoded.text, Finding(Defect.CHARACTERS, decoded.why, repaired=False)
        return decoded.text, Finding(Defect.ENCODING, f"read as {decoded.encoding}: {decoded.why}")
    halves = sum("\ud800" <= each <= "\udfff" for each in text)
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lost = whole.count("\ufffd") - text.count("\ufffd")
    detail = f"{halves} halves of characters, of which {lost} could not be put together again"
    return whole, Finding(Defect.CHARACTERS, detail, repaired=not lost)
