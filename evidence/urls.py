from django.urls import path

from evidence import views

app_name = "evidence"

urlpatterns = [
    path("assessments/<uuid:uuid>/evidence/<slug:code>/", views.question, name="question"),
    path("assessments/<uuid:uuid>/evidence/<slug:code>/add/", views.add, name="add"),
    path("evidence/<uuid:uuid>/", views.reword, name="reword"),
    path("evidence/<uuid:uuid>/remove/", views.remove, name="remove"),
    path("evidence/<uuid:uuid>/file/", views.download, name="download"),
]
