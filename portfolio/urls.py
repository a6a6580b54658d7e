from django.urls import path

from portfolio import import_views, invite_views, views

app_name = "portfolio"

urlpatterns = [
    path("providers/<uuid:uuid>/portfolio/", views.clients, name="clients"),
    path("providers/<uuid:uuid>/portfolio/views/", views.save_view, name="save_view"),
    path("providers/<uuid:uuid>/portfolio/choose/", invite_views.choose, name="choose"),
    path("providers/<uuid:uuid>/portfolio/invite/", invite_views.invite, name="invite"),
    path("providers/<uuid:uuid>/portfolio/import/", import_views.bring, name="bring"),
    path("providers/<uuid:uuid>/portfolio/import/template.xlsx", import_views.template, name="template"),
    path("portfolio/lists/<uuid:uuid>/", import_views.show, name="list"),
    path("portfolio/lists/<uuid:uuid>/state/", import_views.state, name="list_state"),
    path("portfolio/lists/<uuid:uuid>/keep/", import_views.keep, name="keep"),
    path("portfolio/lists/<uuid:uuid>/go-on/", import_views.go_on, name="go_on"),
    path("portfolio/lists/<uuid:uuid>/discard/", import_views.discard, name="discard"),
    path("portfolio/views/<uuid:uuid>/rename/", views.rename_view, name="rename_view"),
    path("portfolio/views/<uuid:uuid>/delete/", views.delete_view, name="delete_view"),
]
