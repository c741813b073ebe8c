"""The texts the portal starts with: made by a machine, said to be so, with the numbers of the original."""

from pathlib import Path

import pytest

from criteria.languages import starter
from criteria.languages.staleness import sheet
from criteria.models import CriterionText
from criteria.terms import TextState
from portal.seed.reading import StarterDataError
from tests.factories.criteria import make_criterion

pytestmark = pytest.mark.django_db


def test_all_are_machine_translations_with_the_numbers_of_the_original(starter):
    rows = CriterionText.objects.select_related("criterion")
    assert {row.language for row in rows} == {"nl", "fr", "de", "nb"}
    assert {(row.state, row.written_by, row.stale) for row in rows} == {(TextState.MACHINE, None, 0)}
    for row in rows:
        lines = sheet(row.criterion.editions.first().read(), row.paragraphs).lines
        assert not [line.paragraph.key for line in lines if line.other_numbers]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("- {ref: CFIT-NOT-NOT-01, texts: {title: x}}", "is not published"),
        ("- {ref: CFIT-TST-TXT-01, texts: {nonsense: x}}", "has no paragraph nonsense"),
        ("- {ref: CFIT-TST-TXT-01, texts: {title: 500 cycli}}", "differs from the original in 500, 800"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, record, said):
    make_criterion(ref="CFIT-TST-TXT-01", title="800 cycles")
    (tmp_path / "nl.yaml").write_text(record)
    with pytest.raises(StarterDataError, match=said):
        starter.load(tmp_path)
