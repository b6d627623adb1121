"""What a run has seen of the archive: what is wrong, and of what it can be said that it is well."""

from __future__ import annotations

from newsarchive.notify.trouble import ARCHIVE, Trouble
from newsarchive.run import Run


def seen_by(run: Run) -> tuple[list[Trouble], set[str]]:
    """What is wrong with the archive and its exports, and all subjects that the run has looked at."""
    wrong = [Trouble(ARCHIVE, "broken", run.broken)] if run.broken else []
    looked_at = {ARCHIVE}
    for label, reason in run.export_errors.items():
        wrong.append(Trouble(f"export:{label}", "failing", reason))
        looked_at.add(f"export:{label}")
    for result in run.published:
        looked_at.add(f"export:{result.export}")
        looked_at.add(f"push:{result.export}")
        if result.push_error:
            wrong.append(Trouble(f"push:{result.export}", "failing", result.push_error))
    return wrong, looked_at
