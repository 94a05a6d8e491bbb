"""The wage page of an occupation, by its code."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.models import Career


@require_safe
def occupation_pay(request: HttpRequest, soc_code: str) -> HttpResponse:
    """Redirect to the wage page of the first published career with this survey occupation."""
    careers = Career.objects.published().filter(occupation__soc_code=soc_code)
    career = careers.order_by("pk").first()
    if career is None:
        raise Http404("No published career has this occupation.")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("salaries", args=[career.slug]) + query)
