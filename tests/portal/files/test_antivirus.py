"""The virus scanner is asked in ClamAV's own words; a file it did not clear is never taken for clean."""

import io
import socket
import threading
import time

import pytest

from portal.files import antivirus
from portal.files.antivirus import Clean, Infected, Unreachable, admits, scan
from portal.files.refusals import FileRefused
from tests.factories.files import EICAR


class Scanner(threading.Thread):
    """Speaks INSTREAM as clamd does, for one connection after the other; `reply` overrides what it says."""

    def __init__(self, server, *, reply=None, limit=10**6, seconds=0):
        super().__init__(daemon=True)
        self.server, self.reply, self.limit, self.seconds = server, reply, limit, seconds
        self.received = []

    def run(self):
        while True:
            try:
                connection, _address = self.server.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                answer = self.listen(stream)
                time.sleep(self.seconds)
                connection.sendall(answer)

    def listen(self, stream):
        if stream.read(10) != b"zINSTREAM\x00":
            return b"UNKNOWN COMMAND\x00"
        data = b""
        while length := int.from_bytes(stream.read(4), "big"):
            data += stream.read(length)
            if len(data) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR\x00"
        self.received.append(data)
        if self.reply is not None:
            return self.reply
        return b"stream: Eicar-Test-Signature FOUND\x00" if EICAR in data else b"stream: OK\x00"


@pytest.fixture
def scanner(settings):
    """Starts a scanner and tells the portal where it listens."""
    servers = []

    def start(**options):
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        settings.CLAMAV = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread = Scanner(server, **options)
        thread.start()
        return thread

    yield start
    for server in servers:
        server.close()


def file_of(content):
    return io.BytesIO(content)


def test_clean_file_is_clean_and_was_seen_whole(scanner):
    thread, content = scanner(), bytes(range(256)) * 1000
    file = file_of(content)
    assert scan(file) == Clean()
    assert thread.received == [content]
    assert file.tell() == 0


def test_infected_file_is_named(scanner):
    scanner()
    assert scan(file_of(b"words" + EICAR)) == Infected("Eicar-Test-Signature")


def test_infected_file_is_refused_with_a_sentence(scanner):
    scanner()
    with pytest.raises(FileRefused, match="Eicar-Test-Signature"):
        admits(file_of(EICAR))


def test_scanner_at_a_socket_file(tmp_path):
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "clamd"))
    server.listen()
    Scanner(server).start()
    assert scan(file_of(EICAR), address=f"unix://{tmp_path}/clamd") == Infected("Eicar-Test-Signature")
    server.close()


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"garbage",
        b"\xff\xfe\x00",
        b"stream: OK?\x00",
        b"OK\x00",
        b"FOUND\x00",
        b"x" * 10_000,
        b"COMMAND READ TIMED OUT ERROR\x00",
    ],
)
def test_garbage_is_no_clean_file(scanner, reply):
    scanner(reply=reply)
    assert isinstance(scan(file_of(b"words")), Unreachable)
    assert not admits(file_of(b"words"))


def test_file_over_the_limit_of_the_scanner_waits(scanner):
    scanner(limit=100)
    assert isinstance(scan(file_of(bytes(5_000_000))), Unreachable)


def test_slow_scanner_is_not_waited_for(scanner):
    scanner(seconds=3)
    started = time.monotonic()
    assert scan(file_of(b"words"), seconds=0.2) == Unreachable("TimeoutError")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd", "clamd", "http://x", "tcp://", "tcp://h:x"]
)
def test_scanner_that_is_not_there_holds_the_file(settings, address):
    settings.CLAMAV = address
    assert isinstance(scan(file_of(b"words")), Unreachable)
    assert not admits(file_of(b"words"))


def test_name_of_a_virus_cannot_fill_a_page(scanner):
    scanner(reply=b"stream: " + b"x\x1b\r\n" * 900 + b" FOUND\x00")
    assert scan(file_of(b"words")) == Infected("x" * 100)


def test_without_a_scanner_files_come_in_and_it_is_known(settings):
    settings.CLAMAV = ""
    assert scan(file_of(EICAR)) == Clean(is_scanned=False)
    assert admits(file_of(EICAR))


def test_what_is_not_clean_is_logged(scanner, caplog):
    scanner()
    scan(file_of(EICAR))
    assert [record.name for record in caplog.records] == [antivirus.__name__]
