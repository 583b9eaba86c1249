"""Names on the not-public list, looked for in every spelling."""

from collections.abc import Iterable

from testimonies.models import NotPublicName
from testimonies.vault.spellings import ProtectedNames


def listed_in(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Place, text and the key of the list's row, for each name of the list that may stand in a text.

    One query. All names are looked for at once; each by itself only in a text in which one was found.
    """
    rows = dict(NotPublicName.objects.order_by("pk").values_list("pk", "name"))
    every = ProtectedNames(rows.values())
    hit = [(place, text) for place, text in texts if rows and text and every.stand_in(text)]
    each = {pk: ProtectedNames([name]) for pk, name in rows.items()} if hit else {}
    return [(place, text, pk) for place, text in hit for pk, name in each.items() if name.stand_in(text)]
