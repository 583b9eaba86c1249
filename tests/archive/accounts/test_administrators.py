"""An administrator looks after accounts and sees no record; and cannot make themselves more."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import NoReverseMatch, reverse

from testimonies.accounts import make_groups
from testimonies.models import Figure
from testimonies.workflow import Action, perform
from tests.archive.accounts.steps import PASSWORD
from tests.factories import make_camp, make_claim, make_source, make_testimony, make_topic, make_user, publish
from tests.testimonies.admin.forms_on_pages import signed_in

pytestmark = pytest.mark.django_db
SECRET = "Synthetic words that wait"


def group(name: str) -> str:
    return str(Group.objects.get(name=name).pk)


def person_form(user: User, **changes) -> dict:
    return {"username": user.username, "is_active": "on", "groups": []} | changes


def test_no_address_shows_an_administrator_a_working_record():
    draft = make_testimony(texts=(SECRET,), title=SECRET)
    perform(Action.SUBMIT, draft, make_user("contributor"))
    others = [make_topic(label_en=SECRET), make_claim(publish(make_camp()), statement=SECRET), make_source()]
    client = signed_in(make_user("administrator"))
    for record in [draft, *others]:
        noun = record._meta.model_name
        for address in (
            f"/curate/testimonies/{noun}/",
            f"/curate/testimonies/{noun}/add/",
            f"/curate/testimonies/{noun}/{record.pk}/change/",
            f"/curate/records/{record.pk}/review/",
            f"/curate/records/{record.pk}/history/",
            f"/curate/records/{record.pk}/image/",
            f"/curate/records/{record.pk}/comment/",
            "/curate/proposals/",
            "/curate/notices/",
        ):
            assert client.get(address).status_code == 403, address
            assert client.post(address, {"note": "x"}).status_code in (403, 405), address
    front = client.get("/curate/").text
    assert SECRET not in front and "/curate/testimonies/" not in front and "/curate/auth/user/" in front
    assert not Figure.objects.exists()


def test_an_administrator_puts_people_into_groups():
    user, client = make_user("contributor"), signed_in(make_user("administrator"))
    client.post(f"/curate/auth/user/{user.pk}/change/", person_form(user, groups=[group("moderator")]))
    assert [one.name for one in user.groups.all()] == ["moderator"]


def test_an_administrator_closes_an_account_and_deletes_none():
    user, client = make_user("contributor"), signed_in(make_user("administrator"))
    client.post(f"/curate/auth/user/{user.pk}/change/", person_form(user, is_active=""))
    user.refresh_from_db()
    assert not user.is_active
    assert client.post(f"/curate/auth/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_nobody_is_administrator_and_something_else():
    user, client = make_user(), signed_in(make_user("administrator"))
    both = [group("administrator"), group("moderator")]
    answer = client.post(f"/curate/auth/user/{user.pk}/change/", person_form(user, groups=both))
    assert "has no other task" in answer.text
    assert not user.groups.exists()


def test_an_administrator_gives_themselves_nothing():
    user = make_user("administrator")
    rights = {"is_superuser": "on", "is_staff": "on", "user_permissions": ["1", "2", "3"]}
    data = person_form(user, groups=[group("moderator")], **rights)
    signed_in(user).post(f"/curate/auth/user/{user.pk}/change/", data)
    user = User.objects.get(pk=user.pk)
    assert [one.name for one in user.groups.all()] == ["administrator"]
    assert not user.is_superuser and not user.user_permissions.exists()


def test_an_administrator_makes_no_superuser_and_changes_none():
    root, user, client = make_user(is_superuser=True), make_user(), signed_in(make_user("administrator"))
    client.post(f"/curate/auth/user/{user.pk}/change/", person_form(user, is_superuser="on"))
    assert (
        client.post(f"/curate/auth/user/{root.pk}/change/", person_form(root, is_active="")).status_code
        == 403
    )
    user.refresh_from_db()
    root.refresh_from_db()
    assert root.is_active and not user.is_superuser


def test_what_a_group_may_do_is_not_changed_at_the_desk():
    for client in (signed_in(make_user("administrator")), signed_in(make_user(is_superuser=True))):
        assert client.get("/curate/auth/group/").status_code == 200
        assert client.get("/curate/auth/group/add/").status_code == 403
        data = {"name": "administrator", "permissions": ["1", "2"]}
        change = f"/curate/auth/group/{group('administrator')}/change/"
        assert client.post(change, data).status_code == 403


def test_what_a_group_may_do_is_put_back_by_migrate():
    moderators = Group.objects.get(name="moderator")
    moderators.permissions.add(Permission.objects.get(codename="erase"))
    moderators.permissions.remove(Permission.objects.get(codename="review"))
    make_groups()
    kept = {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
    }
    assert kept == {
        "contributor": {"contribute", "seal"},
        "moderator": {"contribute", "review"},
        "editor": {"contribute", "edit"},
        "custodian": {"erase", "seal"},
        "administrator": {"add_user", "change_user", "view_user", "view_group"},
    }


def test_no_one_sets_the_password_of_another():
    user, client = make_user(), signed_in(make_user(is_superuser=True))
    new = "a password that another chose"
    client.post(f"/curate/auth/user/{user.pk}/password/", {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[user.pk])


@pytest.mark.parametrize("model", ["mfa_authenticator", "account_emailaddress", "account_emailconfirmation"])
def test_secrets_of_second_factors_have_no_page_for_anyone(model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{model}_changelist")
