from django.urls import path

from bureaus import reach_views, sharing_views

app_name = "bureaus"

urlpatterns = [
    path("enterprises/<uuid:uuid>/sharing/", sharing_views.sharing, name="sharing"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/reach/", reach_views.reach, name="reach"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/reach/count/", reach_views.count, name="count"),
]
