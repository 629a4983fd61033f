from django.urls import path

from shian.doors.chores.views import accounts, binding, books, imports, letters, machines, people, planning, ways_in

urlpatterns = [
    path("chores", books.chores, name="chores"),
    path("import", imports.upload, name="import"),
    path("import/template/<slug:kind>", imports.template, name="import_template"),
    path("import/columns/<uuid:token>", imports.columns, name="import_columns"),
    path("import/<uuid:key>", imports.batch, name="import_batch"),
    path("import/<uuid:key>/apply", imports.apply, name="import_apply"),
    path("import/<uuid:key>/annotated", imports.annotated, name="import_annotated"),
    path("import/<uuid:key>/undo", imports.undo, name="import_undo"),
    path("binding", binding.bind, name="binding"),
    path("binding/<uuid:key>/undo", binding.undo, name="undo_binding"),
    path("plan", planning.plan, name="plan"),
    path("people", people.posts, name="people"),
    path("people/loads", people.loads, name="staffing_rows"),
    path("people/accounts", accounts.accounts, name="accounts"),
    path("people/open", people.open_post, name="open_post"),
    path("people/<uuid:key>/way-in", ways_in.let_in, name="let_in"),
    path("posts/<uuid:key>", people.post, name="post"),
    path("posts/<uuid:key>/<slug:verb>", people.act, name="post_act"),
    path("commitments", letters.commitments, name="commitments"),
    path("commitments/<uuid:key>", letters.commitment, name="commitment"),
    path("commitments/<uuid:key>/pdf", letters.pdf, name="commitment_pdf"),
    path("machines", machines.machines, name="machines"),
    path("machines/<uuid:key>/revoke", machines.revoke, name="revoke_machine"),
    path("law", books.law, name="law"),
    path("ledger", books.ledger, name="ledger"),
]
