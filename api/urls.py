from django.urls import path

from api import reference_views, token_views, v1

app_name = "api"

urlpatterns = [
    path("organisations/<uuid:uuid>/tokens/", token_views.tokens, name="tokens"),
    path("tokens/<uuid:uuid>/revoke/", token_views.revoke, name="revoke"),
    path("api/", reference_views.reference, name="reference"),
    path("api/v1/", v1.urls),
]
