"""PostgreSQL without installing PostgreSQL: the portal's own commands start, share and stop a server from a wheel."""

from portal.local.server import LocalServer, ServerError, hold

__all__ = ["LocalServer", "ServerError", "hold"]
