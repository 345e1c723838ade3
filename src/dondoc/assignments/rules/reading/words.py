"""Words that end a name and begin a deed (động từ hành chính): the closed vocabulary of directives.

Keys are lower case, with the newer placing of tone marks (see passages.levelled).
"""

from __future__ import annotations

Phrases = dict[str, list[tuple[str, ...]]]


def word_set(text: str) -> frozenset[str]:
    """The words or phrases of a list with semicolons."""
    return frozenset(" ".join(text.split()).split("; "))


def phrases(text: str) -> Phrases:
    """The same, for finding the longest that stands at a token: by first word, the longer before the shorter."""
    found: Phrases = {}
    for phrase in sorted(word_set(text), key=lambda phrase: (-len(phrase.split()), phrase)):
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return found


def phrase_at(known: Phrases, keys: list[str], at: int) -> int:
    """How many tokens the longest of the phrases takes here; 0 for none."""
    if at >= len(keys):
        return 0
    return next((len(p) for p in known.get(keys[at], ()) if tuple(keys[at : at + len(p)]) == p), 0)


# What agencies are told to do, one or two syllables: a point that opens with one is an order.
_DEEDS = """
ban hành; bàn giao; bám sát; báo cáo; bảo đảm; đảm bảo; bảo vệ; bình ổn; biên soạn; bố trí; bồi dưỡng; bổ sung; bổ
trí; cải cách; cải tạo; cam kết; cảnh báo; cân đối; cập nhật; cấp phát; cấp; chăm lo; chấm dứt; chấn chỉnh; chấp
hành; chỉ đạo; chi trả; chia sẻ; cho ý; cho phép; cho; chịu trách; chọn; chủ động; chủ trì; chuẩn bị; chuyển; chuyển
đổi; chuyển giao; chú trọng; chứng nhận; công bố; công khai; có trách; có nhiệm; củng cố; cung cấp; cung ứng; cử;
cắt giảm; di dời; dành; duy trì; dự báo; dự thảo; dừng; đánh giá; đào tạo; đăng ký; đăng tải; đăng; đẩy mạnh; đẩy
nhanh; đầu tư; điều tra; điều chỉnh; điều hành; định hướng; định kỳ; đình chỉ; đôn đốc; đối chiếu; đổi mới; đưa;
động viên; đề ra; đề xuất; đề nghị; đề cao; gia hạn; giám sát; giao; giải quyết; giải ngân; giải tỏa; giải trình;
giữ; giới thiệu; gửi; góp ý; gắn; hạn chế; hoàn chỉnh; hoàn thành; hoàn thiện; hoàn tất; hỗ trợ; huy động; hướng
dẫn; hủy; kê khai; kết hợp; kết nối; kêu gọi; khai thác; khảo sát; khắc phục; khẩn trương; khen thưởng; khôi phục;
khoanh; khuyến khích; khuyến cáo; kiểm điểm; kiểm kê; kiểm soát; kiểm tra; kiện toàn; kiến nghị; kịp thời; kiên
quyết; làm; lãnh đạo; lập; lấy; lồng ghép; lựa chọn; lưu ý; mở; mời; mua; nâng cao; nâng cấp; nắm; nêu; ngăn; nghiên
cứu; nghiệm thu; nghiêm túc; nghiêm cấm; nhanh; nhân rộng; niêm yết; nỗ lực; nộp; phân bổ; phân công; phân cấp; phân
loại; phân luồng; phân tích; phản ánh; phát; phát động; phát hiện; phát huy; phê duyệt; phòng ngừa; phổ biến; phối
hợp; phục vụ; phấn đấu; quán triệt; quản lý; quan tâm; quy định; quyết định; quyết liệt; quyết toán; ra; rà soát;
rà; rút; sao; sẵn sàng; sắp xếp; sơ kết; sớm; soạn; sử dụng; sửa; sửa chữa; sửa đổi; tái; tạm; tạo; tăng; tăng
cường; tập huấn; tập trung; tập hợp; tham dự; tham gia; tham mưu; tham vấn; thanh toán; thanh lý; thành lập; thẩm
định; thẩm tra; theo dõi; thiết lập; thí điểm; thống kê; thống nhất; thông báo; thông tin; thông qua; thu; thu hồi;
thu thập; thuê; thúc đẩy; thực hiện; thường xuyên; thường trực; tích cực; tiếp nhận; tiếp thu; tiếp tục; tiến hành;
tiêu hủy; tìm; tính toán; tổ chức; tổng hợp; tổng kết; tổng rà; tổng kiểm; trả lời; trao đổi; triển khai; trình;
trích; trực; trực tiếp; trưng dụng; truyền thông; tuân thủ; tuyên truyền; tuyển; tuyển chọn; tuyên dương; tuần tra;
tổng vệ; ưu tiên; ứng dụng; ứng phó; vận động; vận hành; vệ sinh; viết; xác định; xác minh; xác nhận; xây dựng; xem
xét; xét; xếp; xóa; xử lý; xử phạt; xúc tiến; yêu cầu; ý kiến; ủy quyền; ký; kiềm chế; giảm; khơi thông; nạo vét;
đấu tranh; trấn áp; triệt phá; truy quét; tấn công; truy thu; truy tố; xét xử; thi hành; súc rửa; lấy mẫu; kiểm
nghiệm; xét nghiệm; giám định; số hóa; hiện đại hóa; chuẩn hóa; đơn giản; công chứng; họp; họp báo; giao ban; hội ý;
gặp mặt; đón; đón tiếp; thăm hỏi; tặng; trao tặng; trợ giúp; cứu trợ; cứu hộ; sơ tán; di chuyển; neo đậu; gia cố;
chằng chống; đắp; vận chuyển; bơm; tiêu thoát; xả; tích trữ; dự trữ; lắp đặt; thay thế; sơn sửa; trang trí; chỉnh
trang; dọn dẹp; thu gom; phân tách; chôn lấp; phun; khử khuẩn; cách ly; khoanh vùng; truy vết; điều trị; cấp cứu;
khám; giảng dạy; dạy; thảo luận; nhận diện; làm rõ; làm việc; làm tốt; làm chủ; đặt; treo; gỡ bỏ; tháo dỡ; cưỡng
chế; phá dỡ; thi công; khởi công; khánh thành; hoàn ứng; hoàn trả; trích lập; điều chuyển; điều động; luân chuyển;
biệt phái; tuyển dụng; bổ nhiệm; miễn nhiệm; mua sắm; đấu thầu; đấu giá; cho thuê; giao đất; cấp giấy; gieo; gieo
trồng; chăm sóc; thu hoạch; tái đàn; tái cơ; liên hệ; liên kết; tiếp cận; đối thoại; hòa giải; phản biện; canh; trực
chốt; trực ban; bắt giữ; khởi tố; đo đạc; cắm; cắm mốc; trích đo; xác lập; gìn giữ; bảo tồn; trùng tu; tu bổ; tôn
tạo; tạo điều; tháo gỡ; thăm; trồng; tiêm; tuyệt đối; không để; không; cần; phải; nhất quyết; tự; nghiêm; chi;
tránh; sát; nhắc; bãi; thay; ghi; dẫn; nâng; áp dụng; cải thiện; cụ thể hóa; đa dạng hóa; đảm nhận; đáp ứng; đồng
hành; đặt hàng; hình thành; kiểm đếm; kết thúc; loại bỏ; loại trừ; lan tỏa; minh bạch; ngừng; ổn định; phân định; phân
giao; quảng bá; siết; tận dụng; tôn vinh; trang bị; ủng hộ; vinh danh; khơi dậy; xã hội hóa; bảo trì; bảo dưỡng; bóc
tách; gương mẫu; đề cử; kích hoạt; khuyến nghị; khớp nối; đấu nối; tận thu; phản hồi; bảo quản; sao lưu
"""

