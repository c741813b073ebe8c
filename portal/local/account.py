"""Which operating-system account runs the embedded server, and where that account can keep its files."""

import hashlib
import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True)
class Account:
    """The account PostgreSQL runs as: ours, or an unprivileged one when we are root (PostgreSQL refuses root)."""

    uid: int
    gid: int
    is_ours: bool

    @classmethod
    def for_server(cls) -> Self:
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), is_ours=True)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid, is_ours=False)

    def popen_arguments(self) -> dict[str, Any]:
        """Arguments for `subprocess` that drop root's rights; empty when there is nothing to drop."""
        if self.is_ours:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_enter(self, folder: Path) -> bool:
        """Whether the account can walk to `folder`: a checkout below a private home is out of its reach."""
        if self.is_ours:
            return True
        return all(parent.stat().st_mode & 0o001 for parent in [folder, *folder.parents] if parent.exists())

    def make_private_folder(self, folder: Path) -> Path:
        """Make `folder` readable by the account alone.

        Raises PermissionError when the folder exists and belongs to somebody else: another account of this machine
        may have put it there to read our socket.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat().st_uid
        if owner not in (self.uid, os.geteuid()):
            raise PermissionError(f"{folder} belongs to another account.")
        os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder


def socket_folder(home: Path) -> Path:
    """A short folder for the socket of the server at `home`: socket paths may hold 107 bytes at most (unix(7))."""
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"cfit-{digest}"
