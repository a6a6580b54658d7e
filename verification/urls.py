from django.urls import path

from verification import scene_views, statement_views, views

app_name = "verification"

urlpatterns = [
    path("assessments/<uuid:uuid>/verifications/", views.begin, name="begin"),
    path("verifications/<uuid:uuid>/", views.verification, name="verification"),
    path("verifications/<uuid:uuid>/questions/<slug:code>/", views.question, name="question"),
    path("verifications/<uuid:uuid>/scenes/<int:number>/", scene_views.scene, name="scene"),
    path("verifications/<uuid:uuid>/sign/", views.sign, name="sign"),
    path("verifications/<uuid:uuid>/comment/", statement_views.comment, name="comment"),
    path("statements/<uuid:uuid>/withdraw/", statement_views.withdraw, name="withdraw"),
    path("providers/<uuid:uuid>/verifications/", statement_views.desk, name="desk"),
]
