"""Names for addresses and files: Chinese as pinyin, and nothing in them that an address or a file system minds."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable
from typing import Literal

Reading = Literal["xpinyin", "pypinyin"]

# Letters and digits of any script, and the few signs that names of media bear and addresses stand.
_NOT_IN_A_SLUG = re.compile(r"[^\w.·（）()-]+")
MOST_BYTES = 120
"""Of a slug, in UTF-8: a file name has 255, and a suffix and a date must fit too."""


@functools.lru_cache(maxsize=2)
def _reader(reading: Reading) -> Callable[[str], str]:
    """The function that reads Chinese; its library is imported, and its tables are read, when it is first asked for."""
    if reading == "xpinyin":
        from xpinyin import Pinyin  # noqa: PLC0415  # as the docstring says: the tables cost a tenth of a second

        table = Pinyin()
        return lambda name: str(table.get_pinyin(name, ""))
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # as above

    return lambda name: "".join(lazy_pinyin(name))


@functools.lru_cache(maxsize=4096)
def slug(name: str, reading: Reading = "pypinyin") -> str:
    """``人民邮电报`` as ``renminyoudianbao``: pinyin without tones or separators.

    ``xpinyin`` takes each character's first reading, so 重庆 becomes zhongqing: addresses of the old finews archive are made
    so. ``pypinyin`` knows words. A name too long, or without anything that can stand in an address, ends in a hash.
    """
    made = re.sub(r"\.{2,}", ".", _NOT_IN_A_SLUG.sub("", _reader(reading)(name))).strip(".-")
    if made and len(made.encode()) <= MOST_BYTES:
        return made
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    start = made.encode()[: MOST_BYTES - 9].decode(errors="ignore")
    return f"{start}-{digest}" if start else digest
