"""The words of the workbench: the menu by what people do, and the sections of the desk."""

from django.db.models import TextChoices


class MenuGroup(TextChoices):
    """What people do here."""

    DESK = "desk", "工作台"
    LISTS = "lists", "清单"
    ASSESSMENT = "assessment", "考核"
    PEOPLE = "people", "队伍"
    ADMINISTRATION = "administration", "管理"


class MenuItem(TextChoices):
    """Where the menu leads."""

    WORKBENCH = "workbench", "工作台"
    NOTICES = "notices", "消息"
    SEARCH = "search", "搜索"
    OWN_MONTH = "own_month", "本月清单"
    TASKS = "tasks", "任务"
    ISSUING = "issuing", "下达清单"
    REVIEW = "review", "审核"
    PERIODS = "periods", "月度统计"
    SCORES = "scores", "得分"
    RANKING = "ranking", "排名"
    OBJECTIONS = "objections", "异议"
    PROPOSALS = "proposals", "研判建议"
    UNITS = "units", "单位"
    PERSONS = "persons", "人员"
    IMPORTS = "imports", "导入"
    MEASURES = "measures", "指标"
