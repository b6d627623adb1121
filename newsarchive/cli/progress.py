"""What is shown while a run goes on: a bar on a terminal, plain lines elsewhere, JSON for programs."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from newsarchive.article import Article
from newsarchive.cli.common import Invocation
from newsarchive.report import Silence
from newsarchive.store.articles import Outcome
from newsarchive.store.quarantine import Quarantined

if TYPE_CHECKING:
    from newsarchive.export.publish import Published


class Display(Silence):
    """A listener of a run that shows it to people on standard error, and to programs on standard output."""

    def __init__(self, invocation: Invocation, *, bar: bool = True) -> None:
        """``bar``: where standard error is a terminal; there are others that write on it otherwise."""
        self._invocation = invocation
        console = Console(stderr=True)
        self._bar = _progress(console) if bar and console.is_terminal and not invocation.json else None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
            self._task = self._bar.add_task("asking", total=None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def listed(self, source: str, number: int, unknown: int) -> None:
        """A list was read."""
        self._invocation.emit("listed", source=source, articles=number, unknown=unknown)
        if self._bar and self._task is not None:
            total = (self._bar.tasks[self._task].total or 0) + unknown
            self._bar.update(self._task, description=source, total=total)

    def stored(self, source: str, outcome: Outcome, article: Article) -> None:
        """An article is in the index."""
        self._invocation.emit(
            "article",
            outcome=str(outcome),
            source=article.source,
            id=article.id,
            url=article.url,
            title=article.title,
            published=article.published.isoformat() if article.published else None,
            publisher=article.publisher,
        )
        if self._bar and self._task is not None:
            self._bar.advance(self._task)
        elif outcome is not Outcome.KNOWN and not self._invocation.json:
            day = article.published.strftime("%Y-%m-%d %H:%M") if article.published else "no date"
            self._invocation.note(f"{outcome:8} {day}  {article.title}  [{article.publisher or 'publisher unknown'}]")

    def failed(self, failure: Quarantined) -> None:
        """Something could not be archived. People read it in the summary, where it is not lost."""
        self._invocation.emit(
            "failure",
            id=failure.name,
            source=failure.source,
            address=failure.address,
            stage=failure.stage,
            reason=failure.reason,
        )
        if self._bar and self._task is not None:
            self._bar.advance(self._task)

    def noted(self, source: str, note: str) -> None:
        """Something should be looked at. As with failures, people read it in the summary."""
        self._invocation.emit("note", source=source, note=note)

    def published(self, result: Published) -> None:
        """An export has ended."""
        self._invocation.emit(
            "export",
            export=result.export,
            commit=result.commit,
            folder=result.folder,
            written=result.written,
            removed=result.removed,
            held_back=result.held_back,
            without=result.without,
            kept=result.kept,
            pushed=result.pushed,
            push_error=result.push_error,
        )


def _progress(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
