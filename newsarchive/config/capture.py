"""What is kept of the exchanges with servers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from newsarchive.yamlfile import Checked


class CaptureChoice(Checked):
    """What is kept of the exchanges with servers, as WARC files."""

    also = ({"enum": ["articles", "all", "none"]},)

    keep: Literal["articles", "all", "none"] = "articles"
    """What archived articles were read from; everything that servers answered; nothing."""
    rotate: Annotated[int, Field(ge=1024)] = 1_000_000_000
    """Bytes after which a file is full, and another one is begun."""
    leave_out: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")], ...] = (
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
    )
    """Headers that are not kept, of requests or of responses: they can hold secrets."""

    @model_validator(mode="before")
    @classmethod
    def _a_bare_word_is_what_is_kept(cls, value: Any) -> Any:
        return {"keep": value} if isinstance(value, str) else value
