"""A picture is served only while a current public figure names its file."""

import pytest

from testimonies import ledger
from testimonies.workflow import Action, perform
from tests.factories import make_user, publish
from tests.testimonies.pages.conftest import make_figure

pytestmark = pytest.mark.django_db


def file_of(figure):
    return f"/media/{ledger.current(figure.identifier).document.media}"


def test_it_serves_the_file_of_a_public_figure(client, archive):
    answer = client.get(file_of(archive.figure))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue().startswith(b"\x89PNG")
    answer.close()


def test_it_asks_the_ledger_again_at_every_use(client, archive):
    answer = client.get(file_of(archive.figure))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    answer.close()
    again = client.get(file_of(archive.figure), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_it_serves_no_draft(client, archive):
    draft = make_figure("teal")
    assert client.get(f"/media/{draft.sha256}.png").status_code == 404


def test_it_serves_nothing_of_a_withdrawn_figure(client, archive):
    file = file_of(archive.figure)
    perform(Action.WITHDRAW, archive.figure, make_user("moderator"), "no rights", reason="rights")
    assert client.get(file).status_code == 404


def test_it_serves_no_file_of_an_old_version(client, archive):
    file = file_of(archive.figure)
    other = make_figure("olive")
    archive.figure.image, archive.figure.sha256 = other.image, other.sha256
    archive.figure.save()
    publish(archive.figure)
    assert client.get(file).status_code == 404
    served = client.get(file_of(archive.figure))
    served.close()
    assert served.status_code == 200
    assert file not in client.get(f"/figures/{archive.figure.identifier}/v1/").text


def test_it_says_404_when_the_file_is_missing(client, archive, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "empty"
    assert client.get(file_of(archive.figure)).status_code == 404


def test_it_knows_no_path_but_a_digest(client, archive):
    assert client.get("/media/../archive.sqlite3").status_code == 404
    assert client.get("/media/figures/x.png").status_code == 404
