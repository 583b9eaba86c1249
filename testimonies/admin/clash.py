"""Two people edited one record at once: what the other one saved, beside what was typed here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from testimonies.differences import Piece, pieces


@dataclass(frozen=True)
class Clash:
    """One field that differs: its label, what is saved now, and what was typed; `added`: a row of theirs."""

    label: str
    theirs: str
    yours: str
    added: bool = False

    @property
    def pieces(self) -> list[Piece]:
        """Both texts as one run of words: gone is what only theirs has, new what only yours has."""
        return pieces(self.theirs, self.yours)


def clashes(form: Any, formsets: Iterable[Any]) -> list[Clash]:
    """Where what was typed differs from what someone else saved meanwhile; empty when nobody did."""
    seen = getattr(form, "cleaned_data", {}).get("seen_revision")
    if not form.is_bound or seen is None or seen == form.instance.revision:
        return []
    return [*_of_form(form), *(clash for formset in formsets for clash in _of_rows(formset))]


def _of_rows(formset: Any) -> Iterator[Clash]:
    kept = set()
    for number, form in enumerate(formset.forms, 1):
        kept.add(form.instance.pk)
        if form.has_changed():
            stored = (
                str(form.instance) if form.instance.pk else f"{formset.model._meta.verbose_name} {number}"
            )
            yield from _of_form(form, f"{stored}: ")
    for row in formset.get_queryset():
        if row.pk not in kept:
            yield Clash(str(row), getattr(row, "text", "") or str(row), "", added=True)


def _of_form(form: Any, before: str = "") -> Iterator[Clash]:
    for name in form.changed_data:
        field = form.fields.get(name)
        if field is None or field.widget.is_hidden:
            continue
        theirs = _said(field, field.prepare_value(form.get_initial_for_field(field, name)))
        yours = _said(field, form[name].value())
        if theirs != yours:
            yield Clash(f"{before}{form[name].label}", theirs, yours)


def _said(field: Any, value: Any) -> str:
    """A field's value as a person reads it: labels for terms, rows on lines of their own."""
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_said(field, item) for item in value)))
    words = {str(key): str(label) for key, label in getattr(field, "choices", ()) or ()}
    return "" if value is None else words.get(str(value), str(value))
