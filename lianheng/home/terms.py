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
    DOWNLOADS = "downloads", "下载中心"
    SEARCH = "search", "搜索"
    MANUAL = "manual", "手册"
    OWN_MONTH = "own_month", "本月清单"
    TASKS = "tasks", "任务"
    ISSUED = "issued", "已下达任务"
    ISSUING = "issuing", "下达清单"
    REVIEW = "review", "审核"
    RELIEFS = "reliefs", "免除和延期"
    CAPS = "caps", "超上限批准"
    FALSITIES = "falsities", "弄虚作假认定"
    PERIODS = "periods", "月度统计"
    REVIEWS = "reviews", "月底点评"
    SCORES = "scores", "得分"
    OVERVIEW = "overview", "月度总览"
    CARDS = "cards", "黄牌"
    RANKING = "ranking", "排名"
    OBJECTIONS = "objections", "异议"
    PROPOSALS = "proposals", "研判建议"
    TALKS = "talks", "谈话"
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
    TALKS_IN_HAND = "talks_in_hand", "待办理的谈话"
    OWN_TALKS = "own_talks", "与您的谈话"
    COMMITMENTS = "commitments", "谈话承诺事项"
    COMMITMENTS_TO_CONFIRM = "commitments_to_confirm", "待确认的承诺事项"
    CURES = "cures", "黄牌整改任务"
    CURES_TO_CONFIRM = "cures_to_confirm", "待确认的整改情况"
    DRAFTS = "drafts", "任务草稿"
    SUBMITTED = "submitted", "已提交待审核"
    OWN_OBJECTIONS = "own_objections", "提出的异议"


class Drawer(TextChoices):
    """The drawers of the desk."""

    TO_DO = "to_do", "待办"
    TO_READ = "to_read", "待阅"
    DONE = "done", "已办"
    BEGUN = "begun", "我发起的"


class SourceName(TextChoices):
    """What can be found."""

    UNITS = "units", "单位"
    PEOPLE = "people", "人员"
    TASKS = "tasks", "任务"
    PROPOSALS = "proposals", "研判建议"
    OBJECTIONS = "objections", "异议"


class PileWhy(TextChoices):
    """Why something of this kind waits for somebody: the rule, in one sentence."""

    OPEN_TASKS = "open_tasks", "本单位本月清单任务, 逾期按考核方案扣分"
    TO_REVIEW = "to_review", "单位已提交, 由下达科室审核"
    RELIEFS = "reliefs", "免除和延期由下达科室的室主任答复"
    FALSITIES = "falsities", "弄虚作假一人认定, 须由第二人复核"
    OBJECTIONS = "objections", "异议须在 10 个工作日内由未审核过的人答复"
    PROPOSALS = "proposals", "研判建议由您决定, 同意与不采纳都须写明理由"
    MONTHS = "months", "异议期已满, 由考核办或书记公布"
    REVIEWS = "reviews", "月底点评稿已拟好, 由起草人以外的人签发"
    DRAFTS = "drafts", "草稿未下达, 单位还看不到"
    SUBMITTED = "submitted", "已提交, 等下达科室审核"
    OWN_OBJECTIONS = "own_objections", "已提出, 等考核办答复"


class PileNext(TextChoices):
    """What to do next about something of this kind."""

    OPEN_TASKS = "open_tasks", "提交完成情况"
    TO_REVIEW = "to_review", "审核"
    RELIEFS = "reliefs", "答复"
    FALSITIES = "falsities", "复核"
    OBJECTIONS = "objections", "答复"
    PROPOSALS = "proposals", "研判决定"
    MONTHS = "months", "公布"
    REVIEWS = "reviews", "签发"
    DRAFTS = "drafts", "下达"
    SUBMITTED = "submitted", "等待"
    OWN_OBJECTIONS = "own_objections", "等待"
