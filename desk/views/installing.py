"""What a telephone or a browser asks for to set the product up as an application of its own."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
@cache_control(max_age=24 * 3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web manifest. A view and no file, since the names of icons change with what is in them; open to
    all, since browsers ask for it without a log-in: it says nothing of the office."""
    icons = [
        {
            "src": static(f"nennep/{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for name, size, purpose in (
            ("icon-192", 192, "any"),
            ("icon-512", 512, "any"),
            ("icon-maskable-512", 512, "maskable"),
        )
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": "Nền nếp",
            "short_name": "Nền nếp",
            "description": _("Theo dõi nền nếp sinh hoạt của các tổ chức đảng"),
            "lang": "vi",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": "#b3261e",
            "background_color": "#f5f6f8",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )
