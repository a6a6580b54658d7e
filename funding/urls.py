from django.urls import path

from funding import calendar_views, views

app_name = "funding"

urlpatterns = [
    path("assessments/<uuid:uuid>/money/", views.money, name="money"),
    path("assessments/<uuid:uuid>/money/answers/", views.answer, name="answer"),
    path("assessments/<uuid:uuid>/money/dates.ics", calendar_views.download, name="download"),
    path("assessments/<uuid:uuid>/money/subscription/", calendar_views.subscribe, name="subscribe"),
    path("assessments/<uuid:uuid>/money/subscription/end/", calendar_views.unsubscribe, name="unsubscribe"),
    path("assessments/<uuid:uuid>/money/<slug:code>/", views.record, name="record"),
    path("calendars/<str:token>.ics", calendar_views.feed, name="feed"),
]
