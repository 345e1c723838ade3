"""What the shape of a sentence or heading tells (hình thức câu): a heading, a chapter that tells, words that close.

Knows nothing of tasks; pure questions about words, asked on the way through the points.
"""

from __future__ import annotations

import re

from dondoc.assignments.rules.reading.mentions import Mention
from dondoc.assignments.rules.reading.openings import ASKS, verb_at
from dondoc.assignments.rules.reading.orders import Order
from dondoc.assignments.rules.reading.outline import Node
from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.words import starts_deed, word_set

# What opens a sentence before the deed: 'Về tuyên truyền: đẩy mạnh …', 'Căn cứ tình hình thực tế, chủ động …'.
_TOPICS = word_set("về; đối; trong; để; trên; với; công; căn; theo; từ; khi; qua; sau; tại")
# Chapters that tell how things stand or what is wished for.
_TELLING = re.compile(
    r"(?:i+v?\.? )?(?:về )?(?:đánh giá|tình hình|kết quả|mục đích|mục tiêu|quan điểm|thành phần|tồn tại"
    r"|hạn chế|khó khăn|nguyên nhân|"
    r"nội dung cuộc họp|phạm vi|đối tượng|sự cần thiết|cơ sở|căn cứ|khái quát|ưu điểm|những kết quả"
    r"|thực trạng|bối cảnh|yêu cầu$)"
)
OPENING = re.compile(
    r"như sau|sau đây|sau:|nội dung:|yêu cầu|chỉ đạo|kết luận|giao|chỉ thị|ý kiến|quyết định|phân công"
    r"|nhiệm vụ|giải pháp|tổ chức thực hiện"
)
_DIRECTING = re.compile(
    r"tổ chức thực hiện|nhiệm vụ|giải pháp|kết luận|phân công|trách nhiệm|ý kiến chỉ đạo|yêu cầu|triển khai"
)
# Consent and praise: nobody is told to do anything.
CONSENT = re.compile(
    r"(?:cơ bản |về cơ bản |về chủ trương )?(?:đồng ý|thống nhất|nhất trí|chấp thuận|ghi nhận"
    r"|đánh giá cao|biểu dương|hoan nghênh|phê bình|cho phép"
    r"|không đồng ý|phê duyệt|bãi bỏ|ban hành kèm|quyết định này|chỉ thị này|kế hoạch này|công văn này thay|trên đây|"
    r"thành lập|tán thành|thông qua|điều chỉnh, bổ sung)(?!\w)"
)
TRAILING = re.compile(
    r"(?:(?:các )?(?:tài liệu|hồ sơ|văn bản|ý kiến|số liệu|nội dung"
    r"|báo cáo(?! (?:kế hoạch|nhu cầu|phương án|danh mục|danh sách)))|kết quả|hoàn thành|thời gian|thời hạn"
    r"|xong|gửi|yêu cầu hoàn thành|trình|tiến độ)"
)
# '3. Thời hạn gửi: trước ngày 25/6' as a point of its own says it of those before.
TELLS_TIME = re.compile(r"(?:thời hạn|thời gian|hạn)(?: (?:gửi|nộp|báo cáo|hoàn thành|thực hiện))*(?: báo cáo)? ?:")
WHOLE = re.compile(r"(?:nội dung|nhiệm vụ|công việc)[^.;]{0,20}(?:nêu trên|trên|này)")


