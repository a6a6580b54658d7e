from django.urls import path

from branding import views

app_name = "branding"

urlpatterns = [
    path("providers/<uuid:uuid>/look/", views.edit, name="edit"),
    path("providers/<uuid:uuid>/look/put-away/", views.put_away, name="put_away"),
]
