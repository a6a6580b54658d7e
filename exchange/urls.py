from django.urls import path

from exchange import export_views, import_views, ministry_views, offline_views

app_name = "exchange"

urlpatterns = [
    path("assessments/<uuid:uuid>/offline/", offline_views.offline, name="offline"),
    path("assessments/<uuid:uuid>/offline/keep/", offline_views.keep_offline, name="keep_offline"),
    path("assessments/<uuid:uuid>/offline/blank.xlsx", offline_views.workbook, {"filled": False}, name="blank"),
    path("assessments/<uuid:uuid>/offline/filled.xlsx", offline_views.workbook, {"filled": True}, name="filled"),
    path("assessments/<uuid:uuid>/from/ministry/", ministry_views.from_ministry, name="from_ministry"),
    path("assessments/<uuid:uuid>/from/ministry/fill-in/", ministry_views.fill_in, name="fill_in_ministry"),
    path("assessments/<uuid:uuid>/from/ministry/keep/", ministry_views.keep_from_ministry, name="keep_from_ministry"),
    path("assessments/<uuid:uuid>/from/ministry/take-over/", ministry_views.take_over, name="take_over"),
    path(
        "assessments/<uuid:uuid>/from/ministry/blank.xlsx",
        ministry_views.ministry_workbook,
        {"filled": False},
        name="ministry_blank",
    ),
    path(
        "assessments/<uuid:uuid>/from/ministry/filled.xlsx",
        ministry_views.ministry_workbook,
        {"filled": True},
        name="ministry_filled",
    ),
    path("assessments/<uuid:uuid>/ministry/", ministry_views.ministry, name="ministry"),
    path("assessments/<uuid:uuid>/export.json", export_views.as_json, name="export_json"),
    path("assessments/<uuid:uuid>/export.xlsx", export_views.as_workbook, name="export_xlsx"),
    path("enterprises/<uuid:uuid>/import/", import_views.bring, name="import"),
    path("enterprises/<uuid:uuid>/import/keep/", import_views.keep, name="keep_import"),
]
