"""The words of evaluations: rounds, groups, ballots."""

from django.db.models import TextChoices


class RoundState(TextChoices):
    """How far an evaluation round has come."""

    PLANNED = "planned", "未开始"
    OPENED = "opened", "测评中"
    CLOSED = "closed", "已结束"


class RoundMove(TextChoices):
    """What is done with an evaluation round."""

    OPEN = "open", "开始"
    CLOSE = "close", "结束"


class GroupKind(TextChoices):
    """Who evaluates."""

    COMMISSION = "commission", "委领导"
    OFFICES = "offices", "内设室"
    OWN_STAFF = "own_staff", "本单位干部"
    HOST = "host", "驻在单位"


class BallotForm(TextChoices):
    """How a ballot is filled in."""

    CHOICES = "choices", "四档评价"
    POINTS = "points", "百分制"


class BallotChoice(TextChoices):
    """The four answers of a ballot."""

    EXCELLENT = "excellent", "优秀"
    COMPETENT = "competent", "称职"
    BASIC = "basic", "基本称职"
    INCOMPETENT = "incompetent", "不称职"
