from django.urls import path

from teamwork import assignment_views, comment_views, consensus_views, opinion_views

app_name = "teamwork"

urlpatterns = [
    path("assessments/<uuid:uuid>/assignments/", assignment_views.assignments, name="assignments"),
    path("assessments/<uuid:uuid>/assignments/<slug:dimension>/", assignment_views.assign, name="assign"),
    path("assessments/<uuid:uuid>/assignments/<slug:dimension>/remove/", assignment_views.unassign, name="unassign"),
    path("assessments/<uuid:uuid>/comments/<slug:question>/", comment_views.comments, name="comments"),
    path("comments/<uuid:uuid>/remove/", comment_views.remove_comment, name="remove_comment"),
    path("assessments/<uuid:uuid>/consensus/", consensus_views.switch, name="switch"),
    path("assessments/<uuid:uuid>/opinions/<slug:dimension>/", opinion_views.opinions, name="opinions"),
    path("assessments/<uuid:uuid>/spread/", consensus_views.spread, name="spread"),
    path("assessments/<uuid:uuid>/decisions/", consensus_views.adopt, name="adopt"),
    path("assessments/<uuid:uuid>/decisions/<slug:question>/", consensus_views.decision, name="decision"),
]
