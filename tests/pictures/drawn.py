"""Pictures to test with, drawn here."""

from __future__ import annotations

import functools
import io

from PIL import Image


@functools.lru_cache(maxsize=64)
def drawn(shade: int = 0, form: str = "PNG", size: tuple[int, int] = (120, 80)) -> bytes:
    """A small picture; each shade, from 0 to 255, gives another one."""
    out = io.BytesIO()
    picture = Image.new("RGB", size, (shade, 255 - shade, 120))
    picture.putpixel((0, 0), (255, 0, shade))
    picture.save(out, form)
    return out.getvalue()
