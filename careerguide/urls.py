"""Public addresses. They are stable: other sites and printed pages carry them."""

from django.contrib import admin
from django.urls import include, path

from api import urls as api_urls
from api import views as embedding
from careerguide import discovery, privacy
from careers.views import corrections, guide, preview, sources, training, wages
from serving import health
from serving.metrics import metrics

urlpatterns = [
    path("", guide.home, name="home"),
    path("careers/<slug:slug>/", guide.career, name="career"),
    path("careers/<slug:slug>/embed/", embedding.embed, name="embed"),
    path("careers/<slug:slug>/", include("careers.urls_wages")),
    path("careers/<slug:slug>/", include("careers.urls_training")),
    path("", include("counselors.urls")),
    path("", include("quiz.urls")),
    path("institutions/<slug:slug>/", training.institution, name="institution"),
    path("occupations/<slug:soc_code>/pay/", wages.occupation_pay, name="occupation-pay"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("sources/", sources.sources, name="sources"),
    path("corrections/", corrections.correction, name="correction"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("preview/<str:token>/<path:page>", preview.preview, name="preview-page"),
    path("corrections/made/", corrections.made, name="corrections-made"),
    path("corrections/thanks/", corrections.thanks, name="correction-thanks"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", discovery.robots, name="robots"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("api/v1/", api_urls.urls),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "common.errors.bad_request"
handler403 = "common.errors.forbidden"
handler404 = "common.errors.not_found"
handler500 = "common.errors.server_error"
