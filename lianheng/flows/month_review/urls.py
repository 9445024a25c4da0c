"""Where the month-end reviews are found."""

from django.urls import path

import lianheng.ui.converters  # noqa: F401

from .views import documents, reviews, sentences

app_name = "reviews"
urlpatterns = [
    path("", reviews.reviews, name="reviews"),
    path("<month:period>/", reviews.month, name="month"),
    path("<month:period>/draft/", reviews.draft, name="draft"),
    path("versions/<int:review_id>/", reviews.review, name="review"),
    path("versions/<int:review_id>/signature/", reviews.signature, name="signature"),
    path("versions/<int:review_id>/revision/", reviews.revision, name="revision"),
    path("versions/<int:review_id>/sentences/", sentences.new_sentence, name="new_sentence"),
    path("versions/<int:review_id>/document/", documents.document, name="document"),
    path("versions/<int:review_id>/pages/", documents.pages, name="pages"),
    path("sentences/<int:sentence_id>/", sentences.sentence, name="sentence"),
    path("sentences/<int:sentence_id>/place/", sentences.place, name="place"),
    path("sentences/<int:sentence_id>/omission/", sentences.omission, name="omission"),
]
