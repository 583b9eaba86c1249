"""What the map makes of the words of claims on a camp's state."""

import pytest

from testimonies.documents import ClaimDocument, ReferenceDocument
from testimonies.views.atlas import state_of


def status(value: str) -> ClaimDocument:
    return ClaimDocument(
        heading="Synthetic",
        statement="Synthetic.",
        subject="kwalliso-99",
        property="status",
        kind="inference",
        method="unstated",
        value=value,
        references=(ReferenceDocument(source="S-0001"),),
    )


@pytest.mark.parametrize(
    ("values", "state"),
    [
        (["operating"], "working"),
        (["reopened", "enlarged"], "working"),
        (["closed"], "closed"),
        (["closed", "operating"], "differ"),
        (["reduced"], "differ"),
        (["operating", "reduced"], "differ"),
        (["opened"], "untold"),
        (["opened", "closed"], "closed"),
        (["opened", "operating"], "working"),
        ([], "untold"),
    ],
)
def test_a_camp_is_drawn_as_its_claims_say_together(values, state):
    assert state_of(status(value) for value in values) == state
