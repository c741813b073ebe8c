"""The whole way of a file in: checked, cleaned, named, scanned, counted."""

import hashlib

import pytest

from portal.files.admission import admit
from portal.files.antivirus import Infected, Unreachable
from portal.files.refusals import FileRefused
from tests.factories.files import GPS, pdf, photo, scripted_pdf, upload


def test_document_is_kept_as_it_came():
    content = pdf()
    admitted = admit(upload("x.pdf", content), "C:\\mine\\Take back.pdf")
    assert (admitted.name, admitted.kind.media_type, admitted.waits) == ("Take back.pdf", "application/pdf", False)
    assert (admitted.size, admitted.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert admitted.content.read() == content


def test_storage_is_told_nothing():
    assert "back" not in admit(upload("x.pdf", pdf()), "Take back.pdf").content.name


def test_picture_is_cleaned_and_counted_as_it_is_kept():
    admitted = admit(upload("x.jpg", photo()), "photo.jpg")
    content = admitted.content.read()
    assert GPS.encode() not in content
    assert (admitted.size, admitted.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_file_waits_while_the_scanner_is_away(monkeypatch):
    monkeypatch.setattr("portal.files.antivirus.scan", lambda file: Unreachable("TimeoutError"))
    assert admit(upload("x.pdf", pdf()), "guide.pdf").waits


def test_infected_file_is_refused(monkeypatch):
    monkeypatch.setattr("portal.files.antivirus.scan", lambda file: Infected("Bad"))
    with pytest.raises(FileRefused, match="Bad"):
        admit(upload("x.pdf", pdf()), "guide.pdf")


def test_hostile_file_is_refused():
    with pytest.raises(FileRefused, match="contains scripts"):
        admit(upload("x.pdf", scripted_pdf()), "guide.pdf")
