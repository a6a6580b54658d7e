from django.urls import path

from suppliers import views

app_name = "suppliers"

urlpatterns = [
    path("assessments/<uuid:uuid>/suppliers/", views.scenarios, name="scenarios"),
    path("assessments/<uuid:uuid>/suppliers/<slug:code>/", views.sheet, name="sheet"),
]
