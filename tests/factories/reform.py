"""Two small provinces to reorganise, with a period of reports that is open and one that is over."""

from __future__ import annotations

from dondoc.agencies.actions import import_agencies
from dondoc.agencies.models import Agency
from dondoc.reporting.actions import open_period
from tests.factories import NOW

FILE = """code,name,short_name,group,parent,kind,level
ZT,UBND tỉnh Thử,tỉnh Thử,,,tỉnh,cấp tỉnh
ZT-VP,Văn phòng UBND tỉnh,,,ZT,văn phòng,cấp tỉnh
ZT-SNV,Sở Nội vụ,,"I. Sở, cơ quan thuộc UBND tỉnh",ZT,sở,cấp tỉnh
ZT-STP,Sở Tư pháp,,"I. Sở, cơ quan thuộc UBND tỉnh",ZT,sở,cấp tỉnh
ZT-STTTT,Sở Thông tin và Truyền thông,,"I. Sở, cơ quan thuộc UBND tỉnh",ZT,sở,cấp tỉnh
ZT-SKHCN,Sở Khoa học và Công nghệ,,"I. Sở, cơ quan thuộc UBND tỉnh",ZT,sở,cấp tỉnh
ZT-SYT,Sở Y dược,,"I. Sở, cơ quan thuộc UBND tỉnh",ZT,sở,cấp tỉnh
ZT-LN,UBND huyện Lục Ngàn,huyện Lục Ngàn,"II. UBND huyện, thành phố",ZT,huyện,cấp huyện
ZT-LG,UBND huyện Lạng Gian,huyện Lạng Gian,"II. UBND huyện, thành phố",ZT,huyện,cấp huyện
ZU,UBND tỉnh Khác,tỉnh Khác,,,tỉnh,cấp tỉnh
ZU-STTTT,Sở Thông tin và Truyền thông,,"I. Sở, cơ quan thuộc UBND tỉnh",ZU,sở,cấp tỉnh
ZU-SYT,Sở Y dược,,"I. Sở, cơ quan thuộc UBND tỉnh",ZU,sở,cấp tỉnh
"""


def load_reform() -> dict[str, int]:
    """Take the provinces in; their agencies by code."""
    import_agencies(actor_id=None, at=NOW, data=FILE.encode(), name="hai tỉnh.csv")
    ids = dict(Agency.objects.filter(code__startswith="Z").values_list("code", "pk"))
    for period_code in ("2023-Q3", "2026-Q3", "2026-Q4"):
        open_period(actor_id=None, at=NOW, regime_code="KSTTHC", period_code=period_code, province_id=ids["ZT"])
    return ids
