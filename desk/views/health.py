"""What a load balancer and a watchdog ask without a log-in: does this process live, and can it serve."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from desk.queries import system
from desk.queries.host import host


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process takes requests at all; asks nothing of anybody."""
    return HttpResponse("song\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 where pages can be served, else 503, and before a stop. Pages need the database; without
    the broker, with a full disk, or without the bucket of files, reading goes on, so that these are only
    told."""
    database, machine = system.ask_database() is not None, host(clock.now())
    told = {
        "database": database,
        "broker": system.ask_broker() is not None,
        "disk": not machine.is_tight,
        "files": machine.bucket is not False,
    }
    serves = database and not request.META.get("nennep.draining")  # runtime.web: this process stops soon
    return JsonResponse({"ready": serves} | told, status=200 if serves else 503)
