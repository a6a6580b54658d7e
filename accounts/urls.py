from django.urls import path

from accounts import enterprise_views, pickers, views

app_name = "accounts"

urlpatterns = [
    path("", views.landing, name="landing"),
    path("home/", views.home, name="home"),
    path("settings/", views.settings, name="settings"),
    path("text-size/", views.text_size, name="text_size"),
    path("enterprises/new/", enterprise_views.create, name="enterprise_create"),
    path("enterprises/<uuid:uuid>/", enterprise_views.detail, name="enterprise"),
    path("enterprises/<uuid:uuid>/edit/", enterprise_views.edit, name="enterprise_edit"),
    path("enterprises/<uuid:uuid>/funding/", enterprise_views.funding, name="enterprise_funding"),
    path("search/regions/", pickers.regions, name="search_regions"),
    path("search/industries/", pickers.industries, name="search_industries"),
    path("search/size/", pickers.size, name="size"),
]
