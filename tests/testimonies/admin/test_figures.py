"""Pictures come in through the desk: redrawn and named by what they show, or refused beside the field."""

import io
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from testimonies.models import Figure
from tests.factories import make_user
from tests.testimonies.admin.forms_on_pages import send, signed_in, values_of

pytestmark = pytest.mark.django_db

ADD = "/curate/testimonies/figure/add/"
WORDS = {"title": "Synthetic drawing", "alt": "A grey field.", "credit": "A test", "rights": "CC0"}


def picture(colour: str = "grey", kind: str = "PNG", **saving) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind, **saving)
    return out.getvalue()


def entered(client, data: bytes, **changes):
    upload = SimpleUploadedFile("from my telephone.png", data)
    return send(client, ADD, WORDS | {"image": upload} | changes)


def test_a_picture_is_kept_redrawn_under_its_own_digest():
    entered(signed_in(make_user("contributor")), picture())
    figure = Figure.objects.get()
    kept = Path(settings.MEDIA_ROOT, figure.image.name).read_bytes()
    assert figure.image.name == f"figures/{sha256(kept).hexdigest()}.png"
    assert (figure.sha256, figure.width, figure.height) == (sha256(kept).hexdigest(), 40, 30)


def test_nothing_but_what_can_be_seen_is_kept():
    tags = Image.Exif()
    tags[0x010E] = "where it was taken"
    entered(signed_in(make_user("contributor")), picture("blue", "JPEG", exif=tags))
    kept = Path(settings.MEDIA_ROOT, Figure.objects.get().image.name).read_bytes()
    assert b"where it was taken" not in kept


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"GIF89a not one of the three", "This is no JPEG, PNG or WebP picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no JPEG, PNG or WebP picture"),
        (picture()[:60], "damaged or cut short"),
        (b"\x89PNG" + b"\0" * (10 * 1024 * 1024), "Larger than 10 MB"),
    ],
)
def test_what_is_no_picture_is_refused_beside_the_field_and_the_words_stay(data, why):
    answer = entered(signed_in(make_user("contributor")), data)
    assert why in answer.content.decode()
    values = values_of(answer, "seen_revision")
    assert {name: values[name] for name in WORDS} == {name: [text] for name, text in WORDS.items()}
    assert not Figure.objects.exists()


def test_two_figures_may_show_the_same_picture():
    client = signed_in(make_user("contributor"))
    entered(client, picture("green"))
    entered(client, picture("green"), title="Synthetic drawing again")
    names = set(Figure.objects.values_list("image", flat=True))
    assert (Figure.objects.count(), len(names)) == (2, 1)


def test_words_can_be_changed_without_sending_the_picture_again():
    client = signed_in(make_user("contributor"))
    entered(client, picture("red"))
    before = Figure.objects.get()
    send(client, reverse("admin:testimonies_figure_change", args=[before.pk]), {"caption": "A caption."})
    after = Figure.objects.get()
    assert (after.caption, after.image.name, after.sha256) == ("A caption.", before.image.name, before.sha256)


def test_the_picture_of_a_draft_is_shown_to_who_works_here_and_nobody_else(client):
    entered(signed_in(make_user("contributor")), picture("white"))
    address = reverse("admin:record_image", args=[Figure.objects.get().pk])
    shown = signed_in(make_user("moderator")).get(address)
    assert shown.headers["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")
    shown.close()
    assert signed_in(make_user()).get(address).status_code == 403
    assert client.get(address).status_code == 302
