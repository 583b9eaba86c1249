"""CSL-JSON as a JSON Schema: its rules in our words, its lists from the grammar inside citeproc-py."""

import re
from importlib.resources import files

from jsonschema import Draft202012Validator

_GRAMMAR = files("citeproc") / "data" / "schema" / "schemas" / "styles"


def _listed(file, name):
    """The strings of one definition of the grammar (RELAX NG, compact syntax)."""
    text = (_GRAMMAR / file).read_text(encoding="utf-8")
    body = re.search(rf"^\s*{re.escape(name)} =\n(.*?)(?:\n\s*##|\n\}}|\Z)", text, re.MULTILINE | re.DOTALL)[
        1
    ]
    return re.findall(r'"([^"]+)"', body)


_TEXT = {"type": "string", "minLength": 1}
_NUMBER = {"type": ["string", "integer"]}
# A name is a whole, or has parts of which the family name is one.
_PARTS = ("literal", "family", "given", "suffix", "dropping-particle", "non-dropping-particle")
_NAME = {
    "type": "object",
    "additionalProperties": False,
    "properties": dict.fromkeys(_PARTS, _TEXT),
    "oneOf": [{"required": ["literal"]}, {"required": ["family"]}],
}
# A date is one day, month or year or two of them, or words.
_DATE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "literal": _TEXT,
        "raw": _TEXT,
        "season": _NUMBER,
        "circa": {"type": ["string", "integer", "boolean"]},
    },
    "oneOf": [{"required": ["date-parts"]}, {"required": ["literal"]}, {"required": ["raw"]}],
}


def _variables(part, rule):
    return dict.fromkeys(_listed("csl-variables.rnc", f"variables.{part}"), rule)


def schema():
    """The schema of a file: a list of items."""
    properties = (
        {"id": _NUMBER, "type": {"enum": _listed("csl-types.rnc", "item-types")}}
        | _variables("strings", _TEXT)
        | _variables("titles", _TEXT)
        | _variables("numbers", _NUMBER)
        | _variables("names", {"type": "array", "minItems": 1, "items": _NAME})
        | _variables("dates", _DATE)
    )
    item = {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": properties,
    }
    return {"type": "array", "items": item}


VALIDATOR = Draft202012Validator(schema())


def faults(items):
    """What is wrong with a list of items, in words."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(items)]
