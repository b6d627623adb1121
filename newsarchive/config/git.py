"""How an export uses git, and where it pushes to."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from newsarchive.config.size import Size
from newsarchive.yamlfile import Checked, Duration

BRANCH = r"^[^-\s:+~^?*\[\\][^\s:~^?*\[\\]*$"
"""What a branch may be called; git itself is a little stricter."""


class GitChoice(Checked):
    """How an export uses git."""

    author: Annotated[str, Field(pattern=r"^[^<>\n]*[^<>\s] <[^<>\s]+>$")] | None = None
    """``Name <mail>`` of its commits; by default, as git is configured."""
    sign: bool | Annotated[str, Field(min_length=1)] | None = None
    """Whether commits are signed, or the key they are signed with; by default, as git's ``commit.gpgSign`` says."""
    maintenance: bool = True
    """Whether packs are put together when many have gathered."""
    budget: Size = 5 * 10**9
    """Bytes that the repository may come to; `status` warns before. 5 GB is what hosting services recommend at the most."""


class PushChoice(Checked):
    """Where an export pushes to, and when."""

    remote: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_./-]*$")] = "origin"
    """The name of a remote of the repository."""
    branch: Annotated[str, Field(pattern=BRANCH)] | None = None
    """By default, called as the one that is checked out."""
    when: Literal["always", "asked"] = "always"
    """After every export, that of a crawl included; or only for `export --push`."""
    limit: Duration = timedelta(minutes=2)
    """For all tries together."""
