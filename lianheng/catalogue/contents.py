"""Every measure of every department, in one list."""

from lianheng.assessment import measures as assessment
from lianheng.checklists import measures as checklists
from lianheng.kernel.measure import Measure
from lianheng.talks import measures as talks

MEASURES: tuple[Measure, ...] = (*checklists.MEASURES, *assessment.MEASURES, *talks.MEASURES)
