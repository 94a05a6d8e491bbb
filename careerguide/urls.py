"""Public addresses. They are stable: other sites and printed pages carry them."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe

from api import urls as api_urls
from api import views as embedding
from careerguide import discovery, privacy
from serving import health
from serving.metrics import metrics

SITEMAPS = {"sitemaps": discovery.SITEMAPS}
SITEMAP_INDEX = {**SITEMAPS, "sitemap_url_name": "sitemap-section"}

# For people: in each language of the site.
pages: list[URLPattern | URLResolver] = [
    path("", include("careers.urls")),
    path("careers/<slug:slug>/embed/", embedding.embed, name="embed"),
    path("", include("counselors.urls")),
    path("", include("quiz.urls")),
    path("privacy/", privacy.privacy, name="privacy"),
    path("accounts/", include("accounts.urls")),
]
urlpatterns = [
    *i18n_patterns(*pages, prefix_default_language=False),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", discovery.robots, name="robots"),
    path("sitemap.xml", require_safe(index), SITEMAP_INDEX, name="sitemap"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap), SITEMAPS, name="sitemap-section"),
    path("api/v1/", api_urls.urls),
    path("admin/", admin.site.urls),
]

handler400 = "common.errors.bad_request"
handler403 = "common.errors.forbidden"
handler404 = "common.errors.not_found"
handler500 = "accounts.views.kept_forms.server_error"
