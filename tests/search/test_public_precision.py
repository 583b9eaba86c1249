"""The index follows when the public is told less: neither the years nor the camp find the record any more."""

import pytest

from testimonies import ledger
from testimonies.models import Entity, Stay
from tests.factories import make_claim, make_testimony, make_user, publish
from tests.search.conftest import named_camp

pytestmark = pytest.mark.django_db


def certain(found, first, last, **more):
    return found(dates="certain", first_year=first, last_year=last, **more)


def test_the_exact_years_and_the_camp_find_it_before_and_not_after(
    found, ask, index, django_capture_on_commit_callbacks
):
    author, camp = make_user("contributor"), named_camp(18)
    place = publish(Entity.objects.create(kind="place", slug="province", heading="Synthetic province"))
    publish(make_claim(camp, property="place", object=place))
    record = make_testimony(title="Synthetic and told", texts=("He worked.",))
    stay = Stay.objects.create(testimony=record, camp=camp, role="prisoner", period="1991 to 1993")
    publish(record, author)
    index.catch_up()
    assert certain(found, 1991, 1993, camp=("kwalliso-18",)) == ["Synthetic and told"]
    stay.public_period, stay.public_place = "1990s", place
    stay.save()
    with django_capture_on_commit_callbacks(execute=True):
        publish(record, author)
    # no catch_up here: the erasure told the index
    assert certain(found, 1991, 1993) == []
    assert certain(found, 1990, 1999, kind=("testimony",)) == ["Synthetic and told"]
    assert found(camp=("kwalliso-18",), kind=("testimony",)) == []
    assert found("Synthetic province", kind=("testimony",)) == ["Synthetic and told"]
    for said in ("province", "Synthetic province"):
        assert found(camp=(said,), kind=("testimony",)) == ["Synthetic and told"]
        assert found(f'camp:"{said}" kind:testimony') == ["Synthetic and told"]
    [chosen] = [one for one in ask(camp=("province",), kind=("testimony",)).facets["camp"] if one.selected]
    assert (chosen.value, chosen.label, chosen.count) == ("province", "Synthetic province", 1)
    assert ask(kind=("testimony",)).facets["camp"] == (), "only camps are listed unasked"
    assert ledger.verify() == []
