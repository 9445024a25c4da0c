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
    ACCOUNT_OPENED = "organisation.account_opened", "开通账号"
    PASSWORD_RESET = "organisation.password_reset", "重置密码"
    ACCOUNT_CLOSED = "organisation.account_closed", "停用账号"
    INSTANCE_MARKED = "organisation.instance_marked", "启用系统"
    VIEW_SAVED = "organisation.view_saved", "保存视图"
    VIEW_DROPPED = "organisation.view_dropped", "删除视图"
    IMPORTED = "organisation.imported", "导入"
    IMPORT_UNDONE = "organisation.import_undone", "撤销导入"


class OrganisationReason(TextChoices):
    """Why the organisation refuses."""

    NOT_ENTITLED = "not_entitled", "您的角色不能进行此操作"
    ROLES_EXCLUDE = "roles_exclude", "三员之间不能兼任, 三员也不能兼任业务角色"
    OWN_GRANT = "own_grant", "不能给自己授予角色"
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


SYSTEM_NAME = "系统"

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
