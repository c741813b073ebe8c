"""Rate limits for forms and programs: so many attempts per key and window, counted in the shared cache."""

import hashlib
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """At most `times` attempts in `seconds`."""

    name: str
    times: int
    seconds: int

    def exceeded_by(self, *keys: str) -> bool:
        """Count one attempt for `keys` and say whether it was one too many. Keys are stored as digests only."""
        window = int(time.time() // self.seconds)
        digest = hashlib.sha256("\x00".join(keys).encode()).hexdigest()[:32]
        counter = f"limit:{self.name}:{window}:{digest}"
        if cache.add(counter, 1, timeout=self.seconds + 1):
            return False
        try:
            return cache.incr(counter) > self.times
        except ValueError:  # It ran out between the two calls.
            return False

    def seconds_left(self, at: float) -> int:
        """Until the window of a moment (seconds since 1970) ends and attempts count anew."""
        return self.seconds - int(at % self.seconds)


def client_address(request: HttpRequest) -> str:
    """Where the request came from; X-Forwarded-For counts as far as our own proxies wrote it (PROXIES)."""
    return get_adapter().get_client_ip(request)
