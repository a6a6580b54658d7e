"""Every address of the site."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import TemplateView

from accounts.views import set_language

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("account/", include("allauth.account.urls")),
    path("", include("accounts.urls")),
    path("", include("subsidies.urls")),
    path("", include("surveys.urls")),
    path("", include("estimates.urls")),
    path("", include("suggestions.urls")),
    path("", include("evidence.urls")),
    path("", include("teamwork.urls")),
    path("", include("exchange.urls")),
    path("", include("bureaus.urls")),
    path("", include("branding.urls")),
    path("", include("providers.urls")),
    path("", include("verification.urls")),
    path("", include("plans.urls")),
    path("", include("funding.urls")),
    path("", include("reports.urls")),
    path("", include("comparisons.urls")),
    path("", include("batches.urls")),
    path("", include("calibration.urls")),
    path("", include("suppliers.urls")),
    path("", include("visits.urls")),
    path("", include("history.urls")),
    path("", include("campaigns.urls")),
    path("", include("api.urls")),
    path("", include("portfolio.urls")),
    path("", include("dashboard.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("design/", TemplateView.as_view(template_name="design.html"), name="design")]

handler400 = "accounts.views.bad_request"
handler403 = "accounts.views.permission_denied"
handler404 = "accounts.views.page_not_found"
handler500 = "accounts.views.server_error"
