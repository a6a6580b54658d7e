from django.urls import path

from comparisons import views

app_name = "comparisons"

urlpatterns = [
    path("providers/<uuid:uuid>/comparisons/", views.home, name="home"),
    path("providers/<uuid:uuid>/comparisons/begin/", views.begin, name="begin"),
    path("providers/<uuid:uuid>/comparisons/choose/", views.choose, name="choose"),
    path("providers/<uuid:uuid>/look/sample/", views.sample, name="sample"),
    path("papers/<uuid:uuid>/", views.paper, name="paper"),
    path("papers/<uuid:uuid>/state/", views.state, name="state"),
    path("papers/<uuid:uuid>/retry/", views.retry, name="retry"),
    path("papers/<uuid:uuid>/file/", views.download, name="download"),
]
