"""What went wrong, in the one form all answers of the API have (RFC 9457, problem details)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from portal.answers import as_json, opened

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its key is the end of `type` and never changes. `meaning` stands on the documentation page."""

    key: str
    status: int
    title: str
    meaning: str


KINDS = (
    Kind("bad-request", 400, "The request cannot be understood", "A parameter is wrong; `errors` names each."),
    Kind("bad-cursor", 400, "The cursor is not valid", "Take it from `next`, with the same filters and order."),
    Kind("not-found", 404, "There is no such thing", "It never was, or is not public."),
    Kind("method-not-allowed", 405, "This API is read-only", "Use GET, HEAD or OPTIONS."),
    Kind("not-acceptable", 406, "No such format", "`alternatives` lists the formats there are."),
    Kind("too-long", 414, "The address is too long", "Use fewer parameters."),
    Kind("too-many-requests", 429, "Too many requests", "Wait for as many seconds as the header `Retry-After` says."),
    Kind("server-error", 500, "Something went wrong here", "It is our mistake. It has been logged."),
    Kind("not-implemented", 501, "This format is not offered", "oEmbed speaks JSON and XML."),
    Kind("unavailable", 503, "The portal is not available", "Try again after as many seconds as `Retry-After` says."),
)
BY_KEY = {kind.key: kind for kind in KINDS}
BY_STATUS = {kind.status: kind for kind in reversed(KINDS)}


class Problem(Exception):  # noqa: N818  it carries an answer, not a failure of ours
    """Stops a view with a problem; `detail` says what to do about it, `more` are further members of the answer."""

    def __init__(self, key: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.more = BY_KEY[key], detail, more


class Mistake(BaseModel):
    """One thing that is wrong with a request."""

    parameter: str = Field(description="The parameter it is about.")
    message: str = Field(description="What is wrong with it.")


class ProblemDetails(BaseModel):
    """An error. The same members for every error of this API (RFC 9457)."""

    type: str = Field(description="Which kind of problem; an address that explains it.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong this time, and what to do.")
    errors: list[Mistake] | None = Field(None, description="What is wrong with each parameter.")
    alternatives: list[str] | None = Field(None, description="Formats there are instead.")


def answer(request: HttpRequest, kind: Kind, detail: str, *, status: int | None = None, **more: Any) -> HttpResponse:
    """A problem as an answer that every site may read."""
    status = status or kind.status
    data = {"type": f"/api/v1/docs#{kind.key}", "title": kind.title, "status": status, "detail": detail}
    response = as_json(data | more, content_type=MEDIA_TYPE)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return opened(response)


def of_problem(request: HttpRequest, problem: Problem | type[Problem]) -> HttpResponse:
    """Ninja hands over what was raised; the class stands in its types only."""
    if isinstance(problem, type):
        return of_status(request, 500)
    return answer(request, problem.kind, problem.detail, **problem.more)


def of_status(request: HttpRequest, status: int) -> HttpResponse:
    """What any layer of the portal answered, in the form of the API."""
    fallback = BY_KEY["server-error" if status >= 500 else "bad-request"]
    kind = BY_STATUS.get(status, fallback)
    return answer(request, kind, kind.meaning, status=status)
