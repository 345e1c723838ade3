"""The life of an outgoing document (vòng đời văn bản đi): one table of who may do what, from where, undone how.

Where a document stands is worked out of what was done with it: the last step that moves it says so. Source:
NĐ 30/2020/NĐ-CP, Điều 10 đến 18, 32; Phụ lục VI. The names of the stages are practice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import comma_list, number


class Origin(StrEnum):
    """What a document was drafted from (soạn từ)."""

    REPORTING = "reporting"
    TASKS = "tasks"
    TOTAL = "total"
    FREE = "free"

    @property
    def label(self) -> str:
        return {
            "reporting": "bảng tiến độ báo cáo",
            "tasks": "theo dõi nhiệm vụ",
            "total": "tổng hợp số liệu",
            "free": "soạn tự do",
        }[self.value]


class FollowKind(StrEnum):
    """What a document does to an earlier one (thay thế, đính chính). Source: NĐ 30/2020/NĐ-CP, Điều 18.3."""

    REPLACES = "replaces"
    CORRECTS = "corrects"

    @property
    def label(self) -> str:
        return {"replaces": "thay thế", "corrects": "đính chính"}[self.value]


class FileKind(StrEnum):
    """What a file of a document is (loại tệp)."""

    FROZEN = "frozen"
    EDITABLE = "editable"
    SIGNED = "signed"
    SEALED = "sealed"
    ANNEX = "annex"
    ANNEX_SEALED = "annex_seal"

    @property
    def label(self) -> str:
        return {
            "annex": "Phụ lục kèm theo",
            "annex_seal": "Phụ lục đã ký số của cơ quan",
            "frozen": "PDF trình ký",
            "editable": "DOCX",
            "signed": "PDF đã ký",
            "sealed": "PDF đã ký số của cơ quan",
        }[self.value]


class Stage(StrEnum):
    """Where a document stands (trạng thái)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SIGNED = "signed"
    NUMBERED = "numbered"
    SEALED = "sealed"
    ISSUED = "issued"
    REPLACED = "replaced"
    RECALLED = "recalled"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return _STAGES[self]

    @property
    def is_out(self) -> bool:
        """It has left the office."""
        return self in (Stage.ISSUED, Stage.REPLACED, Stage.RECALLED)


_STAGES = {
    Stage.DRAFT: "Dự thảo",
    Stage.SUBMITTED: "Chờ duyệt",
    Stage.RETURNED: "Bị trả lại",
    Stage.APPROVED: "Chờ ký",
    Stage.SIGNED: "Chờ cấp số",
    Stage.NUMBERED: "Chờ ký số của cơ quan",
    Stage.SEALED: "Chờ phát hành",
    Stage.ISSUED: "Đã phát hành",
    Stage.REPLACED: "Đã được thay thế",
    Stage.RECALLED: "Đã thu hồi",
    Stage.DROPPED: "Đã bỏ dự thảo",
}


class Who(StrEnum):
    """In what capacity somebody acts (tư cách)."""

    DRAFTER = "drafter"
    APPROVER = "approver"
    SIGNER = "signer"
    CLERK = "clerk"

    @property
    def label(self) -> str:
        return {
            "drafter": "người soạn",
            "approver": "người duyệt",
            "signer": "người có thẩm quyền ký",
            "clerk": "văn thư",
        }[self.value]


class Needs(StrEnum):
    """What a step has to be given (phải có)."""

    REASON = "reason"
    TEXT = "text"
    PERSON = "person"
    DAY = "day"
    FILE = "file"
    RECIPIENTS = "recipients"
    ANNEXES = "annexes"

    @property
    def label(self) -> str:
        return {
            "reason": "lý do",
            "text": "ý kiến",
            "person": "người ký",
            "day": "ngày văn bản",
            "file": "tệp PDF đã ký số",
            "recipients": "nơi nhận",
            "annexes": "tệp phụ lục",
        }[self.value]


class DeedKind(StrEnum):
    """What can be done with a document (việc)."""

    EDIT = "edit"
    ATTACH = "attach"
    SUBMIT = "submit"
    CALL_BACK = "call_back"
    APPROVE = "approve"
    RETURN = "return"
    SIGN = "sign"
    REFUSE_SIGN = "refuse_sign"
    RETURN_FORM = "return_form"
    GIVE_NUMBER = "give_number"
    CANCEL_NUMBER = "cancel_number"
    SEAL = "seal"
    SEAL_ANNEX = "seal_annex"
    ISSUE = "issue"
    REPLACE = "replace"
    CORRECT = "correct"
    RECALL = "recall"
    OPINION = "opinion"
    DROP = "drop"
    REVIVE = "revive"

    @property
    def label(self) -> str:
        """What the button says."""
        return RULES[self].label


