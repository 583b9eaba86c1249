"""Addresses of the search. The programming interface, with a namespace of its own, is mounted beside them."""

from django.urls import path

from search import map_page, receipt_page, views

app_name = "search"

urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/receipt/", receipt_page.receipt, name="receipt"),
    path("search/map/", map_page.results_on_the_map, name="map"),
    path("search/help/", views.help_page, name="help"),
]
