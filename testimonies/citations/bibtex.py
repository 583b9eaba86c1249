"""A citation as BibTeX: UTF-8 text, with only what TeX would misread escaped."""

from testimonies.citations.cited import Cited
from testimonies.citations.exports import remarks, version_and_pin

_COMMON = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_PAIRED = str.maketrans({**_COMMON, "{": r"\{", "}": r"\}"})
# BibTeX counts braces even behind a backslash: where they do not pair they go as commands.
_UNPAIRED = str.maketrans({**_COMMON, "{": r"\textbraceleft{}", "}": r"\textbraceright{}"})


def bibtex(cited: Cited) -> str:
    """One @misc entry. Title and author are doubly braced: neither is to be re-cased nor turned round."""
    fields = [
        ("title", f"{{{escaped(cited.title)}}}"),
        ("author", f"{{{escaped(cited.archive)}}}"),
        ("year", str(cited.day.year)),
        ("month", str(cited.day.month)),
        ("date", cited.day.isoformat()),
        ("publisher", escaped(cited.archive)),
        ("howpublished", escaped(cited.genre)),
        ("number", escaped(cited.identifier)),
        ("version", str(cited.version)),
        ("language", escaped(cited.language)),
        ("eprint", _address(cited.ark)),
        ("eprinttype", "ark" if cited.ark else ""),
        ("url", _address(cited.address)),
        ("urldate", cited.accessed.isoformat() if cited.accessed else ""),
        ("note", escaped(". ".join([version_and_pin(cited), " ".join(remarks(cited))]))),
    ]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@misc{{{cited.key},\n{lines}}}\n"


def escaped(text: str) -> str:
    """The text with TeX's own characters written as commands."""
    return text.translate(_PAIRED if _pairs(text) else _UNPAIRED)


def _pairs(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _address(url: str) -> str:
    # Read verbatim by biblatex, so escaped as an address is, not as TeX is.
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
