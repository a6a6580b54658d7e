from django.urls import path

from dashboard import export_views, views, whatif_views

app_name = "dashboard"

urlpatterns = [
    path("subsidies/<uuid:uuid>/figures/", views.page, name="home"),
    path("subsidies/<uuid:uuid>/figures/files/", export_views.exports, name="exports"),
    path("subsidies/<uuid:uuid>/figures/files/new/", export_views.ask, name="ask"),
    path("subsidies/<uuid:uuid>/figures/whatif/", whatif_views.whatif, name="whatif"),
    path("subsidies/<uuid:uuid>/figures/<slug:code>/", views.page, name="page"),
    path("figures/<uuid:uuid>/", export_views.export, name="export"),
    path("figures/<uuid:uuid>/state/", export_views.state, name="state"),
    path("figures/<uuid:uuid>/retry/", export_views.retry, name="retry"),
    path("figures/<uuid:uuid>/download/", export_views.download, name="download"),
]
