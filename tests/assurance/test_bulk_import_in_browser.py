"""The 3,718 real summaries go through the browser. They name victims: nothing of a row is printed or kept."""

import json

import pytest
from playwright.sync_api import expect

from testimonies.models import Record, Testimony
from testimonies.vocabulary import Stage
from tests.factories import make_user
from tests.signing_in import signed_in_page

pytestmark = [pytest.mark.browser, pytest.mark.assure, pytest.mark.django_db(transaction=True)]
PATIENCE = 600_000  # milliseconds


def test_the_real_summaries_become_drafts_and_their_shared_texts_are_pointed_out(
    browser, live_server, real_data
):
    file = real_data / "trc_summaries_sample.jsonl"
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    shared = len(texts) - len(set(texts))
    assert shared > 0
    page = signed_in_page(browser, live_server.url, make_user("contributor"))
    page.set_default_timeout(PATIENCE)
    page.goto(f"{live_server.url}/curate/import/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_label("Summary: column").select_option("text")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("can be imported", timeout=PATIENCE)
    said = page.get_by_role("heading", level=1).inner_text()
    good = int("".join(filter(str.isdigit, said)))
    page.get_by_role("button", name="as drafts").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("became drafts", timeout=PATIENCE)
    assert Testimony.objects.count() == good > 0.9 * len(texts)
    assert set(Record.objects.values_list("stage", flat=True)) == {Stage.DRAFT}
    alike = page.get_by_text("the same words")
    assert alike.count() > 0
