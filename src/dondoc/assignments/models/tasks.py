"""Tasks and the facts appended to them (nhiệm vụ): documents, extensions, updates, results, decisions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.agencies.models import Agency


class SourceDocument(models.Model):
    """The document that assigns tasks (văn bản giao nhiệm vụ)."""

    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    # Looked up by its first characters when a reply cites it.
    number = models.CharField("số, ký hiệu", max_length=60, db_index=True)
    issued_on = models.DateField("ngày văn bản", null=True)
    title = models.CharField("trích yếu", max_length=500, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    signer = models.CharField("người ký", max_length=100, blank=True)
    text = models.TextField("toàn văn", blank=True)

    class Meta:
        verbose_name = "văn bản giao nhiệm vụ"
        verbose_name_plural = "văn bản giao nhiệm vụ"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "number", "issued_on"],
                name="source_once",
                violation_error_message="Văn bản này đã có.",
            ),
            models.UniqueConstraint(
                fields=["province", "number"],
                condition=Q(issued_on__isnull=True),
                name="source_once_undated",
                violation_error_message="Văn bản này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Assignment(models.Model):
    """Tasks entered together out of one document (lần giao việc); undone as a whole, as if it had never been."""

    source = models.ForeignKey(
        SourceDocument, verbose_name="văn bản giao", on_delete=models.PROTECT, related_name="assignments"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhập", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người huỷ", null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField("huỷ lúc", null=True)

    class Meta:
        verbose_name = "lần giao việc"
        verbose_name_plural = "lần giao việc"


class Task(models.Model):
    """One task with exactly one lead agency (nhiệm vụ). `due_on` is the original deadline and never changes."""

    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    code = models.CharField("mã nhiệm vụ", max_length=60, db_index=True)
    source = models.ForeignKey(
        SourceDocument, verbose_name="văn bản giao", null=True, on_delete=models.PROTECT, related_name="tasks"
    )
    title = models.CharField("nội dung nhiệm vụ", max_length=2000)
    assigner = models.CharField("người giao", max_length=200, blank=True)
    lead = models.ForeignKey(Agency, verbose_name="đơn vị chủ trì", on_delete=models.PROTECT, related_name="led_tasks")
    coordinating = models.ManyToManyField(
        Agency, verbose_name="đơn vị phối hợp", related_name="coordinated_tasks", blank=True
    )
    assigned_on = models.DateField("ngày giao")
    due_on = models.DateField("hạn gốc", null=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    assignment = models.ForeignKey(
        Assignment, verbose_name="lần giao việc", null=True, on_delete=models.PROTECT, related_name="tasks"
    )
    point = models.CharField("điểm trong văn bản", max_length=100, blank=True)
    passage = models.TextField("nguyên văn", blank=True)
    passage_start = models.PositiveIntegerField("ký tự đầu", null=True)
    passage_end = models.PositiveIntegerField("ký tự cuối", null=True)
    deadline_wording = models.CharField("thời hạn như văn bản ghi", max_length=300, blank=True)
    source_kind = models.CharField("nguồn giao", max_length=20, default="directive")
    objective = models.CharField("mục tiêu", max_length=1000, blank=True)
    deliverable = models.CharField("sản phẩm", max_length=500, blank=True)
    field = models.CharField("lĩnh vực", max_length=100, blank=True)
    group = models.CharField("nhóm nhiệm vụ", max_length=100, blank=True)
    # The newest of the deeds STAR and UNSTAR, so that lists find it.
    is_starred = models.BooleanField("ưu tiên", default=False)
    must_attach = models.BooleanField("phải kèm văn bản", default=False)
    update_days = models.PositiveSmallIntegerField("cập nhật ít nhất mỗi, ngày làm việc", null=True)
    starts_on = models.DateField("ngày bắt đầu", null=True)
    focal_person = models.CharField("đầu mối", max_length=200, blank=True)
    following_leader = models.CharField("lãnh đạo theo dõi", max_length=200, blank=True)
    monitor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="chuyên viên theo dõi",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # Passed on below by the lead: the parent, and who assigned it. Such a task is the agency's own matter and counts
    # in no review of the province.
    parent = models.ForeignKey(
        "self", verbose_name="nhiệm vụ cấp trên", null=True, on_delete=models.PROTECT, related_name="children"
    )
    assigning = models.ForeignKey(
        Agency, verbose_name="đơn vị giao lại", null=True, on_delete=models.PROTECT, related_name="passed_on_tasks"
    )
    recurrence = models.ForeignKey(
        "Recurrence", verbose_name="việc định kỳ", null=True, on_delete=models.PROTECT, related_name="tasks"
    )
    occurs_on = models.DateField("kỳ bắt đầu ngày", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")
    # What lists are found by: the fold of the task's facts and the moment from which it holds (rules.hints). Never a
    # status; without it the facts are read.
    hint_from = models.DateTimeField("gợi ý đúng từ lúc", null=True)
    hint_is_open = models.BooleanField("gợi ý: đang mở", default=True)
    hint_due_on = models.DateField("gợi ý: hạn đang áp dụng", null=True)
    hint_stopped_on = models.DateField("gợi ý: dừng tính hạn từ ngày", null=True)
    hint_confirmation = models.CharField("gợi ý: xác nhận kết quả", max_length=10, blank=True)

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "code"], name="task_once", violation_error_message="Mã nhiệm vụ đã có."
            ),
            models.UniqueConstraint(
                fields=["recurrence", "occurs_on", "lead"],
                name="recurring_task_once",
                violation_error_message="Kỳ này đã sinh nhiệm vụ.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("assigned_on")),
                name="task_due_after_assigned",
                violation_error_message="Hạn phải từ ngày giao trở đi.",
            ),
        ]
        indexes = [
            models.Index(fields=["province", "assigned_on"], name="task_assigned"),
            models.Index(fields=["lead", "assigned_on"], name="task_lead"),
            models.Index(fields=["-assigned_on", "code"], name="task_newest"),
            models.Index(
                fields=["province", "hint_confirmation", "hint_due_on", "hint_stopped_on"],
                condition=Q(hint_is_open=True),
                name="task_open",
            ),
            models.Index(fields=["lead"], condition=Q(hint_is_open=True), name="task_open_lead"),
            models.Index(fields=["province", "hint_from", "assigned_on"], name="task_hint_since"),
        ]

    def __str__(self) -> str:
        return self.code


class Extension(models.Model):
    """A later deadline that was granted (gia hạn). `granted_on` empty: known from the outset (imported history)."""

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="extensions")
    due_on = models.DateField("hạn mới")
    granted_on = models.DateField("ngày đồng ý", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"


class ProgressUpdate(models.Model):
    """A word on how a task stands (cập nhật tiến độ)."""

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="updates")
    updated_on = models.DateField("ngày cập nhật")
    percent = models.PositiveSmallIntegerField("phần trăm", null=True)
    text = models.TextField("nội dung", max_length=2000, blank=True)
    difficulties = models.TextField("khó khăn, vướng mắc", max_length=2000, blank=True)
    proposals = models.TextField("kiến nghị, đề xuất", max_length=2000, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người cập nhật", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "cập nhật tiến độ"
        verbose_name_plural = "cập nhật tiến độ"
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="percent_to_100",
                violation_error_message="Phần trăm từ 0 đến 100.",
            )
        ]


class ResultReport(models.Model):
    """A result as reported (báo cáo kết quả): when it was done, by which document. Appended; the newest counts.

    `completed_on` empty: the result document exists, but nobody has said that the task is done.
    """

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="results")
    completed_on = models.DateField("ngày hoàn thành", null=True)
    result_number = models.CharField("số, ký hiệu văn bản kết quả", max_length=60, blank=True, db_index=True)
    result_issued_on = models.DateField("ngày văn bản kết quả", null=True)
    text = models.TextField("kết quả", max_length=2000, blank=True)
    reported_on = models.DateField("ngày báo cáo", null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người báo cáo", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_imported = models.BooleanField("từ hệ thống cũ", default=False)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "báo cáo kết quả"
        verbose_name_plural = "báo cáo kết quả"


class Decision(models.Model):
    """The monitor's word on a reported result (xác nhận, trả lại)."""

    result = models.OneToOneField(
        ResultReport, verbose_name="kết quả", on_delete=models.PROTECT, related_name="decision"
    )
    is_confirmed = models.BooleanField("xác nhận hoàn thành")
    reason = models.CharField("lý do trả lại", max_length=1000, blank=True)
    grade = models.CharField("đánh giá chất lượng", max_length=20, blank=True)
    decided_on = models.DateField("ngày quyết định")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người quyết định", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "quyết định về kết quả"
        verbose_name_plural = "quyết định về kết quả"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_confirmed=True) | ~Q(reason=""),
                name="return_needs_reason",
                violation_error_message="Trả lại thì phải ghi lý do.",
            )
        ]


class ViolationPolicy(models.Model):
    """What the process asks for, within how many working days (quy định về quy trình), effective-dated. `kind` is a
    value of RuleKind; for the month's cut-off the number is the day of the next month; 0 takes a rule back.
    """

    province = models.ForeignKey(Agency, verbose_name="tỉnh", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("yêu cầu của quy trình", max_length=30, default="result_not_told")
    working_days = models.PositiveSmallIntegerField("số ngày làm việc")
    legal_basis = models.CharField("căn cứ", max_length=500)
    valid_from = models.DateField("từ ngày")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "quy định về quy trình"
        verbose_name_plural = "quy định về quy trình"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "kind", "valid_from"],
                name="violation_policy_once",
                violation_error_message="Đã có quy định từ ngày này.",
            ),
            models.UniqueConstraint(
                fields=["kind", "valid_from"],
                condition=Q(province__isnull=True),
                name="violation_policy_once_general",
                violation_error_message="Đã có quy định chung từ ngày này.",
            ),
        ]
