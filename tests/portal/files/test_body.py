"""A body over the limit is refused while its sender is still halfway, by a real server."""

import json
import socket
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from portal.files.body import LARGEST, refuse_large_bodies, takes_files
from portal.files.kinds import MEGABYTE

UPLOAD, EDIT = "/en/resources/some-guide/upload/", "/en/resources/some-guide/edit/"


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def port():
    """A server that answers one request."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    yield server.server_port
    thread.join(timeout=10)
    server.server_close()


def send_half(port, path, length, accept):
    """Announce a body, send a quarter of a megabyte of it, and read what comes back."""
    head = f"POST {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\nContent-Length: {length}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode() + b"x" * (MEGABYTE // 4))
        answer = b""
        try:
            while part := line.recv(65536):
                answer += part
        except ConnectionResetError:  # The server hangs up on what it does not read.
            pass
    return answer.decode()


def test_a_file_over_the_limit_is_refused_halfway(port):
    answer = send_half(port, UPLOAD, LARGEST + 2 * MEGABYTE, "application/json")
    assert answer.startswith("HTTP/1.0 413")
    assert json.loads(answer.partition("\r\n\r\n")[2]) == {"error": "This is too big: a file may have up to 20 MB."}


def test_a_form_without_script_is_told_on_a_page(port):
    answer = send_half(port, EDIT, 11 * LARGEST, "text/html")
    assert answer.startswith("HTTP/1.0 413")
    assert "Too much at once" in answer


@pytest.mark.parametrize(
    ("length", "refused"),
    [("0", False), ("", False), ("x", False), (str(LARGEST), False), (str(LARGEST + MEGABYTE + 1), True)],
)
def test_only_what_is_longer_is_refused(length, refused):
    request = RequestFactory().post(UPLOAD, CONTENT_LENGTH=length)
    answer = refuse_large_bodies(None).process_view(request, takes_files(1)(lambda request: None), (), {})
    assert (answer is not None) is refused


def test_views_without_a_limit_are_left_alone():
    request = RequestFactory().post("/", CONTENT_LENGTH="99999999999")
    assert refuse_large_bodies(None).process_view(request, lambda request: None, (), {}) is None
