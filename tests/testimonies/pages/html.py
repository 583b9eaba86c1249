"""Reading pages as a strict parser sees them: every tag closed in order, and which element holds what."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

INLINE = {"a", "b", "i", "span", "mark", "em", "small", "code", "del", "ins", "tspan"}
VOID = {"meta", "link", "br", "img", "input", "hr", "rect", "line", "circle", "path", "stop"}


@dataclass
class Element:
    """A start tag with the text below it, and the elements it stands in."""

    tag: str
    attributes: dict[str, str]
    parents: list["Element"]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """The elements of a page; `broken` names what is not closed in order, or used twice as an id.

    `unclaimed` is what the body says outside every element with data-claim, labels of drawings included.
    """

    source: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    unclaimed: str = ""

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.broken += [f"{element.tag} is not closed" for element in self.open]
        ids = [element.attributes["id"] for element in self.elements if "id" in element.attributes]
        self.broken += [f"id {name} is used twice" for name in set(ids) if ids.count(name) > 1]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs}, list(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)
        said = [
            element.attributes[name] for name in ("aria-label", "title", "alt") if name in element.attributes
        ]
        self._say("" if tag in INLINE and not said else " ".join(["", *said, ""]))

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, list(self.open)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1].tag != tag:
            self.broken.append(f"</{tag}> at {self.getpos()}")
            return
        self.open.pop()
        self._say("" if tag in INLINE else " ")

    def handle_data(self, data):
        for element in self.open:
            element.text += data
        self._say(data)

    def _say(self, words):
        if not any(one.tag == "head" or "data-claim" in one.attributes for one in self.open):
            self.unclaimed += words

    def holders(self, words):
        """The innermost elements whose own words hold `words`."""
        found = [element for element in self.elements if words in element.text]
        return [one for one in found if not any(one in other.parents for other in found)]
