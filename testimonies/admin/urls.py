"""The addresses of the workflow below /curate/records/."""

from django.contrib import admin
from django.urls import path

from testimonies.admin import review

urlpatterns = [
    path("<int:pk>/review/", admin.site.admin_view(review.review), name="record_review"),
    path("<int:pk>/history/", admin.site.admin_view(review.history), name="record_history"),
    path("<int:pk>/image/", admin.site.admin_view(review.image), name="record_image"),
    path("<int:pk>/<slug:action>/", admin.site.admin_view(review.act), name="record_act"),
]
