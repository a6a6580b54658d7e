from django.urls import path

from providers import access_views, asking_views, client_views, desk_views, offer_views

app_name = "providers"

urlpatterns = [
    path("providers/", desk_views.home, name="home"),
    path("providers/new/", desk_views.create, name="create"),
    path("providers/<uuid:uuid>/clients/", desk_views.clients, name="clients"),
    path("providers/<uuid:uuid>/clients/ask/", asking_views.ask, name="ask"),
    path("providers/<uuid:uuid>/clients/prepare/", desk_views.prepare, name="prepare"),
    path("providers/<uuid:uuid>/clients/<uuid:client>/", client_views.client, name="client"),
    path("providers/<uuid:uuid>/clients/<uuid:client>/hand-over/", asking_views.hand_over, name="hand_over"),
    path("enterprises/<uuid:uuid>/access/", access_views.access, name="access"),
    path("enterprises/<uuid:uuid>/access/invite/", access_views.invite, name="invite"),
    path("grants/<uuid:uuid>/change/", access_views.change, name="change"),
    path("grants/<uuid:uuid>/end/", access_views.end, name="end"),
    path("offers/code/", offer_views.code, name="code"),
    path("offers/<uuid:uuid>/withdraw/", asking_views.withdraw, name="withdraw"),
    path("offers/<uuid:uuid>/incoming/", offer_views.incoming, name="incoming"),
    path("offers/<str:token>/", offer_views.offer, name="offer"),
    path("offers/<str:token>/decline/", offer_views.decline_offer, name="decline"),
]
