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
    path("providers/<uuid:uuid>/portfolio/import/keep/", import_views.keep, name="keep"),
    path("portfolio/views/<uuid:uuid>/rename/", views.rename_view, name="rename_view"),
    path("portfolio/views/<uuid:uuid>/delete/", views.delete_view, name="delete_view"),
]
