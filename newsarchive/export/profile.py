"""Export profiles: the form that articles take in a repository, as a folder of templates and one YAML."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import jinja2
from pydantic import Field

from newsarchive.export import front_matter, guards
from newsarchive.export.markdown import markdown
from newsarchive.export.slugs import Reading
from newsarchive.resources import DATA
from newsarchive.yamlfile import Checked, ConfigError, load, nearest

FILE = "profile.yaml"


class PostForm(Checked):
    """Where a post goes, and the template that makes it.

    Paths take ``{date:…}``, ``{id}``, ``{source}``, ``{title}`` and ``{hash}``.
    """

    template: str
    sharded: str
    flat: str
    day: str | None = None
    """With a folder for each day; a profile of one's own may do without."""
    undated: str | None = None
    """Where a post without a date goes; without this it is held back, as the others are named by date."""


class PageForm(Checked):
    """A page for each medium. Its path takes ``{slug}``, its name in addresses, or ``{name}``, as people read it."""

    template: str
    path: str


class PictureForm(Checked):
    """Where kept pictures go, and how posts point to them. Both take ``{file}``, which is made of the picture's content."""

    path: Annotated[str, Field(pattern=r"\{file\}$")]
    address: Annotated[str, Field(pattern=r"\{file\}$")] | None = None
    """May begin with ``{base_url}``; without it posts have the path from where they stand."""


class Section(Checked):
    """A category of its own for articles of one section of a source."""

    category: str
    tag: str
    page: str


class Suggestion(Checked):
    """What a new archive with this profile begins with."""

    timezone: str = "UTC"
    sources: tuple[str, ...] = ()


class Profile(Checked):
    """What `profile.yaml` says."""

    kind: Literal["repository"] = "repository"
    """A git repository; the other kinds are files (``files/profile.py``)."""
    title: str
    pinyin: Reading = "pypinyin"
    strict_names: bool = False
    """Names of files and categories that differ by more than the case of letters, and that no system has reserved."""
    history: bool = False
    """Whether posts list the revisions of their article."""
    whole_text: bool = True
    """Whether posts hold all of their article's text, so that it is read back; a form of summaries says no."""
    requires: tuple[Literal["title", "published", "publisher", "authors"], ...] = ("title",)
    post: PostForm
    publisher_page: PageForm | None = None
    pictures: PictureForm | None = None
    """Without it posts show pictures from where they came."""
    tag: str = "{publisher}"
    sections: Annotated[dict[str, Section], Field(default_factory=dict)]
    suggests: Suggestion = Suggestion()


@dataclass(frozen=True, slots=True)
class Form:
    """A profile ready for use: what it says, its templates, and the files of the site around the posts."""

    name: str
    profile: Profile
    environment: jinja2.Environment
    site: Path

    def template(self, name: str) -> jinja2.Template:
        """One of the profile's templates.

        Raises:
            ConfigError: it is missing, or no Jinja2.
        """
        try:
            return self.environment.get_template(name)
        except jinja2.TemplateNotFound as error:
            raise ConfigError(f"profile {self.name}: there is no template {error.name}") from error
        except jinja2.TemplateSyntaxError as error:
            raise ConfigError(f"profile {self.name}: {error.filename}:{error.lineno}: {error.message}") from error

    def site_files(self) -> list[Path]:
        """The files of the site around the posts, relative to its folder."""
        if not self.site.is_dir():
            return []
        return sorted(path.relative_to(self.site) for path in self.site.rglob("*") if path.is_file())

    def fingerprint(self, *options: str) -> str:
        """A hash of everything that decides how files look; with another one, all of them have to be looked at."""
        digest = hashlib.sha256(repr(options).encode())
        for path in sorted(self.site.parent.rglob("*")):
            if path.is_file():
                digest.update(f"\n{path.relative_to(self.site.parent)}\n".encode() + path.read_bytes())
        return digest.hexdigest()


def find_profile(name: str, folder: Path | None = None) -> Form:
    """The profile of that name: the archive's own in ``folder``, else one that ships with the program.

    Raises:
        ConfigError: there is none, or it is not right.
    """
    home = home_of(name, folder)
    return Form(name, load(home / FILE, Profile), _environment(home), home / "site")


def home_of(name: str, folder: Path | None = None) -> Path:
    """The folder of the profile of that name: the archive's own in ``folder``, else one that ships with the program.

    Raises:
        ConfigError: there is none.
    """
    homes = [home for home in (folder, DATA / "profiles") if home]
    for home in homes:
        if (home / name / FILE).is_file():
            return home / name
    known = {path.parent.name for home in homes for path in home.glob(f"*/{FILE}")}
    raise ConfigError(f"there is no profile {name!r}{nearest(name, known)}; known: {', '.join(sorted(known))}")


def _environment(folder: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder, folder / "site"]),
        autoescape=False,  # noqa: S701  # what is made is Markdown and YAML; filters say how each value is made safe
        auto_reload=False,  # one export, one form
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    filters: dict[str, Any] = {
        "quoted": front_matter.quoted,
        "scalar": front_matter.scalar,
        "words": front_matter.words,
        "front_matter": front_matter.mapping,
        "html": guards.without_templates,
        "html_block": guards.html_block,
        "markdown": markdown,
        "markdown_text": guards.markdown_text,
        "address": guards.address,
    }
    environment.filters.update(filters)
    return environment
