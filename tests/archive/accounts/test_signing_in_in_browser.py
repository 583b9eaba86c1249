"""Signing in and enrolling in a browser, under the content security policy, narrow and wide."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from archive.accounts.handing_out import enrol, one_time_password
from tests.archive.accounts.steps import PASSWORD, code_of
from tests.factories import make_source, make_user, publish
from tests.signing_in import signed_in_page
from tests.testimonies.admin.test_desk_in_browser import PHONE, sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def a_page(browser, complaints: list[str], width: int = 360, **context) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}, **context).new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def with_a_key(page: Page) -> Page:
    """A device that holds passkeys, as the browser's own tools make one."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def give_password(page: Page, address: str, user, password: str = PASSWORD) -> None:
    page.goto(f"{address}/curate/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_newcomer_changes_the_password_enrols_an_app_and_is_in(browser, live_server):
    user, complaints = make_user("contributor"), []
    password, page = one_time_password(user), a_page(browser, complaints)
    page.goto(f"{live_server.url}/curate/")
    sound(page, complaints)
    give_password(page, live_server.url, user, password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a password")
    sound(page, complaints)
    page.get_by_label("Current Password").fill(password)
    page.get_by_label("New Password", exact=True).fill("quite another pass for tests")
    page.get_by_label("New Password (again)").fill("quite another pass for tests")
    page.get_by_role("button", name="Save the password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First, a second factor")
    sound(page, complaints)
    page.get_by_role("link", name="Set up an app").click()
    sound(page, complaints)
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0
    page.get_by_label("Authenticator code").fill(code_of(page.inner_text("#secret")))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    sound(page, complaints)
    page.get_by_role("link", name="I have kept them: to the desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for review")
    sound(page, complaints)


def test_signing_in_works_without_javascript(browser, live_server):
    user = make_user("contributor")
    factors, page = enrol(user), a_page(browser, [], java_script_enabled=False)
    give_password(page, live_server.url, user)
    page.get_by_label("Code").fill(factors.recovery_codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for review")


def test_a_passkey_is_enrolled_and_signs_in_alone_and_as_second_step(browser, live_server):
    user, complaints = make_user("contributor"), []
    page = with_a_key(a_page(browser, complaints))
    give_password(page, live_server.url, user)
    page.get_by_role("link", name="Add a passkey").click()
    sound(page, complaints)
    page.get_by_label("Name of the key").fill("My synthetic key")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(f"{live_server.url}/curate/account/factors/webauthn/")
    expect(page.get_by_text("My synthetic key")).to_be_visible()
    sound(page, complaints)

    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for review")

    page.get_by_role("button", name="Log out").click()
    give_password(page, live_server.url, user)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    sound(page, complaints)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for review")
    assert complaints == []


def test_a_passkey_says_again_who_one_is_and_the_last_one_stays(browser, live_server):
    user, complaints = make_user("contributor"), []
    page = with_a_key(a_page(browser, complaints))
    give_password(page, live_server.url, user)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(f"{live_server.url}/curate/account/factors/webauthn/reauthenticate/?next=/curate/notices/")
    sound(page, complaints)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notices")
    page.goto(f"{live_server.url}/curate/account/factors/webauthn/")
    page.get_by_role("link", name="Remove").click()
    sound(page, complaints)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("cannot deactivate")).to_be_visible()
    expect(page.get_by_text("Passkey 1")).to_be_visible()
    assert complaints == []


@pytest.mark.assure
def test_the_other_pages_of_accounts_are_sound(browser, live_server):
    author, complaints = make_user("contributor"), []
    enrol(author)
    publish(make_source(), author)
    viewport = {"width": PHONE, "height": 800}
    page = signed_in_page(browser, live_server.url, author, viewport=viewport)
    for address in (
        "notices/",
        "account/reauthenticate/",
        "account/factors/reauthenticate/",
        "account/factors/",
        "account/factors/recovery-codes/generate/",
        "account/password/",
        "account/logout/",
        "account/inactive/",
    ):
        assert page.goto(f"{live_server.url}/curate/{address}").status == 200
        sound(page, complaints)
    page = signed_in_page(browser, live_server.url, make_user("administrator"), viewport=viewport)
    for address in ("", "auth/user/", f"auth/user/{author.pk}/change/", "auth/user/add/", "auth/group/"):
        assert page.goto(f"{live_server.url}/curate/{address}").status == 200
        sound(page, complaints)
    page.goto(f"{live_server.url}/curate/auth/user/{author.pk}/change/")
    page.get_by_role("button", name="Reset the sign-in").click()
    expect(page.locator("#one-time-password")).to_be_visible()
    sound(page, complaints)


def test_too_many_tries_have_a_page_of_ours(live_server):
    client = Client(REMOTE_ADDR="198.51.100.7")
    answers = [client.post("/curate/account/login/", {"login": "x"}) for _try in range(31)]
    assert answers[-1].status_code == 429 and "Too many tries" in answers[-1].text
