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
    RELIEFS = "reliefs", "免除和延期"
    CAPS = "caps", "超上限批准"
    FALSITIES = "falsities", "弄虚作假认定"
    PERIODS = "periods", "月度统计"
    REVIEWS = "reviews", "月底点评"
    YEARS = "years", "年度考核"
    SCORES = "scores", "得分"
    RANKING = "ranking", "排名"
    OBJECTIONS = "objections", "异议"
    PROPOSALS = "proposals", "研判建议"
    UNITS = "units", "单位"
    PERSONS = "persons", "人员"
    IMPORTS = "imports", "导入"
    MEASURES = "measures", "指标"


class PileKind(TextChoices):
    """What may wait for somebody, or have been started or done."""

    OPEN_TASKS = "open_tasks", "待完成任务"
    TO_REVIEW = "to_review", "待审核提交"
    RELIEFS = "reliefs", "免除和延期申请"
    CAP_REQUESTS = "cap_requests", "超上限下达申请"
    FALSITIES = "falsities", "待复核的弄虚作假认定"
    OBJECTIONS = "objections", "待答复异议"
    PROPOSALS = "proposals", "待决定的研判建议"
    MONTHS = "months", "待公布的月份"
    REVIEWS = "reviews", "待签发的月底点评"
    YEARS = "years", "待公布的年度"
    YEAR_OBJECTIONS = "year_objections", "待答复年度异议"
    DOCUMENTED = "documented", "待复核的加分和负面事项"
    BALLOTS = "ballots", "待填测评"
    DRAFTS = "drafts", "任务草稿"
    SUBMITTED = "submitted", "已提交待审核"
    OWN_OBJECTIONS = "own_objections", "提出的异议"


class Drawer(TextChoices):
    """The drawers of the desk."""

    TO_DO = "to_do", "待办"
    TO_READ = "to_read", "待阅"
    DONE = "done", "已办"
    BEGUN = "begun", "我发起的"