# Other words that no name holds; a name ends before them too.
_STOPS = """
đồng thời; trước; sau; trong; từ; trên cơ; để; nhằm; về; qua; là; được; đã; đang; vừa; chưa; còn; bị; nhận; có; gồm;
tại; cùng; với; chậm nhất; muộn nhất; đến; vào; khi; nếu; do; nơi; mà; theo đúng; ngoài; trừ; ngay; theo; căn cứ;
mới; cũng; xin; sẽ; vẫn; kể; như; thì; rồi; hằng; hàng tháng; hàng quý; hàng năm; hàng tuần; hàng ngày; luôn; cụ
thể; có ý; có văn; có kế; có biện; có giải; có phương
"""

# Words of state and report: a sentence with one of them right after the agency tells, and assigns nothing.
_TELLING = """
đã; đang; vừa; chưa; còn; bị; nhận được; thông báo đến; thông báo để; thông báo tới; thông báo kết; thông báo ý;
thông báo nội; thông báo cho ông; thông báo cho bà; có báo; có tờ; có văn bản số; có công văn; có ý kiến; cũng; mới;
xin; truyền đạt; trân trọng; kính; cơ bản; nhất trí; đồng ý; thấy; cho rằng; cho biết; nêu; gồm; vẫn; sẽ; không ký;
thừa lệnh; thống nhất; như; ghi nhận; chấp thuận; tại; và; do; với; từ; hiện đang; hiện có; hiện nay
"""

