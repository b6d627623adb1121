"""Exporting an archive: what an export is made of, for its repository or its files, and what is done besides."""

from __future__ import annotations

from datetime import datetime

from newsarchive.archive import Archive
from newsarchive.capture.copying import Copier
from newsarchive.config.export import Export
from newsarchive.config.git import PushChoice
from newsarchive.export.check import Generator
from newsarchive.export.files.formats import Setting, fingerprint, format_of
from newsarchive.export.files.profile import FileProfile
from newsarchive.export.files.publish import Job, publish_files
from newsarchive.export.files.warc import Captures
from newsarchive.export.git import Repository
from newsarchive.export.history import publish_history
from newsarchive.export.maintenance import is_due, start
from newsarchive.export.publish import Published, publish
from newsarchive.export.push import Push, PushError
from newsarchive.export.replay import Replay


def bring_up_to_date(
    archive: Archive,
    export: Export,
    now: datetime,
    *,
    whole: bool,
    check: Generator | None,
    push: bool,
    since_epoch: bool,
) -> Published:
    """Bring an export up to date, with nobody else at it; arguments and errors as of :meth:`Archive.export`."""
    file_profile = archive.file_profile(export)
    if file_profile:
        return publish_files(_job(archive, export, file_profile), archive.index, archive.place(export), whole=whole)
    archive.link(export)
    repository = Repository.at(archive.place(export), export.git, work_tree=export.work_tree)
    replay = Replay(export.label, repository, archive.index.exports)
    replay.follow()
    what = export.label, archive.projection(export), archive.index, repository, now
    if since_epoch:
        result = publish_history(*what, check=check or export.check, shelf=archive.pictures)
    else:
        result = publish(*what, whole=whole, check=check or export.check, shelf=archive.pictures)
    if push or (export.push and export.push.when == "always"):
        _push(Push(repository, export.push or PushChoice(), replay), result, asked=push)
    if is_due(repository):
        start(repository)
    return result


def _push(push: Push, result: Published, *, asked: bool) -> None:
    if not (asked or push.is_needed):
        return
    try:
        result.pushed = push.run()
    except PushError as error:
        result.push_error = str(error)


def _job(archive: Archive, export: Export, profile: FileProfile) -> Job:
    zone = archive.config.timezone
    only = export.only.choice(zone)
    most = archive.config.politeness.max_size
    copier = Copier(archive.warc_folder, archive.index.captures, most)
    captures = Captures(archive.index.articles, copier, archive.place(export), most)
    setting = Setting(zone, export.base_url, only, captures)
    form, stamp = format_of(profile, setting), fingerprint(profile, setting)
    return Job(export.label, str(archive.folder.resolve()), profile.kind, form, stamp, only)
