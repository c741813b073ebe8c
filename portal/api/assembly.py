"""The API put together from the parts that rooms registered; names none of them."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.errors import ValidationError

from portal.api import problems
from portal.api.problems import Problem
from portal.api.registry import parts

VERSION = "1.0.0"
TITLE = "Circular and Fair ICT Pact: read API"
DESCRIPTION = """\
Everything that is published here, for programs: the same records, filters and order as the pages show.

It is read-only, needs no key and sets no cookie. Texts are UTF-8 JSON. Only what everybody may see is here.
"""


class PublicApi(NinjaAPI):
    """Ninja without its own pages: the document and its page are ours (`portal/api/openapi.py`, `views.py`)."""

    def __init__(self) -> None:
        super().__init__(
            title=TITLE, version=VERSION, description=DESCRIPTION, openapi_url=None, docs_url=None, urls_namespace="api"
        )
        self.add_exception_handler(Problem, problems.of_problem)
        self.add_exception_handler(Http404, _not_found)
        self.add_exception_handler(ValidationError, _mistakes)


@cache
def api() -> PublicApi:
    """The one API; rooms must have registered before."""
    made = PublicApi()
    made.add_decorator(_in_first_language, mode="view")
    for part in parts():
        made.add_router(f"/{part.prefix}", part.router, tags=[part.label])
    return made


def _in_first_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Words of lists in the portal's first language, whatever a browser sends along: programs compare them."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(settings.LANGUAGE_CODE):
            return view(request, *args, **kwargs)

    return answered


def _not_found(request: HttpRequest, error: Http404 | type[Http404]) -> HttpResponse:
    return problems.of_status(request, 404)


def _mistakes(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """Which parameters are wrong, without repeating what was sent."""
    mistakes = [
        {"parameter": str(each["loc"][-1]), "message": str(each["msg"])} for each in getattr(error, "errors", [])
    ]
    kind = problems.BY_KEY["bad-request"]
    return problems.answer(request, kind, kind.meaning, errors=mistakes)
