"""The map holds: imports go one way, pure rooms stay pure, files and functions stay readable in a sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("archive", "search", "testimonies")
FORBIDDEN = {"testimonies": {"search", "archive", "haystack", "whoosh"}, "search": {"archive"}}
PURE = (
    "testimonies/dates",
    "testimonies/names",
    "testimonies/citations",
    "testimonies/images.py",
    "testimonies/ark.py",
    "testimonies/mistaken.py",
    "testimonies/splitting.py",
    "search/syntax.py",
)
NOT_IN_PURE = {"django", "haystack", "whoosh"}


def sources(*places: str) -> list[Path]:
    found = [file for place in places for file in sorted((ROOT / place).rglob("*.py"))]
    return [file for file in found if "migrations" not in file.parts]


def imports(file: Path) -> Iterator[str]:
    """The top-level names of the packages a file imports from."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def relative(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("room", FORBIDDEN)
def test_imports_go_one_way(room):
    wrong = {relative(file): set(imports(file)) & FORBIDDEN[room] for file in sources(room)}
    assert {file: names for file, names in wrong.items() if names} == {}


def test_nothing_that_the_public_reads_imports_the_vault():
    """The desk may; the workflow, by way of the rule of consent; what keeps, forgets and restores both."""
    files = [file for file in sources(*ROOMS) if "vault" not in relative(file)]
    found = {relative(file) for file in files if "testimonies.vault" in file.read_text(encoding="utf-8")}
    assert found == {
        "archive/backup/packing.py",
        "archive/backup/settling.py",
        "archive/backup/snapshot.py",
        "archive/checks.py",
        "archive/management/commands/restore.py",
        "archive/settings.py",
        "testimonies/admin/protection.py",
        "testimonies/consent.py",
        "testimonies/erasure_list.py",
        "testimonies/forms/protection.py",
        "testimonies/harm/listed.py",
        "testimonies/protecting.py",
        "testimonies/replaying.py",
    }


@pytest.mark.parametrize("place", PURE)
def test_a_pure_room_imports_no_framework(place):
    files = sources(place) or [ROOT / place]
    wrong = {relative(file): set(imports(file)) & NOT_IN_PURE for file in files}
    assert {file: names for file, names in wrong.items() if names} == {}


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{relative(file)}:{inner.lineno}"
        for file in sources(*ROOMS)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name != "ready"
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_every_file_can_be_read_in_a_sitting():
    long = {relative(file): n for file in sources(*ROOMS) if (n := file.read_text().count("\n")) > 400}
    assert long == {}


def test_every_function_fits_on_a_screen():
    long = {
        f"{relative(file)}:{node.name}": node.end_lineno - node.lineno + 1
        for file in sources(*ROOMS)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
    }
    assert long == {}


def test_every_module_says_which_question_it_answers():
    silent = [
        relative(file)
        for file in sources(*ROOMS)
        if file.read_text().strip() and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_nothing_public_is_without_a_docstring():
    silent = [
        f"{relative(file)}:{node.name}"
        for file in sources(*ROOMS)
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and node.name not in ("Command",)
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_file_names_a_machine_or_a_foreign_host():
    marks = ("/work/", "/root/", "cdn.", "googleapis", "unpkg")
    files = [file for place in (*ROOMS, "templates") for file in (ROOT / place).rglob("*")]
    texts = (file for file in files if file.suffix in {".py", ".html", ".css", ".js", ".toml"})
    assert [
        relative(file) for file in texts if any(mark in file.read_text(encoding="utf-8") for mark in marks)
    ] == []
