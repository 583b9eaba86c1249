"""What a harvester asks: verb and arguments, read or refused with the protocol's own errors."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.http import QueryDict

from testimonies.oai.formats import FORMATS
from testimonies.vocabulary import Noun

Code = Literal[
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noRecordsMatch",
]
# verb -> arguments it needs, arguments it may have. A resumption token stands alone.
VERBS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
    "ListRecords": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
}
_SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
# length of a date -> how it is written
_WRITTEN = {10: "%Y-%m-%d", 20: "%Y-%m-%dT%H:%M:%SZ"}


class ProtocolError(Exception):
    """An answer of the protocol that is an error: its code and a message for people."""

    def __init__(self, code: Code, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True)
class Selection:
    """Which records a list is of: format, kind of record or "", first and last second, or ""."""

    prefix: str
    noun: str = ""
    start: str = ""
    end: str = ""


def arguments_of(given: QueryDict) -> dict[str, str]:
    """Verb and arguments, each once. Raises ProtocolError: badVerb, badArgument."""
    verbs = given.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise ProtocolError("badVerb", f"Give one verb of: {', '.join(VERBS)}.")
    needs, may = VERBS[verbs[0]]
    asked = {name: given.getlist(name) for name in given if name != "verb"}
    for name, values in asked.items():
        if name not in needs | may:
            raise ProtocolError("badArgument", f"{verbs[0]} has no argument “{name}”.")
        if len(values) != 1:
            raise ProtocolError("badArgument", f"Give “{name}” once.")
    _complete(verbs[0], set(asked))
    return {"verb": verbs[0]} | {name: values[0] for name, values in asked.items()}


def _complete(verb: str, asked: set[str]) -> None:
    if "resumptionToken" in asked:
        if len(asked) > 1:
            raise ProtocolError(
                "badArgument", "A resumptionToken stands alone: it holds the other arguments."
            )
        return
    missing = sorted(VERBS[verb][0] - asked)
    if missing:
        raise ProtocolError("badArgument", f"{verb} needs: {', '.join(missing)}.")


def selection_of(arguments: dict[str, str]) -> Selection:
    """The selection in the arguments of a list. Raises ProtocolError."""
    start, end = (_moment(arguments, name) for name in ("from", "until"))
    if "from" in arguments and "until" in arguments:
        if len(arguments["from"]) != len(arguments["until"]):
            raise ProtocolError("badArgument", "Write “from” and “until” in the same granularity.")
        if start > end:
            raise ProtocolError("badArgument", "“from” is after “until”.")
    return Selection(prefix_of(arguments), _noun(arguments.get("set")), start, end)


def prefix_of(arguments: dict[str, str]) -> str:
    """The metadata prefix asked for. Raises ProtocolError for one that is not written here."""
    prefix = arguments["metadataPrefix"]
    if prefix not in FORMATS:
        raise ProtocolError("cannotDisseminateFormat", f"There are: {', '.join(FORMATS)}.")
    return prefix


def _noun(spec: str | None) -> str:
    if spec is None:
        return ""
    if not _SET.fullmatch(spec):
        raise ProtocolError("badArgument", "“set” is not written as a setSpec.")
    if spec not in Noun.values:
        raise ProtocolError("noRecordsMatch", f"There is no such set; there are: {', '.join(Noun.values)}.")
    return spec


def _moment(arguments: dict[str, str], name: str) -> str:
    """A date in seconds; a day for “until” is its last second."""
    text = arguments.get(name)
    if text is None:
        return ""
    written = _WRITTEN.get(len(text))
    try:
        moment = datetime.strptime(text, written) if written and text.isascii() else None
    except ValueError:
        moment = None
    if moment is None or moment.strftime(written or "").zfill(len(text)) != text:
        raise ProtocolError("badArgument", f"“{name}” is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    whole = {"from": "T00:00:00Z", "until": "T23:59:59Z"}
    return text + (whole[name] if len(text) == 10 else "")
