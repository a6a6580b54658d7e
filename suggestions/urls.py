from django.urls import path

from suggestions import views

app_name = "suggestions"

urlpatterns = [
    path("suggestions/<uuid:uuid>/confirm/", views.confirm, name="confirm"),
    path("suggestions/<uuid:uuid>/dismiss/", views.dismiss, name="dismiss"),
]
