from django.urls import path

from reports import plan_views, verify_views, views

app_name = "reports"

urlpatterns = [
    path("assessments/<uuid:uuid>/result/", views.result, name="result"),
    path("assessments/<uuid:uuid>/reports/", views.request_report, name="request"),
    path("assessments/<uuid:uuid>/plan/report/", plan_views.request_plan, name="request_plan"),
    path("reports/<uuid:uuid>/", plan_views.plan, name="plan"),
    path("reports/<uuid:uuid>/state/", views.state, name="state"),
    path("reports/<uuid:uuid>/retry/", views.retry, name="retry"),
    path("reports/<uuid:uuid>/file/", views.download, name="download"),
    path("verify/", verify_views.find, name="find"),
    path("verify/<str:number>/", verify_views.verify, name="verify"),
]
