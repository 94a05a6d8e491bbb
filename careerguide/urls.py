"""Public addresses. They are stable: other sites and printed pages carry them."""

from django.contrib import admin
from django.urls import include, path

from careerguide.api import urls as api_urls
from careerguide.operations.metrics import metrics
from careerguide.views import (
    corrections,
    discovery,
    embedding,
    guide,
    health,
    preview,
    sources,
    training,
    wages,
)

urlpatterns = [
    path("", guide.home, name="home"),
    path("careers/<slug:slug>/", guide.career, name="career"),
    path("careers/<slug:slug>/embed/", embedding.embed, name="embed"),
    path("careers/<slug:slug>/", include("careerguide.urls_wages")),
    path("careers/<slug:slug>/", include("careerguide.urls_training")),
    path("", include("counselors.urls")),
    path("", include("quiz.urls")),
    path("institutions/<slug:slug>/", training.institution, name="institution"),
    path("occupations/<slug:soc_code>/pay/", wages.occupation_pay, name="occupation-pay"),
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

handler400 = "careerguide.views.errors.bad_request"
handler403 = "careerguide.views.errors.forbidden"
handler404 = "careerguide.views.errors.not_found"
handler500 = "careerguide.views.errors.server_error"
