"""The addresses of the workflow below /curate/, beside the stock admin's own."""

from django.contrib import admin
from django.urls import path

from testimonies.admin import (
    bulk,
    importing,
    notices,
    preview,
    proposals,
    protection,
    retracting,
    review,
    vocabulary,
    while_typing,
)

urlpatterns = [
    path("notices/", admin.site.admin_view(notices.notices), name="notices"),
    path("import/", admin.site.admin_view(importing.imports), name="imports"),
    path("import/<slug:token>/", admin.site.admin_view(importing.one), name="import"),
    path("import/<slug:token>/refused.csv", admin.site.admin_view(importing.refused), name="import_refused"),
    path("typing/date/", admin.site.admin_view(while_typing.date), name="typing_date"),
    path("typing/names/", admin.site.admin_view(while_typing.names), name="typing_names"),
    path("typing/passages/", admin.site.admin_view(while_typing.passages), name="typing_passages"),
    path("typing/keep/", admin.site.admin_view(while_typing.keep), name="typing_keep"),
    path("typing/forget/", admin.site.admin_view(while_typing.forget), name="typing_forget"),
    path("many/", admin.site.admin_view(bulk.many), name="many"),
    path("proposals/", admin.site.admin_view(proposals.proposals), name="proposals"),
    path("vocabulary/", admin.site.admin_view(vocabulary.topics), name="vocabulary_topics"),
    path("vocabulary/names/", admin.site.admin_view(vocabulary.names), name="vocabulary_names"),
    path("witnesses/<int:pk>/", admin.site.admin_view(protection.protection), name="witness_protection"),
    path("records/<int:pk>/review/", admin.site.admin_view(review.review), name="record_review"),
    path("records/<int:pk>/preview/", admin.site.admin_view(preview.preview), name="record_preview"),
    path("records/<int:pk>/history/", admin.site.admin_view(review.history), name="record_history"),
    path("records/<int:pk>/image/", admin.site.admin_view(review.image), name="record_image"),
    path("records/<int:pk>/retract/", admin.site.admin_view(retracting.retract), name="record_retract"),
    path("records/<int:pk>/<slug:action>/", admin.site.admin_view(review.act), name="record_act"),
]