# '… tập trung thực hiện các nhiệm vụ, giải pháp sau:' opens a list of what is to be done.
LISTS_TASKS = re.compile(r"(?:nhiệm vụ|nội dung|công việc|giải pháp|biện pháp)[^.;:]{0,40}(?<!\w)sau(?: đây)?:$")
# Those who give orders ask for what stands below: 'Để …, Thủ tướng Chính phủ yêu cầu:'.
ASKS_BELOW = re.compile(
    r"(?<!\w)(?:ubnd|ủy ban nhân dân|chủ tịch|thủ tướng|bộ trưởng)(?!\w)[^.;:,]{0,80}"
    r"(?:yêu cầu|chỉ đạo|có ý kiến|kết luận|chỉ thị)[^.;:]{0,60}:$"
)
# 'xin gửi … đến quý cơ quan để nghiên cứu', 'đề nghị quý đơn vị …' asks those to whom the letter is addressed.
POLITELY = re.compile(
    r"(?:đề nghị|yêu cầu|kính mời|mong|(?:gửi|chuyển)[^.;:]{0,160} (?:đến|tới)) (?:các )?quý"
    r" (?:cơ quan|đơn vị|sở|bộ|ban|ủy ban|địa phương|ngành|công ty)"
)
# What a document says of itself at its end.
CLOSING = re.compile(
    r"(?:trên đây|(?:quyết định|chỉ thị|kế hoạch|công văn|chương trình) này|nhận được (?:văn bản|công văn))(?!\w)"
)
# 'Thành lập Tổ công tác gồm các ông, bà có tên sau đây:' tells who is meant.
MEMBERS = re.compile(
    r"(?:gồm|có) (?:các )?(?:ông|bà|đồng chí|thành viên|thành phần|tên sau)|thành phần[^.;:]{0,20}:$|kính mời"
    r"|^[^.;]{0,60}tặng "
)
# 'Văn phòng UBND tỉnh xin thông báo để các sở biết, thực hiện, báo cáo … trong tháng 7' says by when for all.
PASSES_ON = re.compile(r"thông báo (?:để|đến|tới)(?!\w)[^.;:]{0,300}(?<!\w)(?:biết|thực hiện)(?!\w)")
# 'Văn phòng UBND tỉnh truyền đạt ý kiến chỉ đạo …', 'UBND tỉnh vừa có văn bản chỉ đạo tăng cường …' at the beginning
# of what others tell of a document: those who are named below it are told.
ANNOUNCES = re.compile(
    r"^(?:theo đó, |ngày [\d/ -]+, )?(?:phó )?(?:văn phòng |chủ tịch )?(?:ubnd|ủy ban nhân dân) [^.;:]{0,80}?"
    r"(?<!đã )(?<!được )(?:chỉ đạo|truyền đạt ý kiến|yêu cầu|(?:ban hành|vừa có) (?:công văn|văn bản|công điện))(?!\w)"
)
LONGEST_REST = 12


def names_of(mentions: list[Mention] | tuple[Mention, ...]) -> set[str]:
    return {one.name for one in mentions}


def leading_of(leads: list[Mention]) -> list[Mention]:
    """Of several named together the one marked '(chủ trì)', where one is; else all but those left open."""
    marked = [one for one in leads if "chủ trì" in one.remark] or [one for one in leads if not one.is_open]
    return marked if marked and len(marked) < len(leads) else leads


def sharing_of(leads: list[Mention]) -> list[Mention]:
    leading = leading_of(leads)
    return [one for one in leads if one not in leading]


def is_heading(p: Passage, orders: list[Order], last: int) -> bool:
    """'2. Sở Nông nghiệp và Phát triển nông thôn' over its lower points or further paragraphs."""
    return all(not p.tokens[i].is_word for i in range(orders[-1].after, last)) and p.keys[last - 1] != "."


def ends_as_name(p: Passage, after: int, last: int) -> bool:
    """'2. Sở Xây dựng - Cơ quan thường trực Ban An toàn giao thông tỉnh': a heading's rest without any deed."""
    rest = range(after, last)
    is_further = p.keys[after : after + 2] in (["-", "cơ"], ["-", "đơn"], ["-", "thường"])
    is_whole = len(rest) <= LONGEST_REST and p.keys[last - 1] not in (".", ";")
    return is_whole and (is_further or not any(starts_deed(p.keys, i) for i in rest))


def tells(node: Node) -> bool:
    """A chapter on how things stand, by its heading."""
    if node.rank < 0 or not node.paragraphs or not node.paragraphs[0].passage.tokens:
        return False
    p = node.paragraphs[0].passage
    is_heading = node.rank <= 1 or (bool(node.children) and len(p.tokens) < 16)
    return is_heading and bool(_TELLING.match(p.low))


def directs(node: Node) -> bool:
    """A chapter whose heading says that it gives out work: 'TỔ CHỨC THỰC HIỆN', 'Điều 2. Phân công nhiệm vụ'."""
    p = node.paragraphs[0].passage if node.rank >= 0 and node.paragraphs else None
    return p is not None and len(p.tokens) < 30 and bool(_DIRECTING.search(p.low))


def has_topic(p: Passage, at: int, last: int) -> bool:
    """'Về tuyên truyền: đẩy mạnh …', 'Đối với các hộ dân, tổ chức …'."""
    for i in range(at + 1, min(last - 1, at + 40)):
        if p.keys[i] in (":", ",") and starts_deed(p.keys, i + 1):
            return p.keys[at] in _TOPICS
    return False


def closes(p: Passage) -> bool:
    """'Yêu cầu các đơn vị …', 'Nhận được công văn này …' below the last point belong to the whole document."""
    return verb_at(p, 0) in ASKS or bool(CLOSING.match(p.low))


def end_of(node: Node) -> int:
    end = max((one.passage.at[-1] + 1 for one in node.paragraphs if one.passage.at), default=0)
    return max([end, *(end_of(child) for child in node.children)])
