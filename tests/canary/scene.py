"""A small archive with a token in every private field that people can fill, and one in every vault field."""

import io
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse
from PIL import Image

from testimonies import harm, importing
from testimonies.models import Entity, Name, NotPublicName, Passage, Reference, Stay
from testimonies.models.record import Record
from testimonies.vocabulary import Naming
from testimonies.workflow import Action, perform
from tests.canary.filling import fill
from tests.canary.tokens import Detector, Token
from tests.factories import (
    make_camp,
    make_claim,
    make_source,
    make_testimony,
    make_topic,
    make_user,
    make_witness,
    publish,
)
from tests.testimonies.admin.forms_on_pages import signed_in, values_of
from tests.testimonies.importing.tables import csv_of
from tests.testimonies.pages.conftest import make_collection, make_disagreement, make_figure

EXACT_CAMP, EXACT_DAY = 77, "23 February 1987"


class World(SimpleNamespace):
    """What was made: people, records, and the tokens by name. `of` says whose own pages may show a token."""

    tokens: dict[str, Token]
    vault: set[str]  # names of those that are sealed
    nowhere: set[str]  # names of those that nothing keeps
    titles: set[str]  # names of those by which a record is called
    of: dict[str, int]

    def new(self, name: str, of: Record | None = None) -> Token:
        """A token for one field, of one record if it has one."""
        name = f"{name}, another" if name in self.tokens else name
        token = self.tokens[name] = Token(name, len(self.tokens))
        if of is not None:
            self.of[name] = of.pk
        return token

    def detector(self) -> Detector:
        """The detector of all of them."""
        return Detector([*self.tokens.values()], [self.tokens[name] for name in self.vault])


def build() -> World:
    """The archive, made through the desk's own ways. The settings must name a recipient of the vault."""
    world = World(tokens={}, vault=set(), nowhere=set(), titles=set(), of={}, answers=[], drafts={})
    _people(world)
    _public(world)
    _drafts(world)
    _on_the_way(world)
    _coarser(world)
    _sealed(world)
    _photograph(world)
    _files(world)
    _forms(world)
    return world


def _people(world: World) -> None:
    words = {name: world.new(f"person {name}").latin for name in ("username", "first_name", "last_name")}
    mail = f"{world.new('person email').latin}@example.org"
    world.author = User.objects.create_user(**words, email=mail, is_staff=True)
    world.author.groups.add(Group.objects.get(name="contributor"))
    world.reviewer = make_user("moderator")
    world.viewers = {
        "visitor": Client(),
        "contributor": signed_in(make_user("contributor")),
        "moderator": signed_in(make_user("moderator")),
        "superuser": signed_in(make_user(is_superuser=True)),
    }


def _public(world: World) -> None:
    """One public record of each kind, without a token."""
    other = make_user("contributor")

    def out(record: Record) -> Any:
        return publish(record, other, world.reviewer)

    world.source = out(make_source(title="Synthetic book"))
    world.topic = out(make_topic(slug="synthetic-topic"))
    world.witness = out(make_witness())
    world.camp, world.exact = out(make_camp(18)), out(make_camp(EXACT_CAMP))
    world.province = out(Entity.objects.create(kind="place", slug="synthetic-province", heading="Province"))
    out(make_claim(world.exact, world.source, property="place", object=world.province))
    world.figure = out(make_figure())
    world.testimony = make_testimony(world.source, ("One.", "Two."), world.camp, witness=world.witness)
    world.testimony.topics.add(world.topic)
    out(world.testimony)
    world.claim = out(make_claim(world.camp, world.source, low=1, high=2, unit="people", metric="stock"))
    world.question = make_disagreement({"So": [world.claim], "Or so": [world.testimony.passages.first()]})
    world.question.subjects.add(world.camp)
    out(world.question)
    world.list = out(make_collection([world.testimony, world.claim]))
    world.gone = out(make_testimony(world.source))


def _drafts(world: World) -> None:
    """A draft of each kind by the author; whatever words can be typed into it are tokens."""
    passage = world.testimony.passages.first()
    made = [
        make_testimony(world.source, ("To be filled.",), world.camp),
        make_claim(world.camp, world.source),
        make_source(),
        make_witness(),
        make_topic(),
        make_figure("green"),
        make_camp(79),
        make_disagreement({"So": [world.claim], "Or so": [passage]}),
        make_collection([world.testimony], slug="draft-readings"),
    ]
    Name.objects.create(owner=made[6], text="Filled")
    for draft in made:
        fill(world, draft, draft)
        for relation in draft._meta.related_objects:
            if relation.on_delete is models.CASCADE and not issubclass(relation.related_model, Record):
                for row in relation.related_model.objects.filter(**{relation.field.name: draft.pk}):
                    fill(world, row, draft)
        perform(Action.EDIT, draft, world.author)
        world.drafts[draft.noun] = draft
        named = str(draft)
        own = [token for name, token in world.tokens.items() if world.of.get(name) == draft.pk]
        world.titles |= {token.name for token in own if token.latin in named}
    locator = world.new("reference.locator", made[0]).text
    Reference.objects.filter(passage__testimony=made[0]).update(locator=locator)


