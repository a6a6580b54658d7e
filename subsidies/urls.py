from django.urls import path

from subsidies import reminder_views, review_views, verification_views, views, writing_views

app_name = "subsidies"

urlpatterns = [
    path("subsidies/", views.home, name="home"),
    path("subsidies/<uuid:uuid>/", views.records, name="records"),
    path("subsidies/<uuid:uuid>/reminders/", reminder_views.reminders, name="reminders"),
    path("subsidies/<uuid:uuid>/new/", writing_views.create, name="create"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/", views.record, name="record"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/changes/<int:number>/", views.changes, name="changes"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/edit/", writing_views.edit, name="edit"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/give-up/", writing_views.give_up, name="give_up"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/parent/", writing_views.parent, name="parent"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/send/", review_views.send, name="send"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/hand-back/", review_views.hand_back, name="hand_back"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/publish/", review_views.publish, name="publish"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/withdraw/", review_views.withdraw, name="withdraw"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/verify/", verification_views.verify, name="verify"),
    path("subsidies/<uuid:uuid>/records/<slug:code>/copies/<uuid:copy>/", verification_views.copy, name="copy"),
]