K, S, N = DeedKind, Stage, Needs


@dataclass(frozen=True)
class Deed:
    """One line of the table; `to` None: the document stays where it is. `undone_by` in words where no deed does it."""

    label: str
    slug: str
    who: frozenset[Who]
    stages: frozenset[Stage]
    to: Stage | None = None
    needs: tuple[Needs, ...] = ()
    may_say: tuple[Needs, ...] = ()
    undone_by: DeedKind | str = ""
    is_grave: bool = False


_DRAFTER, _APPROVER = frozenset({Who.DRAFTER}), frozenset({Who.APPROVER})
_SIGNER, _CLERK = frozenset({Who.SIGNER}), frozenset({Who.CLERK})
_ALL = frozenset(Who)
_OPEN = frozenset({S.DRAFT, S.RETURNED})
_INSIDE = frozenset(stage for stage in Stage if not stage.is_out) - {S.DROPPED}


def _at(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


RULES: dict[DeedKind, Deed] = {
    K.EDIT: Deed("Sửa dự thảo", "sua", _DRAFTER, _OPEN, undone_by="bản dự thảo trước còn nguyên"),
    K.ATTACH: Deed(
        "Đặt tệp phụ lục", "phu-luc", _DRAFTER, _OPEN, None, (N.ANNEXES,), undone_by="đặt lại tệp phụ lục"
    ),
    K.SUBMIT: Deed(
        "Trình duyệt", "trinh", _DRAFTER, _OPEN, S.SUBMITTED, (N.PERSON,), (N.TEXT,), undone_by=K.CALL_BACK
    ),
    K.CALL_BACK: Deed(
        "Rút lại bản trình", "rut-trinh", _DRAFTER, _at(S.SUBMITTED, S.APPROVED), S.DRAFT, (), (N.TEXT,),
        undone_by=K.SUBMIT,
    ),
    K.APPROVE: Deed(
        "Duyệt, chuyển ký", "duyet", _APPROVER, _at(S.SUBMITTED), S.APPROVED, (), (N.TEXT,), undone_by=K.CALL_BACK
    ),
    K.RETURN: Deed(
        "Trả lại người soạn", "tra-lai", _APPROVER, _at(S.SUBMITTED), S.RETURNED, (N.REASON,), undone_by=K.SUBMIT
    ),
    K.SIGN: Deed(
        "Ký ban hành", "ky", _SIGNER, _at(S.APPROVED), S.SIGNED, (N.FILE,),
        undone_by="văn thư trả lại trước khi cấp số; bản đã ký giữ lại, không dùng",
    ),
    K.REFUSE_SIGN: Deed(
        "Không ký, trả lại", "khong-ky", _SIGNER, _at(S.APPROVED), S.RETURNED, (N.REASON,), undone_by=K.SUBMIT
    ),
    K.RETURN_FORM: Deed(
        "Trả lại do sai thể thức", "tra-lai-the-thuc", _CLERK, _at(S.SIGNED), S.RETURNED, (N.REASON,),
        undone_by=K.SUBMIT,
    ),
    K.GIVE_NUMBER: Deed(
        "Cấp số, ngày", "cap-so", _CLERK, _at(S.SIGNED), S.NUMBERED, (N.DAY,), (N.REASON,),
        undone_by=K.CANCEL_NUMBER,
    ),
    K.CANCEL_NUMBER: Deed(
        "Hủy số", "huy-so", _CLERK, _at(S.NUMBERED), S.SIGNED, (N.REASON,),
        undone_by="không; số đã hủy còn trong sổ, cấp số mới", is_grave=True,
    ),
    K.SEAL: Deed(
        "Ký số của cơ quan", "dong-dau", _CLERK, _at(S.NUMBERED), S.SEALED, (N.FILE,),
        undone_by="không; sai thì thay thế hoặc thu hồi sau khi phát hành",
    ),
    K.SEAL_ANNEX: Deed(
        "Ký số phụ lục", "dong-dau-phu-luc", _CLERK, _at(S.NUMBERED, S.SEALED), None, (N.FILE,),
        undone_by="không; hủy số thì ký lại với số mới",
    ),
    K.ISSUE: Deed(
        "Phát hành", "phat-hanh", _CLERK, _at(S.SEALED), S.ISSUED, (N.RECIPIENTS,), undone_by=K.RECALL
    ),
    K.REPLACE: Deed(
        "Được thay thế", "thay-the", _CLERK, _at(S.ISSUED), S.REPLACED,
        undone_by="không; theo văn bản thay thế được phát hành",
    ),
    K.CORRECT: Deed(
        "Được đính chính", "dinh-chinh", _CLERK, _at(S.ISSUED),
        undone_by="không; theo công văn đính chính được phát hành",
    ),
    K.RECALL: Deed(
        "Thu hồi", "thu-hoi", _CLERK | _SIGNER, _at(S.ISSUED), S.RECALLED, (N.REASON,),
        undone_by="không; ban hành văn bản khác", is_grave=True,
    ),
    K.OPINION: Deed("Ghi ý kiến", "y-kien", _ALL, _INSIDE, None, (N.TEXT,), undone_by="ghi ý kiến khác"),
    K.DROP: Deed(
        "Bỏ dự thảo", "bo", _DRAFTER, _OPEN, S.DROPPED, (N.REASON,), undone_by=K.REVIVE, is_grave=True
    ),
    K.REVIVE: Deed("Khôi phục dự thảo", "khoi-phuc", _DRAFTER, _at(S.DROPPED), S.DRAFT, undone_by=K.DROP),
}  # fmt: skip
BY_SLUG = {deed.slug: kind for kind, deed in RULES.items()}
# Done by issuing another document, never by hand.
BY_ANOTHER = frozenset({K.REPLACE, K.CORRECT})
# What the worklist of each capacity asks for, and at which stage.
WAITING: dict[Who, tuple[Stage, ...]] = {
    Who.DRAFTER: (S.DRAFT, S.RETURNED),
    Who.APPROVER: (S.SUBMITTED,),
    Who.SIGNER: (S.APPROVED,),
    Who.CLERK: (S.SIGNED, S.NUMBERED, S.SEALED),
}
MAX_TEXT = 2000  # characters


def stage_after(kinds: Iterable[DeedKind]) -> Stage:
    """Where a document stands after what was done with it, in order: the last step that moves it."""
    stage = Stage.DRAFT
    for kind in kinds:
        stage = RULES[kind].to or stage
    return stage


def allowed(stage: Stage, who: Collection[Who]) -> list[DeedKind]:
    """What somebody may do now, in the order of the table; what follows from another document is not offered."""
    return [
        kind for kind, deed in RULES.items() if kind not in BY_ANOTHER and deed.who & set(who) and stage in deed.stages
    ]


def reasons_not_to(kind: DeedKind, stage: Stage, text: str = "") -> Iterator[Reason]:
    """Why a step cannot be taken from where the document stands; whether this person may is asked before."""
    deed = RULES[kind]
    if stage not in deed.stages:
        stages = comma_list(f"'{one.label.lower()}'" for one in Stage if one in deed.stages)
        yield Reason(f"Văn bản đang '{stage.label.lower()}'; {deed.label.lower()} chỉ khi {stages}.")
    wanted = next((need for need in (N.REASON, N.TEXT) if need in deed.needs), None)
    if wanted and not text.strip():
        yield Reason(f"Ghi {wanted.label}.", wanted.label.capitalize())
    if len(text) > MAX_TEXT:
        yield Reason(f"Dài {number(len(text))} ký tự, tối đa {number(MAX_TEXT)}.", "Ý kiến, lý do")


def life_table() -> str:
    """The whole table as a page of the documents (docs/document-life.md)."""
    heads = ("việc", "ai", "khi văn bản", "phải có", "thành", "hoàn tác")
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for kind, deed in RULES.items():
        undone = deed.undone_by.label if isinstance(deed.undone_by, DeedKind) else deed.undone_by
        cells = (
            f"{deed.label} `{kind}`",
            comma_list(who.label for who in Who if who in deed.who),
            comma_list(stage.label.lower() for stage in Stage if stage in deed.stages),
            comma_list(need.label for need in deed.needs) or "–",
            deed.to.label.lower() if deed.to else "như trước",
            undone or "–",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
