"""What the journal keeps of forms."""

import factory
from factory.django import DjangoModelFactory

from lianheng.journal.models import SentForm


class SentFormFactory(DjangoModelFactory):
    """A form that was sent and led somewhere."""

    class Meta:
        model = SentForm

    digest = factory.Sequence(lambda n: f"{n:064x}")
    led_to = "/"
