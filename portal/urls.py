"""The public address table: once live, these keep working or redirect."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from criteria.comparing.sitemap import TopicSitemap
from criteria.library.sitemap import CriterionSitemap
from criteria.resources.sitemap import ResourceSitemap
from criteria.tags.sitemap import TagSitemap
from portal import fresh, views
from portal.api import views as api_views
from portal.api.assembly import api
from portal.notices.views import stop as stop_notices

SITEMAPS = {
    "pages": Sitemap,
    "criteria": CriterionSitemap,
    "topics": TopicSitemap,
    "resources": ResourceSitemap,
    "tags": TagSitemap,
}

urlpatterns = [
    path("", views.language_root, name="root"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("accounts/confirm/", fresh.confirm, name="confirm_it_is_you"),
    path("accounts/", include("allauth.urls")),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>images/.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("api/v1/", api_views.root, name="api"),
    path("api/v1/openapi.json", api_views.openapi, name="openapi"),
    path("api/v1/docs", api_views.docs, name="api_docs"),
    path("api/v1/", api().urls),
    path("", include("criteria.permanent_urls")),
    path("", include("criteria.exchange_urls")),
    path("feeds/", include("home.news.urls")),
    path("notices/stop/<str:token>/", stop_notices, name="stop_notices"),
    path("feeds/tags/", include("criteria.tags.feed_urls")),
    *i18n_patterns(
        path("criteria/", include("criteria.urls")),
        path("selection/", include("criteria.tender.urls")),
        path("resources/", include("criteria.resources.urls")),
        path("events/", include("home.urls")),
        path("members/", include("portal.notices.urls")),
        path("members/", include("networks.members.urls")),
        path("tags/", include("criteria.tags.urls")),
        path("search/", views.search, name="search"),
        *([path("style/", views.style, name="style")] if settings.STYLE_PAGE else []),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
