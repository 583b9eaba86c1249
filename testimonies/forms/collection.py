"""The form of an item in a collection: a record pinned to a version that exists."""

from typing import Any

from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.forms.records import DeskForm


class ItemForm(DeskForm):
    """A record and its version; without a version, the current one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False
        self.fields["version"].help_text = _("Left empty: the current one.")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("item") and "version" not in self.errors:
            self._pin(cleaned)
        return cleaned

    def _pin(self, cleaned: dict[str, Any]) -> None:
        now = ledger.current(cleaned["item"].identifier)
        if now is None or now.document is None:
            self.add_error("item", _("This record is not public: it cannot be pinned."))
            return
        version = cleaned.get("version")
        if version is None:
            cleaned["version"] = now.version
        elif not 1 <= version <= now.version:
            message = _("There is no version %(version)d: the current one is %(now)d.")
            self.add_error("version", message % {"version": version, "now": now.version})
