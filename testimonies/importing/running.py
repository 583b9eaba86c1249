"""How does a file go through? Taken in, its columns named, its rows checked, then imported batch by batch.

Each step does a little and keeps where it stopped, so that a page can show progress, and so that a run that
was cut off leaves whole rows and goes on where it was.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from testimonies.cells import read_back
from testimonies.importing import drafts, encodings, holding, jsonlines, separated, spreadsheets, tables
from testimonies.importing.columns import PROBLEM_COLUMN, Mapping, propose, refuse_a_wrong_mapping
from testimonies.importing.naming import Directory
from testimonies.importing.noticing import Texts, noticed
from testimonies.importing.refusals import Unreadable
from testimonies.importing.rows import Checked, check, reading_of
from testimonies.importing.tables import Row, Table
from testimonies.models import Import
from testimonies.vocabulary import ImportPhase

BATCH = 100  # rows a transaction
STEP = 1.0  # seconds a page waits for
SHOWN = 300  # characters of a summary in the preview
COUNTED = ("good", "bad", "already", "alike", "incomplete")


def begin(user: AbstractBaseUser, name: str, chunks: Iterable[bytes]) -> Import:
    """Take a file in: read it whole, keep its rows, propose what its columns hold.

    Raises Unreadable, and then nothing of it is kept.
    """
    job = Import(user_id=user.pk, name=Path(name).name[-200:])
    folder = holding.make_folder(job)
    try:
        _write(folder / holding.UPLOAD, chunks)
        _take_in(job, folder / holding.UPLOAD)
        job.save(force_insert=True)
    except BaseException:
        holding.discard(job)
        raise
    holding.forget(job, holding.UPLOAD)
    return job


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    size = 0
    path.touch(mode=0o600)
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            tables.refuse_a_large_file(size)
            file.write(chunk)


def _take_in(job: Import, path: Path) -> None:
    table = _table(path, job.name)
    rows = map(_unquoted, table.rows) if PROBLEM_COLUMN in table.columns else table.rows
    job.rows = holding.write_rows(job, rows)
    if not job.rows:
        raise Unreadable("There is no row below the names of the columns.")
    job.told, job.columns = table.told[:300], table.columns
    job.mapping = propose(table.columns)


def _table(path: Path, name: str) -> Table:
    tables.refuse_what_is_no_table(path, name)
    if spreadsheets.looks_so(path):
        return spreadsheets.read(path)
    encoding, told = encodings.understood(path)
    if jsonlines.looks_so(path, encoding):
        return jsonlines.read(path, encoding, told)
    return separated.read(path, encoding, told)


def _unquoted(row: Row) -> Row:
    """A row of a file of refused rows: without the quotes that kept spreadsheets from computing."""
    return replace(row, cells={name: read_back(text) for name, text in row.cells.items()})


def name_columns(job: Import, mapping: Mapping) -> None:
    """Settle what the columns hold, and begin to check the rows. Raises Unreadable for a wrong mapping."""
    refuse_a_wrong_mapping(mapping, job.columns)
    job.mapping = dict(mapping)
    _turn_to(job, ImportPhase.CHECKING)


def name_columns_again(job: Import) -> None:
    """The rows were looked at, and the columns are not what was thought."""
    _turn_to(job, ImportPhase.MAPPING)


def begin_importing(job: Import) -> None:
    """The rows were looked at: begin to make drafts of the good ones."""
    _turn_to(job, ImportPhase.IMPORTING)


def _turn_to(job: Import, phase: ImportPhase) -> None:
    with holding.alone(job):
        job.phase, job.offset, job.done, job.size = phase, 0, 0, 0
        job.counts = dict.fromkeys(COUNTED, 0)
        job.save()


class Run:
    """Work on one import: the names are read once, however many steps are made."""

    def __init__(self, job: Import) -> None:
        self.job, self.directory = job, Directory()
        self._texts: Texts | None = None

    def to_end(self, tell: Callable[[Import], object] = lambda job: None) -> None:
        """Go on until the phase is over; `tell` is called after each batch."""
        phase = self.job.phase
        while self.job.phase == phase:
            self.step(0)
            tell(self.job)

    def step(self, seconds: float = STEP) -> None:
        """Do one batch, and more while there is time."""
        until = time.monotonic() + seconds
        with holding.alone(self.job):
            self.job.refresh_from_db()
            while self.job.phase in _BATCHES:
                _BATCHES[ImportPhase(self.job.phase)](self)
                if time.monotonic() >= until:
                    break

    def _next(self) -> list[tuple[Row, int]]:
        return list(islice(holding.rows_from(self.job, self.job.offset), BATCH))

    def _check(self) -> None:
        batch = self._next()
        known = drafts.known([drafts.digest_of(row) for row, _next in batch])
        self._texts = self._texts or Texts(self.job)
        lines = [self._verdict(check(row, self.job.mapping, self.directory), known) for row, _next in batch]
        self._texts.keep(self.job.done)
        self._settle(batch, holding.VERDICTS, lines, ImportPhase.READY)

    def _verdict(self, checked: Checked, known: dict[str, int]) -> dict[str, Any]:
        """What the preview shows of a row."""
        assert self._texts is not None
        already = known.get(drafts.digest_of(checked.row))
        again = self._texts.first_row(checked)
        resembling = [] if checked.problems or already else noticed(checked)
        alike = [{"word": one.word, "pk": one.record.pk, "why": one.why} for one in resembling]
        self._count(checked, already, bool(alike or again))
        entry = asdict(checked.entry)
        shown = {name: entry[name] for name in ("title", "role", "period", "given", "language")}
        return shown | {
            "number": checked.row.number,
            "camp": checked.camp,
            "reading": reading_of(checked.entry.period),
            "summary": checked.summary[:SHOWN],
            "passages": len(checked.entry.passages),
            "problems": checked.problems,
            "notes": checked.notes,
            "already": already,
            "again": again,
            "alike": alike,
            "cells": checked.row.cells if checked.problems else {},
        }

    def _import(self) -> None:
        with transaction.atomic():
            Import.objects.select_for_update().get(pk=self.job.pk)
            batch = self._next()
            digests = [drafts.digest_of(row) for row, _next in batch]
            known = drafts.known(digests)
            lines = []
            for (row, _next), digest in zip(batch, digests, strict=True):
                checked = check(row, self.job.mapping, self.directory)
                outcome = self._outcome(checked, digest, known)
                if outcome:
                    lines.append(outcome)
            self._settle(batch, holding.OUTCOMES, lines, ImportPhase.DONE)
        if self.job.phase == ImportPhase.DONE:
            holding.forget(self.job, holding.ROWS, holding.TEXTS, holding.VERDICTS)

    def _outcome(self, checked: Checked, digest: str, known: dict[str, int]) -> dict[str, Any]:
        """What is told of a row once it was imported or not; empty for most."""
        alike: list[dict[str, Any]] = []
        made = known.get(digest)
        if not checked.problems and made is None:
            resembling = noticed(checked)
            try:
                known[digest] = drafts.make(checked, digest, self.job.user).pk
            except drafts.NotMade as refusal:
                checked.problems.append(str(refusal))
            else:
                alike = [{"word": one.word, "pk": one.record.pk, "why": one.why} for one in resembling]
        self._count(checked, made, bool(alike))
        if checked.problems:
            return {
                "number": checked.row.number,
                "problems": checked.problems,
                "cells": checked.row.cells,
            }
        return {"number": checked.row.number, "pk": known[digest], "alike": alike} if alike else {}

    def _count(self, checked: Checked, already: int | None, alike: bool) -> None:
        counts = self.job.counts
        if checked.problems:
            counts["bad"] += 1
        elif already is not None:
            counts["already"] += 1
        else:
            counts["good"] += 1
            counts["alike"] += alike
            counts["incomplete"] += bool(checked.notes)

    def _settle(
        self, batch: list[tuple[Row, int]], name: str, lines: list[dict[str, Any]], after: ImportPhase
    ) -> None:
        """Keep the results of a batch, and where the next one begins."""
        job = self.job
        job.size = holding.append(job, name, lines, job.size)
        job.done += len(batch)
        job.offset = batch[-1][1] if batch else job.offset
        if job.done >= job.rows or not batch:
            job.phase = after
        job.save()


_BATCHES = {ImportPhase.CHECKING: Run._check, ImportPhase.IMPORTING: Run._import}
