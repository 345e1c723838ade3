"""The agent's own page (trang xác nhận ký): what is to be signed, for whom, and the PIN. No script."""

from __future__ import annotations

from html import escape

from dondoc.agent.waiting import State, Waiting

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers hide the Origin of our own form too
    "Cross-Origin-Opener-Policy": "same-origin",
}
STYLE = """:root{color-scheme:light dark;--line:#c9ced6;--accent:#0b5394;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--line:#4a525c;--accent:#7db4ea;--bad:#ff8a80}}
body{font:16px/1.5 "Segoe UI",Roboto,"Noto Sans",sans-serif;margin:0 auto;max-width:44rem;padding:1rem}
h1{font-size:1.25rem}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600}
th,td{border-bottom:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}
code{font-size:.85rem;word-break:break-all}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem .75rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}input,button{font:inherit;padding:.4rem .75rem;min-height:2.5rem}
button.yes{background:var(--accent);color:Canvas;border:0}.bad{color:var(--bad);font-weight:600}
.row{display:flex;gap:.5rem;flex-wrap:wrap;align-items:end;margin-top:1rem}label{display:block}"""


def consent_page(one: Waiting, problem: str = "") -> str:
    """Titles, hashes, server and certificate; the PIN is asked here and nowhere else."""
    told = one.chosen.told()
    rows = "".join(
        f"<tr><td>{n}</td><td>{escape(item.title)}</td><td><code>{item.hash.hex()}</code></td></tr>"
        for n, item in enumerate(one.request.items, 1)
    )
    problem = f'<p class="bad" role="alert">{escape(problem)}</p>' if problem else ""
    count = len(one.request.items)
    return _page(
        f"Ký số {count} tệp?",
        f"""<dl><dt>Máy chủ yêu cầu</dt><dd>{escape(one.request.server)}</dd>
<dt>Chứng thư</dt><dd>{escape(str(told["name"]))}, {escape(str(told["organisation"]))}</dd>
<dt>Thiết bị</dt><dd>{escape(str(told["where"]))}</dd></dl>
<table><caption>Tệp sẽ ký</caption><thead><tr><th scope="col">TT</th><th scope="col">Trích yếu</th>
<th scope="col">Mã băm SHA-256 được ký</th></tr></thead><tbody>{rows}</tbody></table>
{problem}<form method="post" autocomplete="off"><input type="hidden" name="form" value="{one.form}">
<div class="row"><label>Mã PIN của thiết bị<br><input type="password" name="pin" maxlength="64" autofocus
autocomplete="off"></label>
<button class="yes" name="answer" value="yes">Đồng ý ký</button>
<button name="answer" value="no" formnovalidate>Không ký</button></div></form>
<p>Mã PIN chỉ chuyển tới thiết bị ký trên máy này, không gửi tới máy chủ và không lưu lại.</p>""",
    )


def done_page(one: Waiting) -> str:
    """What has become of it."""
    if one.state is State.SIGNED:
        words = f"Đã ký {len(one.signatures)} tệp. Đóng trang này và trở lại trang Đôn Đốc."
        return _page("Đã ký", f'<p role="status">{words}</p>')
    return _page("Chưa ký", f'<p class="bad" role="alert">{escape(one.reason)}</p><p>Đóng trang này.</p>')


def gone_page() -> str:
    """For an address that leads nowhere, or not any more."""
    return _page(
        "Không còn yêu cầu ký này", "<p>Yêu cầu đã trả lời hoặc quá 5 phút. Trở lại trang Đôn Đốc, bấm ký lại.</p>"
    )


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title} · Tác nhân ký Đôn Đốc</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )
