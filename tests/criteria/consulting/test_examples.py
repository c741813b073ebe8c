"""The example of a consultation is marked wherever it is shown; the starter content holds none."""

import pytest

from criteria.consulting import examples
from criteria.models import Consultation, ConsultationComment
from criteria.starter import examples as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]


def test_every_comment_says_that_it_is_an_example(client):
    assert not Consultation.objects.exists()
    people.load()
    assert examples.load() == Consultation.objects.count() > 0
    for asked in Consultation.objects.all():
        page = client.get(f"/en/criteria/{asked.criterion.ref}/consultation/").text
        assert asked.question.startswith("Example:")
        assert page.count(">Example</span>") == asked.comments.count() > 0
    assert not ConsultationComment.objects.filter(is_example=False).exists()
