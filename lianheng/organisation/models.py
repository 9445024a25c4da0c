"""Units, people, posts, appointments, grants, accounts, saved views and the mark of this installation."""

from datetime import date, timedelta
from typing import Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from lianheng.kernel.ref import Ref

from .actor import Actor
from .rules import ADMINISTRATORS, numbers_above
from .terms import InstanceKind, Role, Sex, UnitKind

# The person's row is locked first, so that two grants at the same moment cannot each miss the other.
_THREE_ADMINISTRATORS = """
    PERFORM 1 FROM organisation_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM organisation_grant AS other
        WHERE other.person_id = NEW.person_id AND other.id <> NEW.id AND other.role <> NEW.role
            AND (NEW.role IN ({roles}) OR other.role IN ({roles}))
            AND daterange(other.from_on, other.to_on + 1) && daterange(NEW.from_on, NEW.to_on + 1)
    ) THEN
        RAISE EXCEPTION 'an administrator holds no other role' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
""".format(roles=", ".join(f"'{role}'" for role in sorted(ADMINISTRATORS)))


class Instance(models.Model):
    """What this installation is for, said once when it was prepared."""

    one = models.BooleanField(primary_key=True, default=True, editable=False)
    kind = models.CharField("用途", max_length=10, choices=InstanceKind, default=InstanceKind.LIVE)
    prepared_at = models.DateTimeField("启用时间", auto_now_add=True)

    class Meta:
        verbose_name = "系统用途"
        constraints = (models.CheckConstraint(condition=Q(one=True), name="only_one_instance"),)

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def ref(self) -> Ref:
        """How the journal names this installation."""
        return Ref("organisation.instance", int(self.one))


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units as one speaks of them."""

    def standing(self, on: date) -> Self:
        """Units that exist on that day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on))

    def ranked(self) -> Self:
        """Units that are compared with their peers."""
        return self.exclude(peer_class="")

    def within(self, paths: tuple[str, ...]) -> Self:
        """Units that stand at or below one of these places."""
        below = Q(pk__in=())
        for path in paths:
            below |= Q(path__startswith=path)
        return self.filter(below)

    def named(self, said: str) -> Self:
        """Units whose name, short name or code is like that."""
        return self.filter(
            Q(name__icontains=said) | Q(short_name__icontains=said) | Q(code__istartswith=said)
        )

    def below(self, said: str) -> Self:
        """Units directly below one of such a name or code."""
        named = Q(superior__name__icontains=said) | Q(superior__short_name__icontains=said)
        return self.filter(named | Q(superior__code=said))

    def visible_to(self, actor: Actor) -> Self:
        """The commission's staff see every unit; others see their own, what is below and above it."""
        if actor.sees_all_units:
            return self
        above = {number for path in actor.places for number in numbers_above(path)}
        below = Q(pk__in=above)
        for path in actor.places:
            below |= Q(path__startswith=path)
        return self.filter(below)


