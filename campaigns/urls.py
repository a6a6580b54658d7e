from django.urls import include, path

from campaigns import joining_views, letter_views, look_views, target_views, views, wave_views

app_name = "campaigns"

of_a_campaign = [
    path("", views.overview, name="campaign"),
    path("edit/", views.edit, name="edit"),
    path("open/", views.open_campaign, name="open"),
    path("extend/", views.extend, name="extend"),
    path("close/", views.close, name="close"),
    path("link/", views.link, name="link"),
    path("targets/", target_views.targets, name="targets"),
    path("targets/import/", target_views.bring, name="bring"),
    path("targets/import/template.xlsx", target_views.template, name="template"),
    path("targets/import/keep/", target_views.keep, name="keep"),
    path("targets/<uuid:target>/remove/", target_views.remove, name="remove"),
    path("targets/<uuid:target>/link/", target_views.link, name="target_link"),
    path("letters/", letter_views.letters, name="letters"),
    path("reminders/", wave_views.waves, name="waves"),
    path("reminders/<int:number>/", wave_views.wave, name="wave"),
    path("results/", look_views.results, name="results"),
    path("results/<uuid:participant>/", look_views.look, name="look"),
]

urlpatterns = [
    path("campaigns/", views.home, name="home"),
    path("campaigns/<uuid:uuid>/", views.campaigns, name="campaigns"),
    path("campaigns/<uuid:uuid>/new/", views.create, name="create"),
    path("campaigns/<uuid:uuid>/<uuid:campaign>/", include(of_a_campaign)),
    path("campaigns/<uuid:uuid>/gateway/", wave_views.gateway, name="gateway"),
    path("campaigns/<uuid:uuid>/gateway/secret/", wave_views.new_secret, name="new_secret"),
    path("campaigns/<uuid:uuid>/gateway/remove/", wave_views.remove_gateway, name="remove_gateway"),
    path("letters/<uuid:uuid>/state/", letter_views.state, name="letters_state"),
    path("letters/<uuid:uuid>/retry/", letter_views.retry, name="letters_retry"),
    path("letters/<uuid:uuid>/download/", letter_views.download, name="letters_download"),
    path("invited/<str:token>/", joining_views.invitation, name="invitation"),
    path("take-part/<str:token>/", joining_views.open_invitation, name="open_invitation"),
    path("enterprises/<uuid:uuid>/campaigns/<uuid:campaign>/choice/", joining_views.choose, name="choose"),
]
