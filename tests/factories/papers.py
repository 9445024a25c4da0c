"""Lists on their way in."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianheng.kernel import clock
from lianheng.papers.models import Download, ImportBatch
from tests.factories.organisation import PersonFactory


class ImportBatchFactory(DjangoModelFactory):
    """A list of units, uploaded and not looked at yet."""

    class Meta:
        model = ImportBatch

    kind = "units"
    filename = "units.xlsx"
    uploaded_by = factory.SubFactory(PersonFactory)
    created_at = clock.at_hour(date(2026, 10, 5), 9)


class DownloadFactory(DjangoModelFactory):
    """A list of units that somebody asked for and nobody has written yet."""

    class Meta:
        model = Download

    owner = factory.SubFactory(PersonFactory)
    list = "units"
    title = "单位"
    page = "/units/"
    asked_at = clock.at_hour(date(2026, 10, 5), 9)
