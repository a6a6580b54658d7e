from django.urls import path

from plans import views

app_name = "plans"

urlpatterns = [path("assessments/<uuid:uuid>/plan/", views.plan, name="plan")]
