from django.urls import path
from django.views.generic import RedirectView

from accounts import enterprise_views, invitation_views, member_views, pickers, views

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
    path("organisations/<uuid:uuid>/people/", member_views.people, name="people"),
    path("organisations/<uuid:uuid>/people/invite/", invitation_views.invite, name="invite"),
    # As these pages were called while only enterprises had people.
    path("enterprises/<uuid:uuid>/people/", RedirectView.as_view(pattern_name="accounts:people")),
    path("enterprises/<uuid:uuid>/people/invite/", RedirectView.as_view(pattern_name="accounts:invite")),
    path("people/<uuid:uuid>/role/", member_views.role, name="role"),
    path("people/<uuid:uuid>/remove/", member_views.remove, name="remove"),
    path("invitations/<uuid:uuid>/revoke/", invitation_views.revoke, name="revoke"),
    path("join/<str:token>/", invitation_views.join, name="join"),
    path("search/regions/", pickers.regions, name="search_regions"),
    path("search/industries/", pickers.industries, name="search_industries"),
    path("search/size/", pickers.size, name="size"),
]
