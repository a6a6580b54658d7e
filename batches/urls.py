from django.urls import path

from batches import views

app_name = "batches"

urlpatterns = [
    path("providers/<uuid:uuid>/batches/", views.home, name="home"),
    path("providers/<uuid:uuid>/batches/begin/", views.begin, name="begin"),
    path("providers/<uuid:uuid>/batches/choose/", views.choose, name="choose"),
    path("batches/<uuid:uuid>/", views.batch, name="batch"),
    path("batches/<uuid:uuid>/state/", views.state, name="state"),
    path("batches/<uuid:uuid>/pause/", views.pause, name="pause"),
    path("batches/<uuid:uuid>/resume/", views.resume, name="resume"),
    path("batches/<uuid:uuid>/cancel/", views.cancel, name="cancel"),
    path("batches/<uuid:uuid>/retry/", views.retry, name="retry"),
    path("batches/<uuid:uuid>/pack/", views.pack, name="pack"),
    path("batches/<uuid:uuid>/zip/", views.download, name="download"),
]
