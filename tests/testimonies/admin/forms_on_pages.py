"""Reads the forms out of a page and sends them back changed, as a browser would."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Pairs = list[tuple[str, str]]


class Page(HTMLParser):
    """The forms of a page, each with its action and the values it would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, Pairs]] = []
        self._select: str | None = None
        self._area: tuple[str, str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), []))
        elif not self.forms:
            return
        elif tag == "input" and given.get("name"):
            self._input(given)
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1][1].append((self._select, given.get("value", "")))
        elif tag == "textarea":
            self._area = (given.get("name", ""), "")

    def _input(self, given: dict[str, str]) -> None:
        if given.get("type") in ("submit", "file", "image"):
            return
        if given.get("type") in ("checkbox", "radio") and "checked" not in given:
            return
        self.forms[-1][1].append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area = (self._area[0], self._area[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.forms[-1][1].append((self._area[0], self._area[1].removeprefix("\n")))
            self._area = None
        elif tag == "select":
            self._select = None


def values_of(response: Any, name: str) -> dict[str, list[str]]:
    """What the form that has a field called `name` would send, by field."""
    for _action, pairs in Page(response.content.decode()).forms:
        if any(key == name for key, _value in pairs):
            found: dict[str, list[str]] = {}
            for key, value in pairs:
                found.setdefault(key, []).append(value)
            return {key: values for key, values in found.items() if "__prefix__" not in key}
    raise AssertionError(f"no form on the page has a field {name}")


def send(
    client: Client, address: str, changes: dict[str, Any], button: str = "_continue", **extra: Any
) -> Any:
    """Open a page, change fields of its record form, press a button; the answer, redirects followed."""
    values = values_of(client.get(address), "seen_revision")
    return client.post(address, values | {button: ""} | changes, follow=True, **extra)


def signed_in(user: Any) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client
