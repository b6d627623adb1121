"""What `show` and `quarantine show` say of a failure."""

from __future__ import annotations

from datetime import datetime, tzinfo

from newsarchive.cli.common import Invocation
from newsarchive.failures import Explained

_HOW = {
    "overcome": "it was archived after all",
    "accepted": "the copy that was refused was accepted",
    "cleared": "it was cleared from the quarantine",
}


def show_failure(invocation: Invocation, found: Explained, zone: tzinfo) -> None:
    """Show all that is known of a failure, for people or for programs."""
    entry = found.failure
    invocation.emit(
        "quarantined" if found.ended is None else "overcome",
        id=entry.name,
        source=entry.source,
        address=entry.address,
        stage=entry.stage,
        reason=entry.reason,
        times=entry.times,
        first=_iso(entry.first),
        last=_iso(entry.last),
        next_try=_iso(found.next_try),
        given_up=found.given_up,
        capture=found.capture,
        ended=_iso(found.ended),
        how=found.how,
        material=entry.material,
        ways_out=found.ways_out,
    )
    say = invocation.say
    say(f"{entry.address}\n  id: {entry.name}\n  source: {entry.source}\n  failed at: {entry.stage}\n  reason: {entry.reason}")
    say(f"  tries: {entry.times}\n  first: {_shown(entry.first, zone)}\n  last: {_shown(entry.last, zone)}")
    if found.ended is not None:
        say(f"  ended: {_shown(found.ended, zone)}: {_HOW.get(found.how or '', found.how)}")
        return
    later = "none: the source has failed on it too often" if found.given_up else _shown(found.next_try, zone)
    say(f"  next try: {later if found.given_up or found.next_try else 'none by itself'}")
    say(f"  at hand: {entry.material or 'nothing'}")
    say(f"  capture: {found.capture or 'none'}")
    for way in found.ways_out:
        say(f"  way out: {way}")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _shown(moment: datetime | None, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %z") if moment else "not known"
