"""The words of the organisation: kinds of units, roles, and why something is refused."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """What a unit is."""

    COMMISSION = "commission", "区纪委监委"
    OFFICE = "office", "内设室"
    TOWNSHIP = "township", "乡镇"
    STREET = "street", "街道"
    DISPATCHED = "dispatched", "派驻组"
    SOE = "soe", "国企"
    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"
    HOST = "host", "驻在单位"


class Role(TextChoices):
    """What a person may be entrusted with; roles are code, grants are data."""

    LEADER = "leader", "书记/主任"
    DEPUTY = "deputy_in_charge", "分管领导"
    OFFICE_HEAD = "office_head", "室主任"
    OFFICE_CLERK = "office_clerk", "干事"
    SCORER = "scorer", "考核办"
    UNIT_HEAD = "unit_head", "基层负责人"
    UNIT_CLERK = "unit_clerk", "基层干部"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class Sex(TextChoices):
    """Sex as the roster writes it."""

    MALE = "m", "男"
    FEMALE = "f", "女"


class InstanceKind(TextChoices):
    """What an installation is for; only a drill or a test may set the time."""

    LIVE = "live", "正式"
    DEMO = "demo", "演练"
    TEST = "test", "测试"


class AbsenceKind(TextChoices):
    """Why somebody is away from his post."""

    SICK = "sick", "病假"
    SECONDMENT = "secondment", "挂职借调"
    LEAVE = "leave", "休假"
    TRAINING = "training", "学习培训"
    TRIP = "trip", "公出"


class AbsenceState(TextChoices):
    """How far an absence has come."""

    REPORTED = "reported", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DECLINED = "declined", "不予确认"
    WITHDRAWN = "withdrawn", "已撤回"


class AbsenceMove(TextChoices):
    """What is done about an absence."""

    CONFIRM = "confirm", "确认"
    DECLINE = "decline", "不予确认"
    WITHDRAW = "withdraw", "撤回"


class DelegationState(TextChoices):
    """How far a delegation has come."""

    ASKED = "asked", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    REVOKED = "revoked", "已收回"


class DelegationMove(TextChoices):
    """What is done about a delegation."""

    APPROVE = "approve", "批准"
    REFUSE = "refuse", "不批准"
    REVOKE = "revoke", "收回"


class DelegationTerm(TextChoices):
    """Where today lies in the term of a delegation that was agreed to."""

    COMING = "coming", "未开始"
    RUNNING = "running", "代理中"
    OVER = "over", "已到期"


class FactorResetState(TextChoices):
    """How far the reset of a lost factor has come."""

    ASKED = "asked", "待审批"
    APPROVED = "approved", "已同意, 待生效"
    REFUSED = "refused", "不同意"
    STOPPED = "stopped", "已中止"
    DONE = "done", "已重置"


class FactorResetMove(TextChoices):
    """What is done about the reset of a lost factor."""

    APPROVE = "approve", "同意"
    REFUSE = "refuse", "不同意"
    STOP = "stop", "中止"
    CARRY_OUT = "carry_out", "重置"


class Factor(TextChoices):
    """What one proves oneself with besides the password."""

    TOTP = "totp", "动态验证码"
    PASSKEY = "webauthn", "通行密钥"
    CODES = "recovery_codes", "恢复码"


class GrantRequestState(TextChoices):
    """How far the request for a role that needs a second person has come."""

    ASKED = "asked", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class GrantRequestMove(TextChoices):
    """What is done about such a request."""

    APPROVE = "approve", "批准"
    REFUSE = "refuse", "不批准"
    WITHDRAW = "withdraw", "撤回"


class HandoverCause(TextChoices):
    """Why a post changes hands."""

    RELIEVED = "relieved", "免职"
    REVOKED = "revoked", "收回角色"


class HandoverState(TextChoices):
    """How far a handover has come."""

    OPENED = "opened", "待移交"
    SIGNED = "signed", "待接收"
    TAKEN_OVER = "taken_over", "待监交"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已取消"


class HandoverMove(TextChoices):
    """How a handover goes on."""

    SIGN = "sign", "移交签字"
    SIGN_INSTEAD = "sign_instead", "代为移交"
    TAKE_OVER = "take_over", "接收签字"
    CLOSE = "close", "监交签字"
    CANCEL = "cancel", "取消交接"


class OrganisationEvent(TextChoices):
    """What can happen to units, people and their grants."""

    UNIT_ADDED = "organisation.unit_added", "新增单位"
    UNIT_CHANGED = "organisation.unit_changed", "变更单位"
    UNIT_CLOSED = "organisation.unit_closed", "撤销单位"
    PERSON_ADDED = "organisation.person_added", "新增人员"
    PERSON_CHANGED = "organisation.person_changed", "变更人员"
    APPOINTED = "organisation.appointed", "任职"
    RELIEVED = "organisation.relieved", "免职"
    GRANTED = "organisation.granted", "授予角色"
    REVOKED = "organisation.revoked", "收回角色"
    GRANT_ASKED = "organisation.grant_asked", "提出授权申请"
    GRANT_APPROVED = "organisation.grant_approved", "批准授权申请"
    GRANT_REFUSED = "organisation.grant_refused", "授权申请未批准"
    GRANT_WITHDRAWN = "organisation.grant_withdrawn", "撤回授权申请"
    CHANGES_LISTED = "organisation.changes_listed", "列出一周账号和授权变动"
    ACCOUNT_OPENED = "organisation.account_opened", "开通账号"
    PASSWORD_RESET = "organisation.password_reset", "重置密码"
    ACCOUNT_CLOSED = "organisation.account_closed", "停用账号"
    FACTOR_ADDED = "organisation.factor_added", "设置验证方式"
    FACTOR_REMOVED = "organisation.factor_removed", "移除验证方式"
    CODES_DRAWN = "organisation.codes_drawn", "生成恢复码"
    SESSIONS_ENDED = "organisation.sessions_ended", "退出其他登录"
    SIGNED_IN_TWICE = "organisation.signed_in_twice", "同时在另一处登录"
    LEAVER_REFUSED = "organisation.leaver_refused", "离任或停用后仍尝试登录"
    RESET_ASKED = "organisation.reset_asked", "申请重置验证方式"
    RESET_APPROVED = "organisation.reset_approved", "同意重置验证方式"
    RESET_REFUSED = "organisation.reset_refused", "不同意重置验证方式"
    RESET_STOPPED = "organisation.reset_stopped", "中止重置验证方式"
    RESET_DONE = "organisation.reset_done", "验证方式已重置"
    INSTANCE_MARKED = "organisation.instance_marked", "启用系统"
    ADMINISTRATORS_FOUNDED = "organisation.administrators_founded", "设立三员"
    VIEW_SAVED = "organisation.view_saved", "保存视图"
    VIEW_DROPPED = "organisation.view_dropped", "删除视图"
    IMPORTED = "organisation.imported", "导入"
    IMPORT_UNDONE = "organisation.import_undone", "撤销导入"
    ABSENCE_REPORTED = "organisation.absence_reported", "登记离岗"
    ABSENCE_CONFIRMED = "organisation.absence_confirmed", "确认离岗"
    ABSENCE_DECLINED = "organisation.absence_declined", "离岗不予确认"
    ABSENCE_WITHDRAWN = "organisation.absence_withdrawn", "撤回离岗"
    ABSENCE_SHORTENED = "organisation.absence_shortened", "提前返岗"
    DELEGATION_ASKED = "organisation.delegation_asked", "提出代理"
    DELEGATION_APPROVED = "organisation.delegation_approved", "批准代理"
    DELEGATION_REFUSED = "organisation.delegation_refused", "代理未批准"
    DELEGATION_REVOKED = "organisation.delegation_revoked", "收回代理"
    HANDOVER_OPENED = "organisation.handover_opened", "开始工作交接"
    SUCCESSOR_NAMED = "organisation.successor_named", "明确接收人"
    HANDOVER_SIGNED = "organisation.handover_signed", "移交人签字"
    HANDOVER_SIGNED_INSTEAD = "organisation.handover_signed_instead", "代为移交"
    HANDOVER_TAKEN_OVER = "organisation.handover_taken_over", "接收人签字"
    HANDOVER_CANCELLED = "organisation.handover_cancelled", "取消工作交接"
    HANDOVER_CLOSED = "organisation.handover_closed", "监交人签字, 交接办结"


class OrganisationReason(TextChoices):
    """Why the organisation refuses."""

    NOT_ENTITLED = "not_entitled", "您的角色不能进行此操作"
    ROLES_EXCLUDE = "roles_exclude", "三员之间不能兼任, 三员也不能兼任业务角色"
    OWN_GRANT = "own_grant", "不能给自己授予角色"
    NEEDS_SECOND = "needs_second", "三员和书记的角色须由安全管理员申请、书记批准, 一个人不能办"
    ONE_IS_ENOUGH = "one_is_enough", "这一角色由安全管理员直接授予或收回, 不需要申请"
    NOT_SECOND = "not_second", "申请人和被授权人不能批准, 须由书记本人办理"
    NOT_LEADER = "not_leader", "由书记/主任本人批准, 代理人不能办"
    ASKED_ALREADY = "asked_already", "此人的这一角色已有申请待批准"
    TERM_NEEDED = "term_needed", "此人没有本系统内的任职或正在挂职借调, 授予角色须有截止日期, 最长一年"
    BEYOND_SECONDMENT = "beyond_secondment", "截止日期不能晚于挂职借调结束日"
    ADMINISTRATORS_KNOWN = (
        "administrators_known",
        "三员已经设立, 不能再次设立; 变更须申请和批准",
    )
    NOT_LIVE = "not_live", "本系统不是正式用途, 三员随演练数据设立"
    THREE_PERSONS = "three_persons", "系统管理员、安全管理员、审计管理员须是三个人, 各有人员编号和姓名"
    NO_COMMISSION = "no_commission", "系统中还没有区纪委监委, 请写明单位编码和名称"
    OWN_ACCOUNT = "own_account", "不能为自己开通、重置或停用账号"
    NOT_YOURS = "not_yours", "只能修改自己保存的视图"
    VIEW_NAME_TAKEN = "view_name_taken", "已有同名的视图, 请换一个名称"
    UNIT_CIRCLE = "unit_circle", "上级单位不能是本单位或其下级"
    CODE_TAKEN = "code_taken", "编码或编号已被使用"
    UNIT_IN_USE = "unit_in_use", "单位还有下级单位或在任人员, 不能撤销"
    UNIT_CLOSED = "unit_closed", "单位已撤销"
    ALREADY_APPOINTED = "already_appointed", "此人已任该岗位"
    ALREADY_RELIEVED = "already_relieved", "此项任职已经结束"
    ALREADY_GRANTED = "already_granted", "此人已有该单位的这一角色"
    ALREADY_REVOKED = "already_revoked", "此项角色已经收回"
    DAYS_NOT_IN_ORDER = "days_not_in_order", "结束日期不能早于起始日期"
    HAS_ACCOUNT = "has_account", "此人已有账号"
    NO_ACCOUNT = "no_account", "此人没有启用的账号"
    UNKNOWN_UNIT = "unknown_unit", "没有这个单位, 请填编码或从列表中选择"
    ALREADY_USED = "already_used", "该批数据已被引用, 不能撤销"
    SUPERIOR_MISSING = "superior_missing", "请填上级单位; 最上一级只有区纪委监委, 初始化时已设"
    UNKNOWN_PERSON = "unknown_person", "没有这个人, 请填人员编号, 或填不重名的姓名"
    WRONG_STATE = "wrong_state", "当前状态下不能进行此操作"
    OWN_ITEM = "own_item", "不能办理本人的事项"
    NOT_ABOVE = "not_above", "须由本单位负责人、分管领导或书记/主任办理"
    OWN_FACTOR = "own_factor", "不能申请或审批重置本人的验证方式"
    SAME_TWO = "same_two", "申请人不能审批, 须由另一人审批"
    RESET_OPEN = "reset_open", "此人已有正在办理的重置"
    NO_FACTOR = "no_factor", "此人没有角色, 也没有设置验证方式, 不用重置"
    TWO_FOR_PASSWORD = (
        "two_for_password",
        "此人有角色而没有设置验证方式, 单凭密码就能登录: 请先申请重置验证方式, 由安全管理员同意后再发新密码",
    )
    LAST_FACTOR = "last_factor", "这是最后一种验证方式, 请先设置另一种"
    RIGHTS_CHANGED = "rights_changed", "您的任职或角色有变动, 请重新登录"
    BOTH_FACTORS = "both_factors", "账号已设置验证方式, 请重新登录并完成验证"
    CODE_USED = "code_used", "这个验证码已经用过, 请等下一个 (30 秒内)"
    NOT_A_PASSKEY = "not_a_passkey", "没有读到通行密钥, 请重试"
    TOO_MANY_FAILURES = (
        "too_many_failures",
        "登录失败次数过多, 请 30 分钟后再试, 或用通行密钥登录",
    )
    TIMED_OUT = "timed_out", "登录已超时 (15 分钟无操作或满 8 小时), 请重新登录; 没有提交的内容还在"
    OUT_OF_OFFICE = "out_of_office", "您已没有任职和角色, 账号不能再使用"
    NOT_IN_OFFICE = "not_in_office", "此人不在任, 不能办理"
    ABSENCE_OVERLAPS = "absence_overlaps", "与此人已登记的离岗时间重叠"
    NOT_SHORTER = "not_shorter", "返岗应早于原定时间, 且不早于离岗日期"
    IN_STEAD = "in_stead", "正以代理身份办理, 请先回到本人身份"
    ROLE_NOT_HELD = "role_not_held", "被代理人在该单位没有这一角色"
    ROLE_NOT_LENT = "role_not_lent", "三员角色不能代理, 请由安全管理员另行授予"
    HOLDS_ALREADY = "holds_already", "代理人已有该单位的这一角色, 不需要代理"
    SAME_PERSON = "same_person", "代理人不能是被代理人本人"
    IN_PAST = "in_past", "不能早于今天"
    TERM_TOO_LONG = "term_too_long", "一次代理不能超过一年, 长期的请由安全管理员授予角色"
    LENT_ALREADY = "lent_already", "这一角色在该期间已委托代理"
    TERM_OVER = "term_over", "代理期限已过"
    REASON_MISSING = "reason_missing", "请写明原因"
    NOT_LEAVER = "not_leaver", "由移交人本人签字"
    NOT_SUCCESSOR = "not_successor", "由接收人本人签字"
    NO_SUCCESSOR = "no_successor", "还没有明确接收人"
    SUCCESSOR_LEFT = "successor_left", "接收人不能是移交人本人"
    SIGNED_FOR_HIM = "signed_for_him", "代为移交的人不能监交, 须由另一人监交"
    SIGNED_HIMSELF = "signed_himself", "移交人、接收人不能监交"


class RosterProblem(TextChoices):
    """What is wrong in a row of a list of units or people, and what to do about it."""

    REPEATED = "repeated", "与第 {row} 行重复, 请只保留一行"
    UNKNOWN_SUPERIOR = "unknown_superior", "上级编码“{code}”在系统和本文件中都没有, 请核对或先导入上级单位"
    CIRCLE = "circle", "上级单位绕回了本单位, 请核对上级编码"
    UNKNOWN_HOST = "unknown_host", "驻在单位编码“{code}”在系统和本文件中都没有, 请核对或先导入该单位"
    OWN_HOST = "own_host", "驻在单位不能是本单位"
    UNKNOWN_UNIT = "unknown_unit", "单位编码“{code}”在系统中没有, 请核对或先导入单位"
    CLOSED_UNIT = "closed_unit", "单位已于 {on} 撤销, 请核对单位编码或任职时间"
    IN_FUTURE = "in_future", "{on} 还没有到, 请核对"
    BEFORE_BIRTH = "before_birth", "早于出生年月 {on}, 请核对"
    BEFORE_PRESENT_POST = "before_present_post", "换岗的任职时间须晚于现岗位的任职时间 {on}"
    TERM_ENDED = "term_ended", "该岗位的任职已于 {on} 结束; 如重新任职, 请填新的任职时间"
    MAY_NOT_ENTRUST = (
        "may_not_entrust",
        "授予或收回角色须由安全管理员导入; 请清空角色列, 或请安全管理员导入同一文件",
    )
    NEEDS_SECOND = "needs_second", "三员和书记的角色不能导入, 请由安全管理员在人员页提出授权申请"
    SECONDED = "seconded", "此人正在挂职借调, 角色请由安全管理员在人员页按期限授予"
    NOT_DIVISIONS = "not_divisions", "不是行政区划编码, 应为数字, 请核对"


UNRANKED_CLASS = "不考核"
LEADER_ALIASES = ("书记", "主任", "区纪委书记", "监委主任")
KIND_ALIASES = {
    "commission": ("纪委监委", "县纪委监委", "市纪委监委", "纪委"),
    "office": ("室", "科室", "内设机构", "内设部门"),
    "township": ("乡", "镇", "乡镇纪委", "乡纪委", "镇纪委"),
    "street": ("街道办", "街道办事处", "街道纪工委"),
    "dispatched": ("派驻", "派驻机构", "派驻(出)机构", "派出机构", "派驻纪检监察组", "派驻(出)纪检监察组"),
    "soe": ("国有企业", "国企纪委", "国企纪检组织", "企业"),
    "village": ("行政村", "村委会", "村民委员会"),
    "community": ("居委会", "居民委员会", "社区居委会"),
    "host": ("驻在部门", "综合监督单位"),
}


class UnitColumn(TextChoices):
    """What stands in the list of units."""

    NAME = "name", "单位名称"
    CODE = "code", "单位编码"
    SHORT_NAME = "short_name", "简称"
    KIND = "kind", "类别"
    PEER_CLASS = "peer_class", "考核分组"
    SUPERIOR = "superior", "上级单位"
    POSITION = "position", "建制顺序"
    FOUNDED_ON = "founded_on", "成立日期"
    CLOSED_ON = "closed_on", "撤销日期"
    IS_LARGER = "is_larger", "规模较大"
    SEARCH = "q", "名称或编码"
    STATE = "state", "状态"


class UnitStanding(TextChoices):
    """Which units a list shows besides those that exist today."""

    CLOSED = "closed", "已撤销"
    ANY = "any", "含已撤销"


class PersonColumn(TextChoices):
    """What stands in the list of people."""

    NAME = "name", "姓名"
    NUMBER = "number", "人员编号"
    UNIT = "unit", "单位"
    POST = "post", "岗位"
    SINCE = "since", "任职时间"
    IS_DEDICATED = "is_dedicated", "专职"
    IS_SUPERVISOR = "is_supervisor", "监察官"
    SEARCH = "q", "姓名或编号"
    AT = "at", "单位"
    ROLE = "role", "角色"


class GrantColumn(TextChoices):
    """What stands in the list of roles held."""

    PERSON = "person", "人员"
    NUMBER = "number", "人员编号"
    ROLE = "role", "角色"
    UNIT = "unit", "单位"
    FROM_ON = "from_on", "起始日期"
    TO_ON = "to_on", "截止日期"
    GRANTED_BY = "granted_by", "授予人"
    REASON = "reason", "原因"
    SEARCH = "q", "姓名或编号"
    AT = "at", "单位"


class AccountColumn(TextChoices):
    """What stands in the list of accounts."""

    PERSON = "person", "人员"
    USERNAME = "username", "登录名"
    UNIT = "unit", "单位"
    STATE = "state", "状态"
    LAST_LOGIN = "last_login", "最近登录"
    SEARCH = "q", "姓名或登录名"


class AccountStanding(TextChoices):
    """Whether one can sign in with an account."""

    ACTIVE = "active", "启用"
    FIRST = "first", "启用, 须修改密码"
    CLOSED = "closed", "已停用"
    NONE = "none", "未开通"


class ChangeKind(TextChoices):
    """What happened to a role in a week."""

    NEW = "new", "新授予"
    ENDED = "ended", "收回"
    EXPIRED = "expired", "到期"


SYSTEM_NAME = "系统"
BY_ROSTER = "按导入的人员名册授予"
EVERY_UNIT = "{place} (全部 {count} 个单位)"
ON_BEHALF = "{name} (代 {principal})"

# Surnames whose sound differs from the everyday sound of the character.
SURNAME_SOUNDS = {
    "万俟": "mo4 qi2",
    "尉迟": "yu4 chi2",
    "长孙": "zhang3 sun1",
    "澹台": "tan2 tai2",
    "单于": "chan2 yu2",
    "单": "shan4",
    "解": "xie4",
    "仇": "qiu2",
    "区": "ou1",
    "曾": "zeng1",
    "查": "zha1",
    "任": "ren2",
    "朴": "piao2",
    "盖": "ge3",
    "翟": "zhai2",
    "缪": "miao4",
    "乐": "yue4",
    "覃": "qin2",
    "华": "hua4",
    "冼": "xian3",
    "折": "she2",
    "黑": "he4",
    "秘": "bi4",
    "种": "chong2",
    "宁": "ning4",
    "燕": "yan1",
    "纪": "ji3",
    "柏": "bai3",
    "员": "yun4",
    "祭": "zhai4",
    "召": "shao4",
    "卜": "bu3",
    "牟": "mu4",
    "谌": "chen2",
    "隗": "wei3",
    "那": "na1",
    "阚": "kan4",
}
