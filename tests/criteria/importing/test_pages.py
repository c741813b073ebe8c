"""Imports in the CMS: who may, and the way from the template to the report and back."""

import io

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from criteria.importing import running, undoing
from criteria.models import Criterion, ImportRun
from portal.states import Refused
from tests.factories.imports import book, line, make_words

pytestmark = pytest.mark.django_db
START = reverse("criteria_import")


def send(client, content, name="criteria.xlsx", **fields):
    make_words()
    return client.post(START, {"file": SimpleUploadedFile(name, content)} | fields)


def address(what, run):
    return reverse(f"criteria_import_{what}", args=[run.pk])


@pytest.mark.parametrize(
    ("name", "may"), [("visitor", False), ("member", False), ("editor", True), ("moderator", True), ("admin", True)]
)
def test_only_those_who_may_add_and_change_criteria_import(person, name, may):
    make_words()
    run = running.begin(io.BytesIO(book(line())), "a.xlsx", by=person("admin").user)
    client = person(name).client
    for page in (START, address("run", run), reverse("criteria_import_xlsx", args=["criteria"])):
        assert (client.get(page).status_code == 200) is may
    posted = send(client, book(line()))
    assert ImportRun.objects.count() == 1 + may
    assert (posted.status_code == 302 and posted.url.startswith(START) and "login" not in posted.url) is may
    client.post(address("apply", run))
    assert Criterion.objects.exists() is (name == "admin")


@pytest.mark.parametrize("missing", ["add_criterion", "change_criterion"])
def test_both_rights_are_needed(person, missing):
    member = person("member")
    names = {"access_admin", "add_criterion", "change_criterion"} - {missing}
    member.user.user_permissions.set(Permission.objects.filter(codename__in=names))
    assert member.client.get(START).status_code == 302


def test_report_of_somebody_else_can_be_read_and_undone_but_not_applied(person):
    make_words()
    editor, moderator = person("editor"), person("moderator")
    run = running.begin(io.BytesIO(book(line())), "a.xlsx", by=editor.user)
    with pytest.raises(Refused, match="may not"):
        running.apply(run, by=moderator.user)
    running.apply(run, by=editor.user)
    assert undoing.undo(run, by=moderator.user).undone_by == moderator.user


def test_from_file_to_drafts_and_back(person):
    client = person("editor").client
    assert "Import" in client.get(reverse("wagtailsnippets_criteria_criterion:list")).text
    assert "Empty workbook" in client.get(START).text
    response = send(client, book(line()))
    run = ImportRun.objects.get()
    page = client.get(response.url).text
    assert "Long battery life" in page
    assert "nothing written yet" in page
    assert client.post(address("apply", run), follow=True).status_code == 200
    assert Criterion.objects.get().title == "Long battery life"
    assert "Undo this import" in client.get(address("run", run)).text
    assert "as it was before this import" in client.post(address("undo", run), follow=True).text
    assert not Criterion.objects.exists()
    assert client.post(address("undo", run)).status_code == 409


def test_report_shows_old_and_new_and_cells_of_errors(person):
    client = person("editor").client
    make_words()
    run = running.begin(io.BytesIO(book(line())), "a.xlsx", by=person("editor").user)
    running.apply(run, by=person("editor").user)
    changed = client.get(send(client, book(line(title="Longer <b>life</b>"))).url).text
    assert "<del>Long battery life</del> → <ins>Longer &lt;b&gt;life&lt;/b&gt;</ins>" in " ".join(changed.split())
    wrong = client.get(send(client, book(line(theme="circularity"))).url).text
    assert "Criteria!H2" in wrong
    assert "Did you mean “circularity_crm”?" in wrong
    assert ">Import</button>" not in wrong


def test_refused_file_is_explained_at_its_field(person):
    response = send(person("editor").client, b"x", "macro.xlsm")
    assert response.status_code == 422
    assert "without macros" in response.text
    assert not ImportRun.objects.exists()


def test_large_file_shows_progress_and_goes_on_with_each_load(person, monkeypatch):
    monkeypatch.setattr(running, "PIECE", 1)
    client = person("editor").client
    page = send(client, book(*(line(ref=f"CFIT-LAP-BAT-{number}") for number in range(10, 13)))).url
    first = client.get(page).text
    assert "2 of 3 checked" in first
    assert 'http-equiv="refresh"' in first
    last = client.get(page).text
    assert "nothing written yet" in last
    assert 'http-equiv="refresh"' not in last


def test_templates_have_the_headings_that_are_read(person):
    client = person("editor").client
    content = b"".join(client.get(reverse("criteria_import_xlsx", args=["template"])).streaming_content)
    made = openpyxl.load_workbook(io.BytesIO(content))
    assert made.sheetnames == ["Criteria", "Thresholds", "Proofs", "Law", "Steps", "Sources", "Labels", "Relations",
                               "How to fill this in", "Allowed values"]  # fmt: skip
    assert made["Criteria"]["A1"].value == "Reference *"
    table = b"".join(client.get(reverse("criteria_import_csv", args=["template"])).streaming_content)
    assert "Threshold 1: Value" in table.decode()
    assert client.get(reverse("criteria_import_json", args=["template"])).json()["items"]
    assert client.get(reverse("criteria_import_json", args=["criteria"])).status_code == 404
    assert client.get(reverse("criteria_import_xlsx", args=["other"])).status_code == 404


def test_list_of_imports_costs_the_same_for_many(person, django_assert_max_num_queries):
    editor = person("editor")

    def cost(number):
        for _number in range(number):
            ImportRun.objects.create(file_name="a.csv", digest="", made_by=editor.user)
        editor.client.get(START)
        with django_assert_max_num_queries(40) as captured:
            editor.client.get(START)
        return len(captured)

    assert cost(1) == cost(2) == cost(27)