def _on_the_way(world: World) -> None:
    """What is written between an entry and its publication: reasons, comments, explanations, later edits."""
    author, reviewer, record = world.author, world.reviewer, world.testimony
    edited = world.new("edit of a public passage", record)
    Passage.objects.filter(testimony=record, number=1).update(text=edited.text)
    perform(Action.EDIT, record, author)
    perform(Action.SUBMIT, record, author)
    perform(Action.RETURN, record, reviewer, world.new("reason of a return", record).text)
    perform(Action.COMMENT, record, author, world.new("comment", record).text)
    Passage.objects.filter(testimony=record, number=2).update(text="She escaped on 12 March 1998.")
    for finding in harm.open_findings(record):
        perform(Action.COMMENT, record, author, world.new("explanation", record).text, explains=finding.key)
    perform(Action.WITHDRAW, world.gone, reviewer, world.new("note of a withdrawal", world.gone).text)
    for name in ("name", "note"):
        world.new(f"not public: {name}")
    NotPublicName.objects.create(
        name=world.tokens["not public: name"].text,
        note=world.tokens["not public: note"].text,
        actor=reviewer.actor,
        at="2026-01-01T00:00:00Z",
    )


def _coarser(world: World) -> None:
    """A public record whose exact camp and day stay private."""
    record = make_testimony(world.source, given=EXACT_DAY, public_given="the 1980s")
    day = {"period": EXACT_DAY, "public_period": "the 1980s"}
    Stay.objects.create(
        testimony=record, camp=world.exact, role="prisoner", public_place=world.province, **day
    )
    record.save()
    world.coarse = publish(record, world.author, world.reviewer)


def _sealed(world: World) -> None:
    """A protected witness, sealed as the desk does it."""
    world.protected = make_witness(naming=Naming.PSEUDONYM)
    typed = {name: world.new(f"vault {name}") for name in ("legal_name", "contact", "consent", "needs")}
    world.vault = {token.name for token in typed.values()}
    client = signed_in(make_user("custodian"))
    address = reverse("admin:witness_protection", args=[world.protected.pk])
    answer = client.post(
        address, {name: token.text for name, token in typed.items()} | {"uses": ["publication"]}
    )
    assert answer.status_code == 302
    world.protected.refresh_from_db()
    world.answers += [answer, client.post(address, {"until": "never", "contact": typed["contact"].text})]


def _photograph(world: World) -> None:
    """A draft figure whose file carried more than it shows; sent in by the author as a browser does."""
    picture, shown = Image.new("RGB", (40, 30), "olive"), io.BytesIO()
    exif = picture.getexif()
    kinds = ("description", "artist", "place", "comment", "name of the file")
    words = {kind: world.new(f"picture, {kind}").latin for kind in kinds}
    world.nowhere = {f"picture, {kind}" for kind in kinds}
    exif[0x010E], exif[0x013B] = words["description"], words["artist"]
    exif.get_ifd(0x8825)[0x001D] = words["place"]
    picture.save(shown, "JPEG", exif=exif, comment=words["comment"].encode())
    figure = world.drafts["figure"]
    client = signed_in(world.author)
    address = reverse("admin:testimonies_figure_change", args=[figure.pk])
    sent = {"title": figure.title, "alt": figure.alt, "credit": figure.credit, "rights": figure.rights}
    sent |= {"caption": figure.caption, "change": figure.change, "seen_revision": "1", "_continue": ""}
    sent["image"] = SimpleUploadedFile(f"{words['name of the file']}.jpg", shown.getvalue(), "image/jpeg")
    world.photograph = shown.getvalue()
    answer = client.post(address, sent)
    assert answer.status_code == 302 and answer.headers["Location"] == address
    world.answers.append(answer)


def _files(world: World) -> None:
    """An import that waits, and one whose row is a draft."""
    cells = [world.new("row of an import, title"), world.new("row of an import, summary")]
    row = (*(token.text for token in cells), "", "", "")
    name = f"{world.new('name of an import file').latin}.csv"
    world.waiting = importing.begin(world.author, name, [csv_of([row])])
    importing.name_columns(world.waiting, world.waiting.mapping)
    importing.Run(world.waiting).to_end()


def _forms(world: World) -> None:
    """Forms of the desk sent with tokens in them, by who has them on the screen: what their answers carry."""
    client, record = signed_in(world.author), world.drafts["testimony"]
    saved = reverse("admin:testimonies_testimony_change", args=[record.pk])
    values = values_of(client.get(saved), "seen_revision")
    acting = reverse("admin:record_act", args=[record.pk, "comment"])
    said = {"note": world.new("comment by a form", record).text}
    world.answers += [
        client.post(saved, values | {"_continue": ""}),
        client.post(saved, values | {"_submit": ""}),
        client.post(acting, said),
    ]
    assert [answer.status_code for answer in world.answers[-3:]] == [302, 200, 302]
