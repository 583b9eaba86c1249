"""The README says it all: every command, setting and make target is in it."""

import re
from pathlib import Path

import pytest

from search.operators import OPERATORS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    files = [
        file
        for room in ("archive", "search", "testimonies")
        for file in ROOT.glob(f"{room}/**/management/commands/*.py")
    ]
    return sorted(file.stem for file in files if file.stem != "__init__")


def settings() -> list[str]:
    text = (ROOT / "archive/settings.py").read_text(encoding="utf-8")
    return sorted(set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text)))


def rooms() -> list[str]:
    skipped = {"__init__", "apps"}
    places = [place for room in ("search", "testimonies") for place in sorted((ROOT / room).iterdir())]
    named = [p for p in places if p.suffix == ".py" and p.stem not in skipped]
    folders = [
        p for p in places if (p / "__init__.py").exists() and p.name not in ("migrations", "management")
    ]
    return [p.name for p in named] + [f"{p.name}/" for p in folders]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command):
    assert f"`{command}" in README


@pytest.mark.parametrize("name", settings())
def test_every_setting_is_in_the_readme(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize("room", rooms())
def test_every_room_is_on_the_map(room):
    assert room in CONTRIBUTING


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.written)
def test_every_search_operator_is_in_the_readme(operator):
    sign = operator.written if operator.written.endswith(":") else operator.example
    assert sign in README or operator.written in README


def test_every_picture_of_the_readme_is_there():
    assert [name for name in re.findall(r"\]\((docs/[^)]+)\)", README) if not (ROOT / name).exists()] == []


def test_every_make_target_has_a_line_in_make_help():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.M).group(1).split()
    assert [target for target in targets if not re.search(rf"^{target}:.*## ", makefile, re.M)] == []
