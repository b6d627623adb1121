"""Which pictures are kept, and where."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from newsarchive.config.size import Size
from newsarchive.yamlfile import Checked


class PictureChoice(Checked):
    """Which pictures are kept, of articles whose pictures are, and where."""

    to: Annotated[str, Field(min_length=1)] | None = None
    """A folder, relative to the archive or absolute, or an address such as ``s3://bucket/news``; by default, in `state/`."""
    size: Size = 10 * 10**6
    """Bytes of one picture, at the most."""
    number: Annotated[int, Field(ge=1)] = 50
    """Pictures of one article, at the most: the first ones."""
    least: Annotated[int, Field(ge=1)] = 32
    """Pixels of either side, at the least: what is smaller is decoration, or counts visits."""
