from django.urls import path

from subsidies import list_views, reminder_views, review_views, verification_views, views, writing_views
from subsidies.models import Record

app_name = "subsidies"
LIST = {"kind": Record.Kind.LIST}

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
    path("subsidies/<uuid:uuid>/lists/", list_views.lists, name="lists"),
    path("subsidies/<uuid:uuid>/lists/new/", list_views.create, name="list_create"),
    path("subsidies/<uuid:uuid>/lists/<slug:code>/", list_views.named_list, name="list"),
    path("subsidies/<uuid:uuid>/lists/<slug:code>/changes/<int:number>/", views.changes, LIST, name="list_changes"),
    path("subsidies/<uuid:uuid>/lists/<slug:code>/edit/", list_views.edit, name="list_edit"),
    path("subsidies/<uuid:uuid>/lists/<slug:code>/give-up/", writing_views.give_up, LIST, name="list_give_up"),
    path("subsidies/<uuid:uuid>/lists/<slug:code>/send/", review_views.send, LIST, name="list_send"),
    path("subsidies/<uuid:uuid>/lists/<slug:code>/hand-back/", review_views.hand_back, LIST, name="list_hand_back"),
    path("subsidies/<uuid:uuid>/lists/<slug:code>/publish/", review_views.publish, LIST, name="list_publish"),
    path("subsidies/<uuid:uuid>/lists/<slug:code>/withdraw/", review_views.withdraw, LIST, name="list_withdraw"),
]
