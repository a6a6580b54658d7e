from django.urls import path

from estimates import views

app_name = "estimates"

urlpatterns = [
    path("enterprises/<uuid:uuid>/compute/", views.estimate, name="estimate"),
    path("enterprises/<uuid:uuid>/compute/take-over/", views.take_over, name="take_over"),
]
