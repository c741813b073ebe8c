"""Links are visited where they may be, followed where they lead, and never into a network."""

import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from portal.files import links
from portal.files.links import NotAllowed, check_link, is_public, resolve, split


class Site(BaseHTTPRequestHandler):
    """Answers by path: /404 with that status, /301/to/path with a redirect, others by the table."""

    def answer(self):
        self.server.asked.append((self.command, self.path, self.headers["Host"], self.headers["User-Agent"]))
        first, _, rest = self.path.lstrip("/").partition("/to/")
        if first == "nohead" and self.command == "HEAD":
            first = "405"
        if first == "headlies" and self.command == "HEAD":
            first = "404"
        if first == "drip":
            self.drip()
            return
        if first == "garbage":
            self.wfile.write(b"hello?\r\n\r\n")
            return
        status = int(first) if first.isdigit() else 200
        self.send_response_only(status)
        if rest:
            self.send_header("Location", rest if "://" in rest else f"/{rest}")
        self.end_headers()

    def drip(self):
        """One byte now and then, for ever."""
        self.wfile.write(b"HTTP/1.1 ")
        try:
            while True:
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    do_GET = do_HEAD = answer  # noqa: N815  http.server's names

    def log_message(self, *args):
        return


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads, server.asked = True, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield server
    server.shutdown()
    server.server_close()


def visit(site, path, **options):
    site.asked.clear()
    return check_link(site.address + path, allow_private=True, **options)


@pytest.mark.parametrize(
    ("path", "condition", "status"),
    [
        ("/", "ok", 200),
        ("/nohead", "ok", 200),
        ("/headlies", "ok", 200),
        ("/404", "gone", 404),
        ("/410", "gone", 410),
        ("/403", "ok", 403),
        ("/429", "ok", 429),
        ("/500", "unreachable", 500),
        ("/301/to/page", "moved", 200),
        ("/308/to/page", "moved", 200),
        ("/302/to/page", "ok", 200),
        ("/301/to/404", "gone", 404),
        ("/302", "ok", 302),
        ("/garbage", "unreachable", None),
    ],
)
def test_link_is(site, path, condition, status):
    state = visit(site, path)
    assert (state.condition, state.status) == (condition, status)


def test_moved_link_says_where_it_is_now(site):
    assert visit(site, "/301/to/301/to/page").final_url == f"{site.address}/page"


def test_passing_redirect_after_a_lasting_one_is_not_the_new_address(site):
    state = visit(site, "/301/to/302/to/page")
    assert (state.condition, state.final_url) == ("moved", f"{site.address}/302/to/page")


def test_redirects_that_never_end_are_given_up(site):
    state = visit(site, "/301/to/301/to/301/to/301/to/301/to/301/to/301/to/page")
    assert (state.condition, state.status) == ("unreachable", 301)
    assert len(site.asked) == links.MAX_REDIRECTS + 1


def test_content_is_not_fetched_where_the_head_is_enough(site):
    visit(site, "/page?a=b%20c")
    assert site.asked == [("HEAD", "/page?a=b%20c", urlsplit(site.address).netloc, links.AGENT)]


def test_letters_of_other_scripts_are_encoded(site):
    visit(site, "/rückgabe?q=łódź#part")
    assert site.asked[0][1] == "/r%C3%BCckgabe?q=%C5%82%C3%B3d%C5%BA"


def test_slow_server_does_not_keep_us(site):
    started = time.monotonic()
    assert visit(site, "/drip", seconds=0.5).condition == "unreachable"
    assert time.monotonic() - started < 3


def test_time_of_the_check_is_noted(site):
    assert visit(site, "/").checked_at.tzinfo


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://nowhere.invalid/", "https://" + "a" * 70 + ".example/"])
def test_what_does_not_answer_is_unreachable(url):
    assert check_link(url, allow_private=True, seconds=3).condition == "unreachable"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//a.example/",
        "mailto:a@b.example",
        "",
        "http://",
        "http://user@a.example/",
        "http://user:secret@a.example/",
        "http://a.example\\@b.example/",
        "http://a.example/\r\nX: y",
        "http://a.example:99999/",
        "http://[::1",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(NotAllowed):
        split(url)
    assert check_link(url).condition == "refused"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::",
        "::7f00:1", "fec0::1", "::ffff:0:7f00:1",
    ],
)  # fmt: skip
def test_addresses_inside_networks_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.1.69", "2a00:1450:4001:80e::200e"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "2130706433", "0x7f.1", "127.1"]
)
def test_private_host_is_refused_before_anything_is_sent(site, host):
    site.asked.clear()
    assert check_link(f"http://{host}:{site.server_address[1]}/").condition == "refused"
    assert not site.asked


def names(monkeypatch, table):
    """Stand in for the name server: each host has the addresses given, one set for each time it is asked."""

    def look_up(host, port, *args, **options):
        answers = table.get(host, [[host]])
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(links.socket, "getaddrinfo", look_up)


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    names(monkeypatch, {"mixed.example": [["8.8.8.8", "10.0.0.1"]]})
    with pytest.raises(NotAllowed):
        resolve(split("http://mixed.example/"))


def test_redirect_into_the_network_is_refused(site, monkeypatch):
    """The first host passes for public; what it redirects to does not."""
    port = site.server_address[1]
    monkeypatch.setattr(links, "is_public", lambda address: address == "127.0.0.1")
    names(monkeypatch, {"public.example": [["127.0.0.1"]], "inside.example": [["10.0.0.1"]]})
    state = check_link(f"http://public.example:{port}/302/to/http://inside.example/secret")
    assert state.condition == "refused"


def test_name_that_changes_its_address_after_the_check_leads_nowhere_else(site, monkeypatch):
    """DNS rebinding: the connection goes to the address that was checked, whatever the name says by then."""
    port = site.server_address[1]
    monkeypatch.setattr(links, "is_public", lambda address: address == "127.0.0.1")
    names(monkeypatch, {"rebound.example": [["127.0.0.1"], ["127.0.0.2"]]})
    site.asked.clear()
    assert check_link(f"http://rebound.example:{port}/page").condition == "ok"
    assert site.asked[0][2] == f"rebound.example:{port}"


def test_certificate_must_be_of_the_host(site):
    context = ssl.create_default_context()
    assert context.check_hostname
    state = check_link(f"https://127.0.0.1:{site.server_address[1]}/", allow_private=True, seconds=3)
    assert state.condition == "unreachable"
