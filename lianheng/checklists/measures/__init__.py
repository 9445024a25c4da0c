"""What can be counted of a unit's monthly lists and duties, each number with the records behind it."""

from lianheng.kernel.measure import Measure

from . import duties, tasks

MEASURES: tuple[Measure, ...] = (*tasks.MEASURES, *duties.MEASURES)
