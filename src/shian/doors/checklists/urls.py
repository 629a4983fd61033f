from django.urls import path

from shian.doors.checklists import views

urlpatterns = [
    path("checklists", views.lists, name="checklists"),
    path("checklists/new", views.new, name="new_checklist"),
    path("checklists/drafts/<uuid:key>", views.draft, name="checklist_draft"),
    path("checklists/drafts/<uuid:key>/phone", views.draft_phone, name="checklist_draft_phone"),
    path("checklists/versions/<uuid:key>", views.version, name="checklist_version"),
    path("checklists/versions/<uuid:key>/phone", views.version_phone, name="checklist_version_phone"),
    path("checklists/versions/<uuid:key>/form.xlsx", views.spreadsheet, name="checklist_spreadsheet"),
    path("checklists/versions/<uuid:key>/withdraw", views.withdraw, name="checklist_withdraw"),
    path("checklists/of/<str:name>", views.versions, name="checklist_versions"),
]
