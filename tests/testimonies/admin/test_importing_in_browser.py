"""A whole import in a browser: wide and narrow, and without script. Synthetic rows only."""

import pytest
from playwright.sync_api import expect

from testimonies.models import Testimony
from testimonies.workflow import Action, perform
from tests.factories import make_camp, make_testimony, make_user, publish
from tests.signing_in import signed_in_page
from tests.testimonies.admin.test_desk_in_browser import sign_in, sound
from tests.testimonies.importing.tables import csv_of, rows_of, unlike

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADER = ("Titel", "summary", "camp", "role", "period")


def a_file(rows: int) -> dict:
    stay = ("Camp 18", "prisoner", "late 1970s")
    content = csv_of(
        [
            ("Synthetic row with a stay", unlike(0) + "\n\n" + unlike(1), *stay),
            ("Synthetic row entered before", unlike(2), *stay),
            ("Synthetic row with a wrong date", unlike(3), *stay[:2], "482198400000"),
            *rows_of(rows, first=10),
        ],
        HEADER,
    )
    return {"name": "synthetic.csv", "mimeType": "text/csv", "buffer": content}


def entered_before() -> Testimony:
    publish(make_camp(18))
    before = make_testimony(texts=(unlike(2),))
    perform(Action.EDIT, before, make_user("contributor"))
    return before


def test_a_file_goes_from_upload_to_drafts(browser, live_server):
    before, complaints = entered_before(), []
    page = sign_in(browser, live_server, make_user("contributor"), complaints)
    page.get_by_role("link", name="Import a spreadsheet or JSON Lines as drafts").click()
    sound(page, complaints)
    page.get_by_label("File").set_input_files(a_file(70))
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("CSV, UTF-8, separated by commas. 73 rows.")).to_be_visible()
    sound(page, complaints)
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_role("alert")).to_contain_text("Which column is the title?")
    complaints.clear()  # the browser tells of every answer that is no 200
    sound(page, complaints)
    page.get_by_label("Title: column").select_option("Titel")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("72 rows can be imported")
    sound(page, complaints)
    expect(page.get_by_role("link", name=f"#{before.pk}")).to_be_visible()
    expect(page.get_by_text("1 January 1976 to 31 December 1979").first).to_be_visible()
    page.get_by_role("link", name="Refused", exact=True).click()
    expect(page.get_by_text("may count milliseconds since 1970")).to_be_visible()
    sound(page, complaints)
    page.get_by_role("button", name="Import 72 rows as drafts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("72 rows became drafts")
    sound(page, complaints)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the refused rows with reasons").click()
    assert "482198400000" in download.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("row").filter(has_text="the same words").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="May be the same account")).to_be_visible()
    sound(page, complaints)
    assert Testimony.objects.count() == 73 and complaints == []


@pytest.mark.assure
def test_the_page_of_progress_is_sound(browser, live_server):
    complaints: list[str] = []
    page = sign_in(browser, live_server, make_user("contributor"), complaints)
    page.route("**/archive/import.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{live_server.url}/curate/import/")
    page.get_by_label("File").set_input_files(a_file(3000))
    page.get_by_role("button", name="Read the file").click()
    page.get_by_label("Title: column").select_option("Titel")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("of 3003 rows")).to_be_visible()
    sound(page, complaints)


def test_a_file_goes_through_without_javascript(browser, live_server):
    entered_before()
    user = make_user("contributor")
    page = signed_in_page(browser, live_server.url, user, java_script_enabled=False)
    page.goto(f"{live_server.url}/curate/import/")
    page.get_by_label("File").set_input_files(a_file(150))
    page.get_by_role("button", name="Read the file").click()
    page.get_by_label("Title: column").select_option("Titel")
    page.get_by_role("button", name="Check the rows").click()
    page.get_by_role("button", name="Import 152 rows as drafts").click(timeout=30_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("152 rows became drafts", timeout=60_000)
    assert Testimony.objects.count() == 153
