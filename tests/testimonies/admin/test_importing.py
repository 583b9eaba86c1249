"""The desk's pages of an import: only for who may contribute, only one's own, gone after a day."""

import shutil
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from testimonies import importing
from testimonies.importing.holding import folder_of
from testimonies.models import Import, Testimony
from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user
from tests.testimonies.importing.tables import csv_of, rows_of, taken_in, unlike

pytestmark = pytest.mark.django_db
PAGE = "/curate/import/"


def as_(client, *roles):
    user = make_user(*roles)
    client.force_login(user)
    return user


def send(client, content: bytes, name: str = "synthetic.csv"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def columns(**named: str) -> dict[str, str]:
    return {"do": "columns"} | {f"column-{name}": column for name, column in named.items()}


def follow(client, address: str) -> str:
    """The page an import comes to when its progress is read again and again."""
    for _turn in range(50):
        answer = client.get(address)
        if answer.status_code == 200 and b"data-progress" not in answer.content:
            return answer.content.decode()
    raise AssertionError("the import never came to its end")


def test_a_file_goes_from_upload_to_drafts(client):
    user = as_(client, "contributor")
    address = send(client, csv_of([*rows_of(120), ("", unlike(0), "", "", "")]))["Location"]
    page = client.get(address).content.decode()
    assert "CSV, UTF-8, separated by commas" in page and '<option value="title" selected>' in page
    client.post(address, columns(title="title", summary="summary"))
    page = follow(client, address)
    assert "120 rows can be imported" in page and "Synthetic row 1<" in page
    assert "Synthetic row 60" in client.get(address + "?page=2").content.decode()
    only = client.get(address + "?only=problems").content.decode()
    assert "Title: empty, and a draft needs it." in only and "Synthetic row" not in only
    client.post(address, {"do": "import"})
    page = follow(client, address)
    assert "120 rows became drafts" in page and "1 row was refused" in page
    report = b"".join(client.get(address + "refused.csv").streaming_content).decode()
    assert report.count("\n") == 2 and "a draft needs it" in report
    assert {event.actor.user for draft in Testimony.objects.all() for event in draft.events.all()} == {user}


def test_what_is_no_table_is_refused_on_the_page(client):
    as_(client, "contributor")
    answer = send(client, bytes(range(256)))
    assert answer.status_code == 422 and "it is no text" in answer.content.decode()
    assert client.post(PAGE).status_code == 422
    assert not Import.objects.exists()


def test_a_wrong_mapping_keeps_what_was_chosen(client):
    as_(client, "contributor")
    address = send(client, csv_of(rows_of(1)))["Location"]
    answer = client.post(address, columns(title="title") | {"same-language": "ko"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Which column is the summary" in page
    assert 'name="same-language" value="ko"' in page


def test_a_value_for_every_row_is_taken(client):
    as_(client, "contributor")
    address = send(client, csv_of(rows_of(1)))["Location"]
    client.post(address, columns(title="title", summary="summary") | {"same-language": "ko"})
    assert Import.objects.get().mapping == {"title": "title", "summary": "summary", "language": "=ko"}


def test_progress_answers_as_json_too(client):
    as_(client, "contributor")
    address = send(client, csv_of(rows_of(5)))["Location"]
    client.post(address, columns(title="title", summary="summary"))
    answer = client.get(address, headers={"Accept": "application/json"})
    assert answer.json() == {"done": 5, "rows": 5, "at_work": False}


def test_an_import_can_be_deleted_at_any_time(client):
    as_(client, "contributor")
    address = send(client, csv_of(rows_of(5)))["Location"]
    folder = folder_of(Import.objects.get())
    assert folder.exists() and folder.stat().st_mode & 0o077 == 0
    client.post(address, {"do": "discard"})
    assert not folder.exists() and client.get(address).status_code == 404


def test_an_import_is_deleted_after_a_day_at_the_next_visit_of_the_desk(client):
    user = as_(client, "contributor")
    job, young = taken_in(csv_of(rows_of(1)), user=user), taken_in(csv_of(rows_of(1)), user=user)
    Import.objects.filter(pk=job.pk).update(begun=timezone.now() - timedelta(days=1, minutes=1))
    client.get("/curate/")
    assert not folder_of(job).exists() and folder_of(young).exists()
    assert Import.objects.get() == young


def test_an_import_whose_files_are_gone_is_not_found(client):
    job = taken_in(csv_of(rows_of(1)), user=as_(client, "contributor"))
    shutil.rmtree(folder_of(job))
    assert client.get(f"{PAGE}{job.token}/").status_code == 404
    assert not Import.objects.exists()


@pytest.mark.parametrize("roles", [(), ("custodian",)])
def test_who_may_not_contribute_sees_no_page_of_it(client, roles):
    job = taken_in(csv_of(rows_of(1)))
    as_(client, *roles)
    for address in (PAGE, f"{PAGE}{job.token}/", f"{PAGE}{job.token}/refused.csv"):
        assert client.get(address).status_code == 403
    assert send(client, csv_of(rows_of(1))).status_code == 403


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(PAGE).status_code == 302 and "/login/" in client.get(PAGE)["Location"]


def test_nobody_sees_the_import_of_another(client):
    job = taken_in(csv_of([("Someone else's row", unlike(1), "", "", "")]))
    as_(client, "contributor", "moderator")
    for address in (f"{PAGE}{job.token}/", f"{PAGE}{job.token}/refused.csv"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"do": "discard"}).status_code in (404, 405)
    assert Import.objects.filter(pk=job.pk).exists()
    assert "synthetic.csv" not in client.get(PAGE).content.decode()


def test_reading_a_page_twice_at_once_imports_no_row_twice(client):
    user = as_(client, "contributor")
    job = taken_in(csv_of(rows_of(150)), user=user)
    importing.name_columns(job, job.mapping)
    importing.begin_importing(job)
    first, second = (importing.Run(Import.objects.get(pk=job.pk)) for _turn in (1, 2))
    first.step(0), second.step(0), first.step(0)
    assert Testimony.objects.count() == 150


def test_the_page_of_a_record_names_the_account_entered_before_without_its_title(client):
    user = as_(client, "contributor")
    before = make_testimony(texts=(unlike(1),), title="A title that stays on its own page")
    after = make_testimony(texts=(unlike(1),))
    for record in (before, after):
        perform(Action.EDIT, record, user)
    page = client.get(f"/curate/testimonies/testimony/{after.pk}/change/").content.decode()
    assert "May be the same account" in page and f">#{before.pk}</a>: the same words" in page
    assert "A title that stays on its own page" not in page
