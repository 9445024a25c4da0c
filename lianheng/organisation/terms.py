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
    PERSON_ADDED = "organisation.person_added", "新增人员"
    PERSON_CHANGED = "organisation.person_changed", "变更人员"
    APPOINTED = "organisation.appointed", "任职"
    RELIEVED = "organisation.relieved", "免职"
    GRANTED = "organisation.granted", "授予角色"
    REVOKED = "organisation.revoked", "收回角色"
    ACCOUNT_OPENED = "organisation.account_opened", "开通账号"
    IMPORTED = "organisation.imported", "导入"
    IMPORT_UNDONE = "organisation.import_undone", "撤销导入"


class OrganisationReason(TextChoices):
    """Why the organisation refuses."""

    NOT_ENTITLED = "not_entitled", "您的角色不能进行此操作"
    ROLES_EXCLUDE = "roles_exclude", "三员之间不能兼任, 三员也不能兼任业务角色"
    OWN_GRANT = "own_grant", "不能给自己授予角色"
    UNIT_CIRCLE = "unit_circle", "上级单位不能是本单位或其下级"
    ALREADY_USED = "already_used", "该批数据已被引用, 不能撤销"
