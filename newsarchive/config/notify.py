"""Who is told when something is wrong with an archive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from newsarchive.yamlfile import Checked, Duration, also

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKLY = re.compile(rf"({'|'.join(DAYS)})\s+([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Weekly:
    """A time of the week."""

    day: int
    """0 is Monday."""
    at: time

    def __str__(self) -> str:
        return f"{DAYS[self.day]} {self.at:%H:%M}"

    def last(self, now: datetime) -> datetime:
        """The last one that is not after ``now``, by the clock of its zone."""
        then = datetime.combine(now.date() - timedelta(days=(now.weekday() - self.day) % 7), self.at, now.tzinfo)
        return then if then <= now else then - timedelta(days=7)


def _weekly(value: Any) -> Weekly:
    if isinstance(value, Weekly):
        return value
    found = _WEEKLY.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("weekly", "expected a day and a time of it, such as mon 08:00")
    return Weekly(DAYS.index(found[1]), time(int(found[2]), int(found[3])))


_Address = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^(\$\{\w+\}|[a-zA-Z][a-zA-Z0-9+.-]*://)"})]


class NotifyChoice(Checked):
    """Who is told, and of what."""

    to: Annotated[tuple[_Address, ...], Field(min_length=1, json_schema_extra=also(single=True))]
    """Addresses as Apprise has them, with ``${NAME}`` for what the environment knows."""
    digest: (
        Annotated[
            Weekly,
            PlainValidator(_weekly),
            PlainSerializer(str, return_type=str),
            WithJsonSchema({"type": "string", "pattern": f"^{_WEEKLY.pattern}$", "examples": ["mon 08:00"]}),
        ]
        | None
    ) = None
    """When a summary of the week is sent, by the archive's clock."""
    calm: Duration = timedelta(hours=1)
    """How long all must have been well, until that is told: what comes and goes is told once."""

    @field_validator("to", mode="before")
    @classmethod
    def _one_address_is_a_list(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @field_validator("to")
    @classmethod
    def _addresses_have_a_scheme(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for number, address in enumerate(value, 1):
            if not re.match(r"\$\{\w+\}|[a-z][a-z0-9+.-]*://", address, re.IGNORECASE):  # the address itself may be a secret
                raise ValueError(f"the address number {number} does not begin as SCHEME://, nor with ${{NAME}}")
        return value
