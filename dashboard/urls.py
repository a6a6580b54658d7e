from django.urls import path

from dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("subsidies/<uuid:uuid>/figures/", views.page, name="home"),
    path("subsidies/<uuid:uuid>/figures/<slug:code>/", views.page, name="page"),
]
