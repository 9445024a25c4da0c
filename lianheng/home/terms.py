"""The words of the workbench: the menu by what people do, and the sections of the desk."""

from django.db.models import TextChoices


class MenuGroup(TextChoices):
    """What people do here."""

    DESK = "desk", "工作台"
    LISTS = "lists", "清单"
    ASSESSMENT = "assessment", "考核"
    PEOPLE = "people", "队伍"
    ADMINISTRATION = "administration", "管理"
    SYSTEM = "system", "系统管理"
    SECURITY = "security", "安全管理"
    AUDIT = "audit", "审计"


class MenuItem(TextChoices):
    """Where the menu leads."""

    WORKBENCH = "workbench", "工作台"
    NOTICES = "notices", "消息"
    DOWNLOADS = "downloads", "下载中心"
    SEARCH = "search", "搜索"
    MANUAL = "manual", "手册"
    OWN_MONTH = "own_month", "本月清单"
    DUTIES = "duties", "履职清单"
    TASKS = "tasks", "任务"
    ISSUED = "issued", "已下达任务"
    ISSUING = "issuing", "下达清单"
    REVIEW = "review", "审核"
    RELIEFS = "reliefs", "免除和延期"
    CAPS = "caps", "超上限批准"
    FALSITIES = "falsities", "弄虚作假认定"
    DUTY_COVERAGE = "duty_coverage", "履职情况"
    DUTY_VERSIONS = "duty_versions", "五大方面工作清单"
    PERIODS = "periods", "月度统计"
    REVIEWS = "reviews", "月底点评"
    YEARS = "years", "年度考核"
    SCORES = "scores", "得分"
    OVERVIEW = "overview", "月度总览"
    CARDS = "cards", "黄牌"
    RANKING = "ranking", "排名"
    OBJECTIONS = "objections", "异议"
    PROPOSALS = "proposals", "研判建议"
    TALKS = "talks", "谈话"
    UNITS = "units", "单位"
    PERSONS = "persons", "人员"
    ABSENCES = "absences", "离岗"
    DELEGATIONS = "delegations", "代理"
    HANDOVERS = "handovers", "工作交接"
    STRANDED = "stranded", "无人负责"
    IMPORTS = "imports", "导入"
    RESETS = "resets", "验证方式重置"
    STALE_ACCOUNTS = "stale_accounts", "久未使用的账号"
    MEASURES = "measures", "指标"
    CAPABILITIES = "capabilities", "权限一览"
    ACCOUNTS = "accounts", "账号"
    STATE = "state", "运行状态"
    GRANTS = "grants", "角色授予"
    GRANT_REQUESTS = "grant_requests", "授权申请"
    CHANGES = "changes", "账号和授权变动"


class PileKind(TextChoices):
    """What may wait for somebody, or have been started or done."""

    OPEN_TASKS = "open_tasks", "待完成任务"
    DUTIES_DUE = "duties_due", "临近和逾期的履职条目"
    DUTIES_UNNAMED = "duties_unnamed", "无人负责的履职条目"
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
    YEARS = "years", "待公布的年度"
    YEAR_OBJECTIONS = "year_objections", "待答复年度异议"
    DOCUMENTED = "documented", "待复核的加分和负面事项"
    BALLOTS = "ballots", "待填测评"
    DRAFTS = "drafts", "任务草稿"
    SUBMITTED = "submitted", "已提交待审核"
    OWN_OBJECTIONS = "own_objections", "提出的异议"
    ABSENCES = "absences", "待确认的离岗"
    DELEGATIONS = "delegations", "待批准的代理"
    GRANT_REQUESTS = "grant_requests", "待批准的授权申请"
    TO_TAKE_OVER = "to_take_over", "待接收交接"
    HANDOVERS = "handovers", "待办工作交接"
    UNIT_OBJECTIONS = "unit_objections", "待答复的本单位异议"


class Figure(TextChoices):
    """What a post passes on in figures, month by month."""

    SCORE = "score", "月度得分"
    ASKED = "asked", "下达任务数"
    IN_TIME = "in_time", "按时通过任务数"
    ISSUED = "issued", "下达的任务"
    REVIEWED = "reviewed", "审核通过的单位任务"


