from django.urls import path

from visits import views

app_name = "visits"

urlpatterns = [
    path("assessments/<uuid:uuid>/visit/", views.pack, name="pack"),
    path("assessments/<uuid:uuid>/visit/route/", views.route, name="route"),
    path("assessments/<uuid:uuid>/visit/route/<slug:stop>/", views.tick_off, name="tick"),
    path("assessments/<uuid:uuid>/visit/papers/<slug:document>/", views.request_paper, name="request_paper"),
]
