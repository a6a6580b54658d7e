from django.urls import path

from surveys import api, review_views, scene_views, views

app_name = "surveys"

urlpatterns = [
    path("assessments/", views.home, name="home"),
    path("enterprises/<uuid:uuid>/assessments/", views.firm, name="firm"),
    path("assessments/new/", views.create, name="create"),
    path("assessments/<uuid:uuid>/", views.assessment, name="assessment"),
    path("assessments/<uuid:uuid>/mode/", views.mode, name="mode"),
    path("assessments/<uuid:uuid>/again/", views.again, name="again"),
    path("assessments/<uuid:uuid>/questions/<slug:dimension>/", views.page, name="page"),
    path("assessments/<uuid:uuid>/questions/<slug:dimension>/<int:number>/", views.page, name="page"),
    path("assessments/<uuid:uuid>/scenes/", scene_views.scenes, name="scenes"),
    path("assessments/<uuid:uuid>/review/", review_views.review, name="review"),
    path("assessments/<uuid:uuid>/warnings/<slug:rule>/", review_views.confirm, name="confirm"),
    path("assessments/<uuid:uuid>/submit/", review_views.submit_assessment, name="submit"),
    # For the pages' own scripts
    path("assessments/<uuid:uuid>/state/", api.state, name="state"),
    path("assessments/<uuid:uuid>/answers/<slug:question>/", api.answer, name="answer"),
    path("assessments/<uuid:uuid>/scenes/<uuid:scene>/", api.scene, name="scene"),
]
