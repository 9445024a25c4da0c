"""The words of the manual: the walks, and how the text speaks of a place on the screen."""

from django.db.models import TextChoices


class Walk(TextChoices):
    """Who may be accompanied through the drill in five minutes."""

    LEADER = "leader", "书记/主任"
    OFFICE = "office", "室主任"
    TOWNSHIP = "township", "基层负责人"
    CLERK = "clerk", "基层干部"


# In the text, bold that names a group and a line of the menu leads there.
BELOW = " › "
