from django.urls import path

from history import action_views, adopt_views, views

app_name = "history"

urlpatterns = [
    path("assessments/<uuid:uuid>/reassess/", views.reassess, name="reassess"),
    path("enterprises/<uuid:uuid>/history/", views.trend, name="trend"),
    path("enterprises/<uuid:uuid>/actions/", action_views.actions, name="actions"),
    path("enterprises/<uuid:uuid>/actions/adopt/", adopt_views.adopt, name="adopt"),
    path("enterprises/<uuid:uuid>/actions/<slug:action>/", action_views.update, name="update"),
]
