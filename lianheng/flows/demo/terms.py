"""The words of the drill: what people call their views."""

from django.db.models import TextChoices


class ViewName(TextChoices):
    """What people of the drill call their views of lists."""

    WAITING = "waiting", "待审核"
    LOWEST = "lowest", "得分从低到高"
