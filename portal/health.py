"""Addresses for machines that watch the portal: is the process alive, can it serve readers?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """`/healthz`: the process answers; asks nothing of anybody else."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """`/readyz`: the database answers and its tables are those of this release; 503 with the reason otherwise."""
    try:
        executor = MigrationExecutor(connection)
        waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "does not answer"}, status=503)
    if waiting:
        return JsonResponse({"status": "unavailable", "database": "migrations are waiting"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})