class Unit(models.Model):
    """A unit in the tree: the commission, its offices, the grassroots bodies, villages, host units."""

    code = models.CharField("单位编码", max_length=30, unique=True)
    name = models.CharField("单位名称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    superior = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="上级",
    )
    path = models.CharField("层级", max_length=200, db_index=True, editable=False)
    kind = models.CharField("类别", max_length=12, choices=UnitKind)
    peer_class = models.CharField("考核分组", max_length=40, blank=True, db_index=True)
    position = models.IntegerField("建制顺序", default=0)
    founded_on = models.DateField("成立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    is_larger = models.BooleanField("规模较大", default=False)
    hosts = models.ManyToManyField(
        "self", symmetrical=False, related_name="covered_by", verbose_name="驻在单位"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ("position", "code")
        indexes = (models.Index(fields=["position", "code"], name="unit_in_official_order"),)

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def ref(self) -> Ref:
        """How other packages name this unit."""
        return Ref("organisation.unit", self.pk)


class PersonQuerySet(models.QuerySet["Person"]):
    """People as one speaks of them."""

    def serving(self, paths: tuple[str, ...], on: date) -> Self:
        """Whoever is in office on that day at or below one of these places."""
        here = Unit.objects.within(paths)
        in_office = Appointment.objects.running(on).filter(person=OuterRef("pk"), post__unit__in=here)
        return self.filter(Exists(in_office))

    def known_as(self, said: str) -> Self:
        """People of such a name, or with that number."""
        if said.isascii():
            return self.filter(Q(name__icontains=said) | Q(number__istartswith=said))
        return self.filter(name__contains=said)  # characters know no capitals, and numbers have none

    def entrusted(self, role: str, on: date) -> Self:
        """Whoever holds the role on that day, wherever."""
        return self.filter(Exists(Grant.objects.running(on).filter(person=OuterRef("pk"), role=role)))

    def serving_in(self, said: str, on: date) -> Self:
        """Whoever is in office on that day in a unit of such a name or code."""
        named = Q(post__unit__name__icontains=said) | Q(post__unit__short_name__icontains=said)
        in_office = Appointment.objects.running(on).filter(named | Q(post__unit__code=said))
        return self.filter(Exists(in_office.filter(person=OuterRef("pk"))))

    def visible_to(self, actor: Actor, on: date) -> Self:
        """The commission's staff see everybody; others themselves and whoever serves in their places."""
        if actor.sees_all_units:
            return self
        serving = Person.objects.serving(actor.places, on).values("pk")
        return self.filter(Q(pk=actor.id) | Q(pk__in=serving))


class Person(models.Model):
    """Somebody on the roster of discipline inspection and supervision."""

    number = models.CharField("人员编号", max_length=30, unique=True)
    name = models.CharField("姓名", max_length=60)
    sort_key = models.CharField("排序", max_length=120, blank=True, db_index=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    born_on = models.DateField("出生年月", null=True, blank=True)
    political_status = models.CharField("政治面貌", max_length=20, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    speciality = models.CharField("所学专业", max_length=60, blank=True)
    works_since = models.DateField("参加工作时间", null=True, blank=True)
    in_discipline_since = models.DateField("从事纪检工作时间", null=True, blank=True)
    is_supervisor = models.BooleanField("监察官", default=False)

    in_office: list["Appointment"]  # today's, where a query has read them along

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        ordering = ("sort_key", "number")

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """How other packages name this person."""
        return Ref("organisation.person", self.pk)


class Post(models.Model):
    """A post in a unit; work belongs to the post and stays when the person leaves."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name="单位")
    name = models.CharField("岗位", max_length=60)
    position = models.IntegerField("顺序", default=0)

    class Meta:
        verbose_name = "岗位"
        ordering = ("unit_id", "position", "id")
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="post_once_in_a_unit"),)

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """How other packages name this post."""
        return Ref("organisation.post", self.pk)


class TermQuerySet(models.QuerySet):
    """Rows that run from a day to a day."""

    def running(self, on: date) -> Self:
        """In force on that day."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)


class Appointment(models.Model):
    """A person on a post from a day to a day."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments", verbose_name="人员"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments", verbose_name="岗位")
    from_on = models.DateField("任职时间")
    to_on = models.DateField("免职时间", null=True, blank=True)
    is_dedicated = models.BooleanField("专职", default=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        ordering = ("from_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="appointment_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(to_on=None), name="appointed_once_to_a_post"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.post_id}"


class Grant(models.Model):
    """A role entrusted to a person for a unit and all below it, from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants", verbose_name="人员")
    role = models.CharField("角色", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants", verbose_name="单位")
    from_on = models.DateField("起始日期")
    to_on = models.DateField("截止日期", null=True, blank=True)
    granted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="授予人"
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "角色授予"
        ordering = ("from_on", "id")
        constraints = (
            models.CheckConstraint(
                # A role taken back on its first day was held on no day at all.
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on") - timedelta(days=1)),
                name="grant_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit"], condition=Q(to_on=None), name="granted_once"
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("person")), name="nobody_grants_to_himself"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="three_administrators",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_THREE_ADMINISTRATORS,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person_id} @ {self.unit_id}"


class AccountManager(BaseUserManager["Account"]):
    """How sign-in finds an account."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """By the name one signs in with."""
        return self.get(username=username)


class Account(AbstractBaseUser):
    """What a person signs in with; an account without a grant can do nothing."""

    username = models.CharField("登录名", max_length=40, unique=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, related_name="account", verbose_name="人员"
    )
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须修改密码", default=False)

    objects = AccountManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "账号"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.username


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views as one speaks of them."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own and those that others shared with one's unit; private means private."""
        if actor.id is None:
            return self.none()
        shared = Q(shared_with_id=actor.unit_id) if actor.unit_id else Q(pk__in=())
        return self.filter(Q(owner_id=actor.id) | shared)


class SavedView(models.Model):
    """A list as somebody likes to see it: filters, sort and columns under a name."""

    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="saved_views", verbose_name="所有人"
    )
    page = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=1000, blank=True)
    shared_with = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="共用单位"
    )
    is_start = models.BooleanField("打开列表时先显示", default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "我的视图"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["owner", "page", "name"], name="view_name_once"),
            models.UniqueConstraint(
                fields=["owner", "page"], condition=Q(is_start=True), name="one_view_to_start_with"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """How the journal names this view."""
        return Ref("organisation.savedview", self.pk)
