from django.urls import path

from calibration import preparing_views, result_views, round_views, scoring_views

app_name = "calibration"

urlpatterns = [
    path("providers/<uuid:uuid>/calibration/", round_views.home, name="home"),
    path("providers/<uuid:uuid>/calibration/begin/", preparing_views.choose, name="choose"),
    path("providers/<uuid:uuid>/calibration/begin/practice/<slug:case>/", preparing_views.practice, name="practice"),
    path("providers/<uuid:uuid>/calibration/begin/written/", preparing_views.written, name="written"),
    path("providers/<uuid:uuid>/calibration/begin/clients/", preparing_views.clients, name="clients"),
    path("providers/<uuid:uuid>/calibration/begin/clients/<uuid:client>/", preparing_views.client, name="client"),
    path("calibration/<uuid:uuid>/", round_views.round_, name="round"),
    path("calibration/<uuid:uuid>/observations/<slug:code>/", preparing_views.observation, name="observation"),
    path("calibration/<uuid:uuid>/open/", preparing_views.open_, name="open"),
    path("calibration/<uuid:uuid>/remove/", preparing_views.remove, name="remove"),
    path("calibration/<uuid:uuid>/close/", round_views.close, name="close"),
    path("calibration/<uuid:uuid>/questions/<slug:code>/", scoring_views.question, name="question"),
    path("calibration/<uuid:uuid>/hand-in/", scoring_views.hand_in, name="hand_in"),
    path("calibration/<uuid:uuid>/result/", result_views.result, name="result"),
    path("calibration/<uuid:uuid>/result.xlsx", result_views.workbook, name="workbook"),
]
