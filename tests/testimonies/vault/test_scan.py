"""A scan finds a protected name in any spelling, and says passage numbers only."""

import json
import unicodedata
from io import StringIO

import pytest
from django.core import serializers
from django.core.management import call_command

from testimonies.models import Scan
from testimonies.vault import scanning
from testimonies.vault.envelope import Details
from testimonies.vault.spellings import ProtectedNames
from testimonies.workflow import content_digest
from tests.factories import make_testimony
from tests.testimonies.vault.scene import BOTH, in_review, protected

FORMS = (
    "강철환은 말했다.",
    "그날 강철환씨에게서 들었다.",
    "강 철환이 왔다.",
    "탈북자 강철환이었다고",
    "said Kang Chol-hwan",
    "Chol-hwan Kang said",
    "Kang Chol Hwan, a guard",
    "KANG CHEOL HWAN",
    "Kang Ch'ŏrhwan's father",
    "Kang Chŏl-hwan",
    "it was Kang Cheolhwan.",
    "the Kang-Chol-hwan affair",
    unicodedata.normalize("NFD", "강철환은 Kang Ch'ŏrhwan"),
    "Ｋａｎｇ Ｃｈｏｌ－ｈｗａｎ",
    "강\u200b철환",
)
OTHERS = (
    "Kang Chol-min said",
    "강철민이 말했다.",
    "The river is called Kang.",
    "Pak Chol-hwan said",
    "정치범수용소에서 이 영수증을 받았다.",
    "He worked in the coal mine of Camp 18 for ten years and was beaten often.",
)


@pytest.mark.parametrize("sealed", ["강철환", "Kang Chol-hwan", "Kang Ch'ŏrhwan", "Kang, Cheol-hwan"])
@pytest.mark.parametrize("text", FORMS)
def test_a_name_is_found_in_every_spelling(sealed, text):
    assert ProtectedNames([sealed]).stand_in(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_names_and_plain_words_are_not_taken_for_it(text):
    assert not ProtectedNames(["강철환", "Kang Chol-hwan", "Kang, Chol-hwan"]).stand_in(text)


def test_several_names_on_a_line_are_each_looked_for():
    names = ProtectedNames(["Kang Chol-hwan, Ri Yong-su; 박정민, 최"])
    assert all(names.stand_in(text) for text in ("Kang Cheolhwan", "Lee Young-soo", "Pak Chŏngmin"))


def test_each_line_is_a_name_and_characters_are_found_too():
    names = ProtectedNames(["Ri Yong-su\nSynthetic Alias\n姜哲煥"])
    assert names.stand_in("so said Lee Young-soo") and names.stand_in("the synthetic alias of")
    assert names.stand_in("北韓 姜哲煥 氏") and not names.stand_in("an alias")


def test_the_shortest_names_are_found_with_capitals_only():
    names = ProtectedNames(["Ri Na"])
    assert names.stand_in("with Lee Na there") and names.stand_in("리나는 왔다")
    assert not names.stand_in("in a camp") and not names.stand_in("In a camp")


def test_nothing_is_found_when_nothing_is_sealed():
    assert not ProtectedNames([""]).stand_in("Any words, 아무 말.")


@pytest.mark.django_db(databases=BOTH)
def test_a_scan_keeps_the_digest_and_the_passages_and_no_name(hold_the_key):
    witness = protected(Details("강철환"), unlinked=True)
    texts = ("A plain passage.", "Here Kang Chol-hwan is named.", "Another.", "And Chol-hwan Kang.")
    testimony, _reviewer = in_review(witness, texts, about="As told by 강철환.")
    hold_the_key()
    out = StringIO()
    call_command("vault", "scan", f"#{testimony.pk}", stdout=out)
    kept = Scan.objects.get()
    assert (kept.record_id, kept.digest) == (testimony.pk, content_digest(testimony))
    assert (kept.numbers, kept.is_clean) == ([0, 2, 4], False)
    assert "passage 2, passage 4" in out.getvalue() and "Kang" not in out.getvalue()
    row = json.loads(serializers.serialize("json", [kept]))[0]["fields"]
    assert set(row) == {"record", "digest", "at", "passages"}


@pytest.mark.django_db(databases=BOTH)
def test_a_scan_looks_for_every_protected_witness_and_not_only_for_this_one(hold_the_key):
    protected(Details("Ri Yong-su"))
    testimony = make_testimony(texts=("With me was Lee Young-soo.",))
    hold_the_key()
    assert scanning.scan(testimony, "custodian").numbers == [1]
