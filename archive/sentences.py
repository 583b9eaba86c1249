"""Which sentences do the public pages say? Read from templates and code, for the catalogue and its test."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from archive.catalogue import Sentence
from testimonies.differences import PLACE, fields_in_words

ROOT: Path = settings.BASE_DIR
# Pages of the desk and of signing in are English alone; so are copies of the archive.
NOT_PUBLIC = {"admin", "account", "mfa", "export", "403.html", "429.html"}
CODE = (
    "archive/pages.py",
    "search",
    "testimonies/ark.py",
    "testimonies/charts",
    "testimonies/citations",
    "testimonies/citing.py",
    "testimonies/differences.py",
    "testimonies/evidence.py",
    "testimonies/templatetags",
    "testimonies/views",
    "testimonies/vocabulary.py",
)
# name of a call -> which of its arguments are context, text and plural
CALLS: dict[str, dict[str, int]] = {
    "_": {"text": 0},
    "lazy": {"text": 0},
    "gettext": {"text": 0},
    "pgettext": {"context": 0, "text": 1},
    "pgettext_lazy": {"context": 0, "text": 1},
    "ngettext": {"text": 0, "plural": 1},
    "npgettext": {"context": 0, "text": 1, "plural": 2},
    "ParameterError": {"text": 1},
    "ArkError": {"text": 0},
    "PointingError": {"text": 0},
    "QueryError": {"text": 0},
    "SettingError": {"text": 0},
    "StyleError": {"text": 0},
}
_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(({_LITERAL}(?:, {_LITERAL})*)")


def templates() -> list[Path]:
    """The templates of the public pages."""
    found = sorted((ROOT / "templates").rglob("*.html"))
    return [file for file in found if not NOT_PUBLIC & set(file.relative_to(ROOT / "templates").parts)]


def code() -> list[Path]:
    """The modules whose words reach public pages."""
    return [file for place in CODE for file in (sorted((ROOT / place).rglob("*.py")) or [ROOT / place])]


def sentences() -> dict[Sentence, str]:
    """Every sentence, with the first file that says it, in the order of the files."""
    found: dict[Sentence, str] = {}
    for file in templates():
        for sentence in of_template(file.read_text(encoding="utf-8")):
            found.setdefault(sentence, str(file.relative_to(ROOT)))
    for file in code():
        for sentence in of_code(file.read_text(encoding="utf-8")):
            found.setdefault(sentence, str(file.relative_to(ROOT)))
    for words in sorted(fields_in_words()):
        found.setdefault(Sentence(words, context=PLACE), "testimonies/differences.py")
    return found


def of_template(source: str) -> Iterator[Sentence]:
    """The sentences of a template's tags."""
    for name, arguments in _CALL.findall(templatize(source)):
        yield _sentence(name, [ast.literal_eval(text) for text in re.findall(_LITERAL, arguments)])


def of_code(source: str) -> Iterator[Sentence]:
    """The sentences of a module: the literal arguments of CALLS, and the messages that are raised by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in CALLS:
            literals = [_literal(one) for one in node.args]
            places = CALLS[_name(node.func)].values()
            if all(at < len(literals) and literals[at] for at in places):
                yield _sentence(_name(node.func), literals)


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _sentence(name: str, arguments: list[str]) -> Sentence:
    return Sentence(**{part: arguments[at] for part, at in CALLS[name].items()})
