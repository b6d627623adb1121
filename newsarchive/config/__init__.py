"""The configuration of an archive: `newsarchive.yaml`, checked when it is loaded. A module for each of its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from newsarchive import sources
from newsarchive.config.capture import CaptureChoice
from newsarchive.config.export import Export
from newsarchive.config.limits import LimitChoice
from newsarchive.config.log import LogChoice
from newsarchive.config.notify import NotifyChoice
from newsarchive.config.pictures import PictureChoice
from newsarchive.config.politeness import Politeness
from newsarchive.config.schedule import ScheduleChoice
from newsarchive.config.source import SourceChoice
from newsarchive.place import FILE as FILE
from newsarchive.place import locate as locate
from newsarchive.schedule.pace import in_zone
from newsarchive.sources import Source
from newsarchive.yamlfile import Checked, Zone, also, load
from newsarchive.yamlforms import Forms

_NAMES = {"type": "array", "items": {"type": "string", "pattern": sources.NAME}}
FORMS = Forms()
"""The forms that `newsarchive.yaml` had before: none yet."""


class Config(Checked):
    """Everything `newsarchive.yaml` says."""

    version: Annotated[int, Field(ge=1, le=FORMS.newest)] = FORMS.newest
    """The form of the file; without it, the first. `config migrate` brings it up to date."""

    timezone: Zone
    """The zone in which the archive shows its times."""
    sources: Annotated[dict[str, SourceChoice], Field(default_factory=dict, json_schema_extra=also(_NAMES))]
    exports: tuple[Export, ...] = ()
    politeness: Politeness = Politeness()
    capture: CaptureChoice = CaptureChoice()
    images: Literal["link", "keep"] = "link"
    """Whether the pictures of articles are kept, or shown from where they are."""
    pictures: PictureChoice = PictureChoice()
    notify: NotifyChoice | None = None
    """Who is told when something is wrong; without it nobody."""
    readers: Annotated[int, Field(ge=0, le=64)] | None = None
    """Processes that read pages while the crawl goes on; with 0 the crawl reads them itself."""
    schedule: ScheduleChoice = ScheduleChoice()

    limits: LimitChoice = LimitChoice()
    log: LogChoice = LogChoice()
    """What is written down of each run, and where."""

    @field_validator("sources", mode="before")
    @classmethod
    def _a_bare_name_is_a_choice(cls, value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            value = dict.fromkeys(value)
        return {name: choice or {} for name, choice in value.items()} if isinstance(value, dict) else value

    @field_validator("exports")
    @classmethod
    def _names_differ(cls, value: tuple[Export, ...]) -> tuple[Export, ...]:
        labels = [export.label for export in value]
        for label in labels:
            if labels.count(label) > 1:
                raise ValueError(f"two exports are called {label!r}; give one a `name`")
        return value

    def keeps_pictures(self, source: str) -> bool:
        """Whether the pictures of a source's articles are kept."""
        choice = self.sources.get(source)
        return ((choice and choice.images) or self.images) == "keep"

    def source(self, name: str, folder: Path) -> Source:
        """The source as this archive crawls it: its definition, with the archive's own hosts and pace.

        Raises:
            ConfigError: there is none of that name, or it cannot be used.
        """
        source = sources.find(name, folder)
        choice = self.sources.get(name) or SourceChoice.model_validate({})
        source = source.with_hosts(choice.hosts)
        every = choice.every or self.schedule.every
        own = {"every": in_zone(every, self.timezone) if every else None, "budget": choice.budget, "daily": choice.daily}
        return source.model_copy(update={name: value for name, value in own.items() if value is not None})


def load_config(path: Path) -> Config:
    """Read and check a `newsarchive.yaml`.

    Raises:
        ConfigError: naming file, line and key.
    """
    return load(path, Config, forms=FORMS)
