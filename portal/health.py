"""Addresses for machines that watch the portal: is the process alive, can it serve readers?"""

from collections.abc import Callable

import django.db
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

type Handler = Callable[[HttpRequest], HttpResponse]


def health_checks(get_response: Handler) -> Handler:
    """Middleware that comes first: a probe needs no host name, no https and no database to be told how things are."""
    answers = {"/healthz": alive, "/readyz": ready}

    def handle(request: HttpRequest) -> HttpResponse:
        answer = answers.get(request.path)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return get_response(request)
        response = answer()
        response.headers["Cache-Control"] = "no-store"
        return response

    return handle


def alive() -> JsonResponse:
    """`/healthz`: the process answers; asks nothing of anybody else."""
    return JsonResponse({"status": "ok"})


def ready() -> JsonResponse:
    """`/readyz`: the database answers and its tables are those of this release; 503 with the reason otherwise."""
    try:
        executor = MigrationExecutor(connection)
        waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except django.db.Error:
        return JsonResponse({"status": "unavailable", "database": "does not answer"}, status=503)
    if waiting:
        return JsonResponse({"status": "unavailable", "database": "migrations are waiting"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})
