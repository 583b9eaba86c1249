"""Opens a form of the desk and keeps what is typed in it, as its script does."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from testimonies.models import Record
from tests.testimonies.admin.forms_on_pages import signed_in, values_of

ADD = "/curate/testimonies/testimony/add/"


@dataclass
class Tab:
    """One form, opened by one person in one tab."""

    user: User
    client: Client
    address: str
    values: dict[str, list[str]]
    about: dict[str, str]
    version: int = 0
    changes: dict[str, Any] = field(default_factory=dict)

    def type(self, **changes: Any) -> Any:
        """Change fields and let the script keep them; its answer."""
        self.values |= {name.replace("__", "-"): [value] for name, value in changes.items()}
        sent = {
            "token": self.values["unsaved"][0],
            "since": self.values["unsaved-since"][0],
            "form": self.about["form"],
            "record": self.about["record"],
            "user": self.user.pk,
            "version": self.version,
            "typed": self.values,
        } | self.changes
        answer = self.client.post(reverse("admin:typing_keep"), json.dumps(sent), "application/json")
        if answer.status_code == 200:
            self.version = answer.json()["version"]
        return answer

    def press(self, button: str = "_continue") -> Any:
        return self.client.post(self.address, self.values | {button: ""}, follow=True)


def opened(user: User, record: Record | None = None, address: str = "", **fields: Any) -> Tab:
    """A tab with the form of a record, or of a new testimony; `fields` restore or change the request."""
    client = signed_in(user)
    if record is not None:
        address = reverse(f"admin:testimonies_{record._meta.model_name}_change", args=[record.pk])
    address = address or ADD
    answer = client.post(address, fields) if fields else client.get(address)
    about = dict(re.findall(r'data-(form|record|version)="([^"]*)"', answer.content.decode()))
    return Tab(user, client, address, values_of(answer, "seen_revision"), about, int(about.get("version", 0)))
