"""import_records: a table of accounts in, drafts out, through the workflow."""

from pathlib import Path
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from testimonies import importing
from testimonies.importing import Run, Unreadable
from testimonies.models import Import

SYSTEM = "system-importer"
TOLD_EVERY = 1_000  # rows
SHOWN = 20  # refused rows, without a report


class Command(BaseCommand):
    """Imports as one person. Stopped, it leaves whole rows; run again, it goes on and doubles nothing."""

    help = "Import a table of accounts (CSV, XLSX, JSON Lines) as drafts; exit 1 when the file is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX or JSON Lines")
        parser.add_argument("--dry-run", action="store_true", help="check every row and import none")
        parser.add_argument("--report", type=Path, help="write the refused rows here, with reasons, as CSV")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="which column holds what; FIELD==VALUE for a value that all rows have; FIELD= for none",
        )
        parser.add_argument("--by", help=f"account whose entries they are; without, {SYSTEM}")

    def handle(self, *args: Any, **options: Any) -> None:
        importing.sweep()
        user = _account(options["by"]) if options["by"] else system_importer()
        if not user.has_perm("testimonies.contribute"):
            raise CommandError(f"“{user}” may not enter records: it needs the permission “contribute”.")
        try:
            job = self._taken_in(user, options["file"])
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from refusal
        try:
            self._go_through(job, options)
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from refusal
        finally:
            importing.discard(job)

    def _taken_in(self, user: User, path: Path) -> Import:
        if not path.is_file():
            raise CommandError(f"There is no file “{path}”.")
        with path.open("rb") as file:
            job = importing.begin(user, path.name, iter(lambda: file.read(1024 * 1024), b""))
        self.stdout.write(f"{job.told}: {job.rows:,} rows.")
        return job

    def _go_through(self, job: Import, options: dict[str, Any]) -> None:
        importing.name_columns(job, job.mapping | _mapping(options["map"]) if options["map"] else job.mapping)
        told = ", ".join(f"{name} from “{column}”" for name, column in job.mapping.items() if column)
        self.stdout.write(f"Read are {told}.")
        if not options["dry_run"]:
            importing.begin_importing(job)
        Run(job).to_end(self._tell_progress)
        self._tell_result(job, options)

    def _tell_progress(self, job: Import) -> None:
        if job.done % TOLD_EVERY == 0 or job.done == job.rows:
            self.stdout.write(f"{job.done:,} of {job.rows:,} rows")

    def _tell_result(self, job: Import, options: dict[str, Any]) -> None:
        counts = job.counts
        good = "would become drafts" if options["dry_run"] else "became drafts"
        self.stdout.write(
            f"{counts['good']:,} rows {good}, {counts['incomplete']:,} of them not yet fit to publish; "
            f"{counts['already']:,} were imported before; {counts['bad']:,} were refused. "
            f"{counts['alike']:,} may be accounts entered before."
        )
        if options["report"]:
            with options["report"].open("w", encoding="utf-8", newline="") as file:
                file.writelines(importing.refused_rows(job))
            self.stdout.write(f"The refused rows stand in {options['report']}.")
            return
        for number, (row, problems, _cells) in enumerate(importing.refused(job)):
            if number == SHOWN:
                self.stdout.write("More were refused: --report FILE writes all of them.")
                break
            self.stdout.write(f"Row {row}: {' '.join(problems)}")


def _mapping(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise Unreadable(f"“{wrong[0]}” is not FIELD=COLUMN.")
    return {name.strip(): column for name, _sign, column in (pair.partition("=") for pair in pairs)}


def system_importer() -> User:
    """The account whose entries are those imported at the shell: nobody can sign in with it."""
    user, made = User.objects.get_or_create(username=SYSTEM)
    if made:
        user.set_unusable_password()
        user.save()
    user.user_permissions.add(
        Permission.objects.get(codename="contribute", content_type__app_label="testimonies")
    )
    return User.objects.get(pk=user.pk)


def _account(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account “{name}”.")
    return user
