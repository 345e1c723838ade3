// The grid of a form saves by itself. Rules, sums and words come from the server with each saving; here is only what was
// typed, and what is not saved yet. That stays in the browser too, until the server has it.
(() => {
  const table = document.querySelector('table.g[data-save]');
  if (!table) return;
  const token = table.closest('form').elements.csrfmiddlewaretoken.value;
  const key = table.dataset.key;
  const [stateLine, checks, foot, others, offer] = ['save-state', 'checks', 'foot', 'others', 'kept'].map((id) => document.getElementById(id));
  const cells = new Map();
  const byTd = new Map();
  let revision = 0;
  let told = new Map(); // cell -> what is said about it
  let kept = []; // typed earlier, not saved, offered again
  let timer = 0;
  let isSending = false;
  let isOff = false;

  const id = (row, column) => `${row}\n${column}`;
  table.querySelectorAll('tbody td[data-c]').forEach((td) => {
    const field = td.querySelector('input, select');
    const cell = { td, field, row: td.parentElement.dataset.row, column: td.dataset.c, base: field ? field.value : '', kept: field ? field.value : '', clash: null };
    cells.set(id(cell.row, cell.column), cell);
    byTd.set(td, cell);
    if (!field) td.tabIndex = -1;
  });
  const isDirty = (cell) => cell.field && cell.field.value.trim() !== cell.base;
  const dirty = () => [...cells.values()].filter(isDirty);
  const clock = () => new Date().toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
  const tell = (text, off = false) => { stateLine.textContent = text; stateLine.classList.toggle('off', off); };

  // Kept in the browser: typed and not saved.
  const remember = () => {
    const open = dirty().map((cell) => [cell.row, cell.column, cell.base, cell.field.value.trim()]);
    const list = [...kept.filter((k) => !open.some((o) => o[0] === k[0] && o[1] === k[1])), ...open];
    try {
      if (list.length) localStorage.setItem(key, JSON.stringify({ at: clock(), cells: list }));
      else localStorage.removeItem(key);
    } catch { /* a full or forbidden store: what is typed still stands in the page */ }
  };
  const touch = (cell) => {
    cell.td.classList.toggle('saving', isDirty(cell));
    cell.td.classList.remove('saved');
    remember();
    if (isDirty(cell) && !cell.clash) { if (!isOff) tell('Đang lưu…'); later(400); }
  };
  const later = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };
  const put = (cell, text) => { cell.field.value = text; cell.kept = text; touch(cell); };

  const post = async (address, body) => {
    const response = await fetch(address, { method: 'POST', body, credentials: 'same-origin', headers: { 'X-CSRFToken': token, Accept: 'application/json' } });
    const isJson = (response.headers.get('Content-Type') || '').includes('json');
    if (isJson) return response.json();
    if (response.status >= 500) throw new Error(`${response.status}`);
    return { refused: [response.redirected || response.status === 403 ? 'Phiên làm việc đã hết. Đăng nhập lại ở thẻ khác rồi mở lại trang này' : 'Biểu này không còn nhập được. Mở lại trang để xem lý do'] };
  };
  const save = async () => {
    if (isSending) { later(200); return; }
    const sent = dirty().filter((cell) => !cell.clash).map((cell) => [cell, cell.field.value.trim()]);
    if (!sent.length) { if (!isOff && stateLine.textContent === 'Đang lưu…') tell(`Đã lưu lúc ${clock()}`); return; }
    isSending = true;
    try {
      const answer = await post(table.dataset.save, JSON.stringify({ revision, changes: sent.map(([cell, text]) => [cell.row, cell.column, cell.base, text]) }));
      isOff = false;
      if (answer.refused) tell(`Chưa lưu được: ${answer.refused.join('; ')}. Số đã nhập còn trên máy này.`, true);
      else taken(sent, answer);
    } catch {
      lost(sent.length);
    } finally {
      isSending = false;
    }
  };
  const lost = (n) => {
    if (!isOff) tell(`Mất kết nối lúc ${clock()}. ${n} ô đã nhập còn trên máy này, sẽ lưu khi có mạng.`, true);
    isOff = true;
    later(5000);
  };
  const taken = (sent, answer) => {
    const refused = new Map(answer.conflicts.map((c) => [id(c.row, c.column), c]));
    sent.forEach(([cell, text]) => {
      const clash = refused.get(id(cell.row, cell.column));
      if (clash) { cell.clash = clash; return; }
      cell.base = text;
      cell.td.classList.toggle('saving', isDirty(cell));
      cell.td.classList.toggle('saved', !isDirty(cell));
    });
    tell(refused.size ? `${refused.size} ô có người khác sửa trước, chưa ghi đè. Chọn số nào đúng ở từng ô.` : `Đã lưu lúc ${answer.at}`, refused.size > 0);
    apply(answer);
    remember();
    if (dirty().some((cell) => !cell.clash)) later(50);
  };

  // What the server worked out.
  const say = (cell, item) => { if (cell) told.set(cell, [...(told.get(cell) || []), item]); };
  const mark = (list, css) => (list || []).forEach(([row, column, text]) => {
    const cell = cells.get(id(row, column));
    if (cell) { cell.td.classList.add(css); say(cell, { text, css }); }
  });
  const problem = (p) => {
    const cell = cells.get(id(p.row, p.column));
    if (!cell || p.explained) return;
    const buttons = p.remedy ? [[`Dùng ${p.remedy[1]}`, () => use(cells.get(id(p.row, p.remedy[0])), p.remedy[1])]] : [];
    cell.td.classList.add(p.level);
    if (cell.field) cell.field.setAttribute('aria-invalid', p.level === 'fail');
    const item = { text: p.text, css: p.level, buttons };
    say(cell, item);
    p.parts.forEach((part) => {
      const other = cells.get(id(p.row, part));
      if (!other) return;
      if (p.level === 'fail') other.td.classList.add('part');
      say(other, item);
    });
  };
  const apply = (answer) => {
    if (answer.revision !== undefined) revision = answer.revision;
    (answer.computed || []).forEach(([row, column, text]) => {
      const cell = cells.get(id(row, column));
      const shown = cell && cell.td.querySelector('.v');
      if (shown && shown.textContent !== text) shown.textContent = text;
    });
    (answer.changed || []).forEach(([row, column, text]) => {
      const cell = cells.get(id(row, column));
      if (!cell || !cell.field || isDirty(cell) || cell.base === text) return;
      cell.field.value = cell.base = cell.kept = text;
      cell.td.classList.add('theirs');
    });
    if (answer.problems) draw(answer);
    if (answer.checks !== undefined && !checks.contains(document.activeElement)) checks.innerHTML = answer.checks;
    if (answer.foot !== undefined) foot.innerHTML = answer.foot;
    if (answer.others !== undefined) others.textContent = answer.others;
    const focused = byTd.get(document.activeElement && document.activeElement.closest('td[data-c]'));
    if (focused) show(focused);
  };
  const draw = (answer) => {
    told = new Map();
    cells.forEach((cell) => {
      cell.td.classList.remove('fail', 'warn', 'part', 'jump', 'noted', 'taken', 'clash');
      if (cell.field) cell.field.removeAttribute('aria-invalid');
    });
    cells.forEach((cell) => { if (cell.clash) clashing(cell); });
    answer.problems.forEach(problem);
    mark(answer.jumps, 'jump');
    mark(answer.notes, 'noted');
    mark(answer.origins, 'taken');
  };
  const clashing = (cell) => {
    const { theirs, who } = cell.clash;
    const mine = cell.field.value.trim();
    cell.td.classList.add('clash');
    say(cell, {
      text: `${who} thành “${theirs}”; số của mình là “${mine}”. Chưa ghi đè.`,
      css: 'fail',
      buttons: [[`Giữ số của mình (${mine || 'để trống'})`, () => settle(cell, mine)], [`Lấy số kia (${theirs || 'để trống'})`, () => settle(cell, theirs)]],
    });
  };
  const settle = (cell, text) => {
    cell.base = cell.clash.theirs;
    cell.clash = null;
    told.delete(cell);
    cell.td.classList.remove('clash');
    use(cell, text);
    if (!isDirty(cell)) { tell(`Đã lưu lúc ${clock()}`); cell.td.classList.add('saved'); }
  };
  const use = (cell, text) => { put(cell, text); cell.field.focus(); };

  // What is said about a cell, at the cell; buttons are the next stop of Tab.
  const box = document.createElement('div');
  box.className = 'cell-msg';
  box.id = 'cell-msg';
  box.setAttribute('role', 'status');
  box.addEventListener('mousedown', (e) => e.preventDefault());
  const show = (cell) => {
    const items = told.get(cell) || [];
    if (!items.length) { box.remove(); return; }
    const buttons = document.createElement('div');
    box.replaceChildren(...items.map((item) => Object.assign(document.createElement('p'), { textContent: item.text })));
    items.flatMap((item) => item.buttons || []).forEach(([label, run]) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn small', textContent: label });
      button.addEventListener('click', run);
      buttons.append(button);
    });
    if (buttons.childElementCount) box.append(buttons);
    box.classList.toggle('bad', items[0].css === 'fail');
    cell.td.append(box);
    if (cell.field) cell.field.setAttribute('aria-describedby', box.id);
    const at = cell.td.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 12))}px`;
    const under = at.bottom + 3;
    box.style.top = `${under + box.offsetHeight > innerHeight - 56 ? at.top - box.offsetHeight - 3 : under}px`;
  };
  const hide = (next) => { if (!box.contains(next)) box.remove(); };
  box.addEventListener('focusout', (e) => { if (!e.relatedTarget || !e.relatedTarget.closest || !box.parentElement.contains(e.relatedTarget)) box.remove(); });
  addEventListener('scroll', () => box.isConnected && show(byTd.get(box.parentElement)), { passive: true });

  // Notes and explanations go without a new page.
  const noteForm = document.getElementById('f-ghi-chu');
  const note = (cell) => {
    noteForm.elements.row.value = cell.row;
    noteForm.elements.column.value = cell.column;
    noteForm.elements.note.value = ((told.get(cell) || []).find((item) => item.css === 'noted') || { text: '' }).text;
    noteForm.elements.note.focus();
  };
  document.addEventListener('submit', async (e) => {
    const form = e.target;
    if (!form.matches('form[data-words]')) return;
    e.preventDefault();
    try {
      const answer = await post(form.action, new FormData(form));
      if (answer.refused) { tell(answer.refused.join('; '), true); return; }
      document.activeElement.blur();
      if (form === noteForm) form.elements.note.value = '';
      tell(`Đã ghi lúc ${clock()}`);
      apply(answer);
    } catch { tell(`Mất kết nối lúc ${clock()}, chưa ghi. Ghi lại khi có mạng.`, true); }
  });
  // A link of the list leads into the cell itself.
  checks.addEventListener('click', (e) => {
    const link = e.target.closest('a[href^="#o-"]');
    const cell = link && byTd.get(document.getElementById(link.getAttribute('href').slice(1)));
    if (!cell) return;
    e.preventDefault();
    (cell.field || cell.td).focus();
    show(cell);
  });
  table.addEventListener('click', (e) => {
    const cell = byTd.get(e.target.closest('td[data-c]'));
    if (cell && !cell.field) { cell.td.focus(); show(cell); }
  });
  const ghost = document.querySelector('[data-ghost]');
  if (ghost) ghost.addEventListener('change', () => table.classList.toggle('hide-ghost', !ghost.checked));

  // Typed before the page was left, never saved: offered again.
  const earlier = () => {
    let found = null;
    try { found = JSON.parse(localStorage.getItem(key) || 'null'); } catch { found = null; }
    const list = found && Array.isArray(found.cells) ? found.cells : [];
    kept = list.filter(([row, column, , text]) => { const cell = cells.get(id(row, column)); return cell && cell.field && cell.base !== text; });
    remember();
    if (!kept.length) return;
    offer.querySelector('[data-told]').textContent = `${kept.length} ô nhập lúc ${found.at} chưa lưu được, còn trên máy này.`;
    offer.hidden = false;
  };
  const close = (isWanted) => {
    const list = kept;
    kept = [];
    offer.hidden = true;
    if (isWanted) list.forEach(([row, column, base, text]) => { const cell = cells.get(id(row, column)); cell.base = base; put(cell, text); });
    remember();
  };
  offer.querySelector('[data-restore]').addEventListener('click', () => close(true));
  offer.querySelector('[data-drop]').addEventListener('click', () => close(false));

  const beat = async () => {
    if (document.hidden || isSending) return;
    try {
      const answer = await post(table.dataset.beat, JSON.stringify({ revision }));
      if (!answer.refused) apply(answer);
      if (isOff) { isOff = false; tell(`Có mạng lại lúc ${clock()}`); later(0); }
    } catch { /* the next saving says so */ }
  };
  addEventListener('online', () => later(0));
  addEventListener('pagehide', remember);
  setInterval(beat, 30000);
  window.dondocGridKeys(table, { cellOf: (td) => byTd.get(td), touch, put, show, hide, note, tell });
  apply(JSON.parse(table.dataset.state));
  revision = Number(table.closest('form').elements.revision.value);
  earlier();
  beat();
})();
