"""The words of the manual: the walks, and how the text speaks of a place on the screen."""

from django.db.models import TextChoices


class Walk(TextChoices):
    """Who may be accompanied through the drill in five minutes."""

    LEADER = "leader", "书记/主任"
    OFFICE = "office", "室主任"
    TOWNSHIP = "township", "基层负责人"
    CLERK = "clerk", "基层干部"


class Capable(TextChoices):
    """Whether somebody may: the better first."""

    MAY = "may", "可以"
    IF = "if", "有条件"
    NO = "no", "不可以"


class CapabilityText(TextChoices):
    """The chapter that holds the table of who may do what."""

    HEAD = (
        "head",
        "# 谁能做什么\n\n系统每项操作谁能办、什么条件、依据什么; 与系统的实际判断逐项核对一致 "
        "(由 `lianheng docs` 生成)。带 * 的有条件。自己的角色在 **管理 › 权限一览** 查看, "
        "那里也写明不能办的理由。\n",
    )
    COLUMNS = "columns", "| 事项 | 谁能办 | 条件或理由 | 依据 |"
    NOBODY = "nobody", "系统"


OWN_ROLES = "我的角色"
BETWEEN_ROLES = "、"

# In the text, bold that names a group and a line of the menu leads there.
BELOW = " › "