class StrandedKind(TextChoices):
    """What nobody answers for."""

    NO_HEAD = "no_head", "没有负责人的单位"
    NO_CLERK = "no_clerk", "没有干部的单位"
    NO_OFFICE_HEAD = "no_office_head", "没有主任的室"
    AWAY = "away", "负责人离岗且无人代理"
    VACANT = "vacant", "交接没有接收人的岗位"
    DRAFTS = "drafts", "离任人员的草稿"
    OBJECTIONS = "objections", "无人能答复的异议"
    PROPOSALS = "proposals", "无人能决定的建议"
    RELIEFS = "reliefs", "无人能答复的免除延期申请"
    ACCOUNTS = "accounts", "离任人员仍启用的账号"


class Mend(TextChoices):
    """What mends it, and whose it is to do."""

    APPOINT = "appoint", "办理任职"
    GRANT = "grant", "授予角色 (安全管理员)"
    DELEGATE = "delegate", "指定代理"
    NAME = "name", "明确接收人"
    ISSUE = "issue", "由本室接手"
    CLOSE = "close", "停用账号 (系统管理员)"
    LOOK = "look", "查看"


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
    TALKS = "talks", "谈话"


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
    CAP_REQUESTS = "cap_requests", "每单位每月超过 10 项任务, 须分管领导同意"
    TALKS_IN_HAND = "talks_in_hand", "由您主谈、参加或安排的谈话"
    OWN_TALKS = "own_talks", "谈话通知您的时间和地点, 谈后由您核对记录"
    COMMITMENTS = "commitments", "谈话中您承诺的事项, 到期前报告落实情况"
    COMMITMENTS_TO_CONFIRM = "commitments_to_confirm", "对方已报告落实, 由谈话的人确认"
    CURES = "cures", "黄牌的整改任务, 全部完成后才能提请解除"
    CURES_TO_CONFIRM = "cures_to_confirm", "单位已报整改情况, 由考核办或分管领导确认"
    DRAFTS = "drafts", "草稿未下达, 单位还看不到"
    SUBMITTED = "submitted", "已提交, 等下达科室审核"
    OWN_OBJECTIONS = "own_objections", "已提出, 等考核办答复"
    DUTIES_DUE = "duties_due", "按履职清单本月到期的条目, 逾期计入年度履职分"
    DUTIES_UNNAMED = "duties_unnamed", "这些条目没有明确责任岗位, 或岗位空缺"
    YEARS = "years", "年度公示期已满, 由考核办或书记公布"
    YEAR_OBJECTIONS = "year_objections", "年度异议须在 10 个工作日内由未评过分的人答复"
    DOCUMENTED = "documented", "加分和负面事项一人提出, 须由第二人复核"
    BALLOTS = "ballots", "您有一张测评票, 不记名, 截止前填写一次"
    ABSENCES = "absences", "离岗由单位负责人确认"
    DELEGATIONS = "delegations", "代理须经批准后才生效"
    GRANT_REQUESTS = "grant_requests", "三员和书记的角色由安全管理员申请, 书记批准"
    TO_TAKE_OVER = "to_take_over", "岗位由您接任, 须接收移交的事项"
    HANDOVERS = "handovers", "岗位交接须由移交人、接收人、监交人签名"
    UNIT_OBJECTIONS = "unit_objections", "本单位提出的异议, 正等答复"


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
    CAP_REQUESTS = "cap_requests", "答复"
    TALKS_IN_HAND = "talks_in_hand", "办理"
    OWN_TALKS = "own_talks", "查看"
    COMMITMENTS = "commitments", "报告落实情况"
    COMMITMENTS_TO_CONFIRM = "commitments_to_confirm", "确认"
    CURES = "cures", "报整改情况"
    CURES_TO_CONFIRM = "cures_to_confirm", "确认或退回"
    DRAFTS = "drafts", "下达"
    SUBMITTED = "submitted", "等待"
    OWN_OBJECTIONS = "own_objections", "等待"
    DUTIES_DUE = "duties_due", "登记履职记录"
    DUTIES_UNNAMED = "duties_unnamed", "明确责任岗位"
    YEARS = "years", "公布"
    YEAR_OBJECTIONS = "year_objections", "答复"
    DOCUMENTED = "documented", "复核"
    BALLOTS = "ballots", "填写测评票"
    ABSENCES = "absences", "确认"
    DELEGATIONS = "delegations", "批准或不批准"
    GRANT_REQUESTS = "grant_requests", "批准或不批准"
    TO_TAKE_OVER = "to_take_over", "接收"
    HANDOVERS = "handovers", "签名"
    UNIT_OBJECTIONS = "unit_objections", "等待"


class DeedNote(TextChoices):
    """What is said of something that one did, beside its name."""

    ROWS = "rows", "{rows} 行"