# A person's post stands for the agency that he heads.
_POSTS = """
giám đốc; phó giám đốc; tổng giám đốc; thủ trưởng; người đứng đầu; chủ tịch; phó chủ tịch; trưởng; phó trưởng;
chánh; phó chánh; cục trưởng; chi cục trưởng; chỉ huy trưởng; chính ủy; tổng biên tập; hiệu trưởng; viện trưởng; bí
thư; lãnh đạo; đại diện lãnh đạo; bộ trưởng; thống đốc; phụ trách; quyền giám đốc; tổng cục trưởng; trưởng phòng; tư
lệnh; giám đốc phụ trách; quyền chủ tịch; kế toán trưởng
"""

# Nouns of the groups: 'các sở, ban, ngành', 'các cơ quan, đơn vị, địa phương'.
_GROUPS = """
sở; ban; ngành; cấp; huyện; quận; xã; phường; thành; thị; hội; tỉnh; bộ; đoàn thể; cơ quan; công sở; đơn vị; địa
phương; tổ chức; thị xã; thành phố; thị trấn; đặc khu; cơ quan ngang bộ; cơ quan thuộc chính phủ; doanh nghiệp; chủ
đầu tư; thành viên; nhà thầu; nhà đầu tư; mặt trận; đồng chí; phòng; chủ rừng; hiệp hội; trường; hợp tác xã; ban
quản lý dự án; cơ sở; cá nhân; phòng ban; ban ngành; sở ngành; đoàn; lực lượng; lực lượng chức năng; cơ quan chức
năng; ngành chức năng; cấp ủy; chính quyền; đảng bộ; chi bộ; cơ quan báo chí; trường học; tổ chức chính trị - xã
hội; tổ chức chính trị xã hội; hội đoàn thể; khối phố; công ty; nhà máy; bệnh viện; ngân hàng; chợ; thôn; tổ dân
phố; khu phố; bản; ấp; khu dân cư; chi hội; khối; trạm; hộ dân; hộ; đoàn kiểm tra; đoàn thanh tra; đoàn công tác; tổ
công tác; nhà thầu thi công; chủ hồ; chủ hồ chứa; cơ sở giáo dục; cơ sở y tế; cơ sở đào tạo; tập đoàn;
tổng công ty; bộ ngành; hộ gia đình; tập đoàn kinh tế; cơ quan trung ương
"""
_PLACES = "thị trấn; thị xã; thành phố; đặc khu; huyện; quận; xã; phường; tp; tp .; tx; tx .; h .; q ."

DEEDS, STOPS, TELLING = phrases(_DEEDS), phrases(_STOPS), phrases(_TELLING)
GROUP_NOUNS, PLACE_NOUNS, POSTS = phrases(_GROUPS), phrases(_PLACES), phrases(_POSTS)
PLACE_SHORT = {"tp": "thành phố", "tp .": "thành phố", "tx": "thị xã", "tx .": "thị xã", "h .": "huyện", "q .": "quận"}
# Opens a point or sentence that orders something without naming anybody.
ADVERBS = word_set(
    "nghiêm; khẩn; kịp; chủ; tích; tiếp; thường; tập; tăng; quyết; đồng; không; tuyệt; trước; định;"
    " hằng; hàng; sớm; ngay; riêng"
)


def starts_deed(keys: list[str], at: int) -> bool:
    return phrase_at(DEEDS, keys, at) > 0


def ends_name(keys: list[str], at: int) -> bool:
    """Does a deed, or another word that no name holds, begin at this token?"""
    return starts_deed(keys, at) or phrase_at(STOPS, keys, at) > 0


def starts_telling(keys: list[str], at: int) -> bool:
    return phrase_at(TELLING, keys, at) > 0
