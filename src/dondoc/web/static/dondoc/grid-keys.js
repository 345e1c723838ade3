// Moving and typing in the grid of a form: arrows, Enter, F2, Escape, paste of a block, undo and redo.
// What is typed is handed to `desk` (grid.js), which saves it.
window.dondocGridKeys = (table, desk) => {
  const lines = [...table.tBodies[0].rows].map((tr) => [...tr.querySelectorAll('td[data-c]')].map((td) => desk.cellOf(td)));
  const place = new Map();
  lines.forEach((line, r) => line.forEach((cell, c) => place.set(cell, [r, c])));
  const undone = [];
  const done = [];
  let isEditing = false;
  let atFocus = '';

  // The next field from a cell in a direction; computed cells are stepped over.
  const go = (cell, down, right) => {
    let [r, c] = place.get(cell);
    for (;;) {
      r += down;
      c += right;
      if (right && lines[r] && !lines[r][c] && lines[r + right]) { r += right; c = right > 0 ? 0 : lines[r].length - 1; }
      const next = lines[r] && lines[r][c];
      if (!next) return;
      if (next.field) { next.field.focus(); return; }
    }
  };
  const record = (changes) => { if (changes.length) { done.push(changes); undone.length = 0; } };
  // 1234567 -> 1.234.567 where the point can only part thousands; anything else stays as it was typed.
  const tidy = (cell) => {
    const text = cell.field.value.trim();
    return cell.field.dataset.k === 'int' && /^-?\d{4,}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, '.') : text;
  };
  const commit = (cell) => {
    const text = tidy(cell);
    if (text !== cell.field.value) cell.field.value = text;
    if (text !== cell.kept) record([[cell, cell.kept, text]]);
    cell.kept = text;
    desk.touch(cell);
    isEditing = false;
  };
  const replay = (from, to, side) => {
    const changes = from.pop();
    if (!changes) return;
    to.push(changes);
    changes.forEach((change) => desk.put(change[0], change[side]));
    changes[0][0].field.focus();
  };
  const own = (e) => (e.target.closest ? desk.cellOf(e.target.closest('td[data-c]')) : null);

  table.addEventListener('focusin', (e) => {
    const cell = own(e);
    if (!cell || e.target !== cell.field) return;
    atFocus = cell.field.value;
    isEditing = false;
    if (cell.field.select) cell.field.select();
    desk.show(cell);
  });
  table.addEventListener('focusout', (e) => {
    const cell = own(e);
    if (!cell || e.target !== cell.field) return;
    commit(cell);
    desk.hide(e.relatedTarget);
  });
  table.addEventListener('input', (e) => {
    const cell = own(e);
    if (!cell) return;
    isEditing = true;
    desk.touch(cell);
  });
  table.addEventListener('dblclick', () => { isEditing = true; });
  table.addEventListener('keydown', (e) => {
    const cell = own(e);
    if (!cell || e.target !== cell.field || e.isComposing) return;
    const isSelect = cell.field.tagName === 'SELECT';
    const isCtrl = e.ctrlKey || e.metaKey;
    if (isCtrl && /^[zZ]$/.test(e.key)) { e.preventDefault(); commit(cell); e.shiftKey ? replay(undone, done, 2) : replay(done, undone, 1); return; }
    if (isCtrl && /^[yY]$/.test(e.key)) { e.preventDefault(); commit(cell); replay(undone, done, 2); return; }
    if (e.altKey && e.code === 'KeyG') { e.preventDefault(); desk.note(cell); return; }
    if (isCtrl || e.altKey) return;
    if (e.key === 'Enter') { e.preventDefault(); commit(cell); go(cell, e.shiftKey ? -1 : 1, 0); }
    else if (e.key === 'ArrowDown' && !isSelect) { e.preventDefault(); go(cell, 1, 0); }
    else if (e.key === 'ArrowUp' && !isSelect) { e.preventDefault(); go(cell, -1, 0); }
    else if (e.key === 'ArrowRight' && (isSelect || !isEditing)) { e.preventDefault(); go(cell, 0, 1); }
    else if (e.key === 'ArrowLeft' && (isSelect || !isEditing)) { e.preventDefault(); go(cell, 0, -1); }
    else if (e.key === 'F2' && !isSelect) { e.preventDefault(); isEditing = true; cell.field.setSelectionRange(cell.field.value.length, cell.field.value.length); }
    else if (e.key === 'Escape') {
      e.stopPropagation();
      cell.field.value = atFocus;
      desk.touch(cell);
      isEditing = false;
      if (cell.field.select) cell.field.select();
    }
  });

  // A block as Excel copies it: rows by line, cells by tab, a cell with breaks in quotes.
  const block = (text) => {
    const rows = [[]];
    const part = /("(?:[^"]|"")*"(?=\t|\r?\n|$)|[^\t\r\n]*)(\t|\r?\n|$)/y;
    const plain = text.replace(/\r?\n$/, '');
    for (part.lastIndex = 0; ;) {
      const found = part.exec(plain);
      if (!found) break;
      const value = found[1].startsWith('"') && found[1].endsWith('"') && found[1].length > 1 ? found[1].slice(1, -1).replace(/""/g, '"') : found[1];
      rows[rows.length - 1].push(value.replace(/\s+/g, ' ').trim());
      if (found[2] === '') break;
      if (found[2] !== '\t') rows.push([]);
    }
    return rows;
  };
  table.addEventListener('paste', (e) => {
    const cell = own(e);
    const text = e.clipboardData ? e.clipboardData.getData('text/plain') : '';
    if (!cell || !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return;
    e.preventDefault();
    const [r0, c0] = place.get(cell);
    const changes = [];
    let outside = 0;
    let computed = 0;
    block(text).forEach((values, r) => values.forEach((value, c) => {
      const target = lines[r0 + r] && lines[r0 + r][c0 + c];
      if (!target) { outside += value ? 1 : 0; return; }
      if (!target.field) { computed += value ? 1 : 0; return; }
      const before = target.kept;
      desk.put(target, value);
      const after = tidy(target);
      if (after !== before) { desk.put(target, after); changes.push([target, before, after]); }
    }));
    record(changes);
    if (cell.field.select) cell.field.select();
    const skipped = [computed && `${computed} ô hệ thống tự tính`, outside && `${outside} giá trị ngoài biểu`].filter(Boolean);
    desk.tell(`Đã dán ${changes.length} ô${skipped.length ? `; bỏ qua ${skipped.join(', ')}` : ''}.`);
  });
};
