// Sections save by themselves, each against the wording that its writer saw. What is not saved stays in the browser too.
(() => {
  const form = document.querySelector('form[data-outline]');
  if (!form) return;
  const token = form.elements.csrfmiddlewaretoken.value;
  const key = form.dataset.key;
  const [stateLine, others, offer] = ['save-state', 'others', 'kept'].map((id) => document.getElementById(id));
  const sections = [...document.querySelectorAll('section.outline')].map((box) => {
    const code = box.dataset.code;
    const field = form.elements[`muc|${code}`];
    return { box, code, field, base: form.elements[`goc|${code}`], saved: field.value, clash: null };
  });
  let timer = 0;
  let isSending = false;
  let isOff = false;
  let old = null; // typed earlier and never saved, offered again

  const isDirty = (s) => s.field.value !== s.saved;
  const dirty = () => sections.filter(isDirty);
  const clock = () => new Date().toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
  const tell = (text, off = false) => { stateLine.textContent = text; stateLine.classList.toggle('off', off); };
  const remember = () => {
    const open = Object.fromEntries(dirty().map((s) => [s.code, s.field.value]));
    const all = { ...(old ? old.texts : {}), ...open };
    try {
      if (Object.keys(all).length) localStorage.setItem(key, JSON.stringify({ at: clock(), texts: all }));
      else localStorage.removeItem(key);
    } catch { /* a full or forbidden store: what is typed still stands in the page */ }
  };
  const later = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };
  const touch = (s) => {
    s.box.classList.toggle('saving', isDirty(s));
    remember();
    if (isDirty(s) && !s.clash) { if (!isOff) tell('Đang lưu…'); later(900); }
  };

  const post = (address, body) => fetch(address, { method: 'POST', body, credentials: 'same-origin', headers: { 'X-CSRFToken': token, Accept: 'application/json' } });
  const beat = async () => {
    if (document.hidden) return;
    try {
      const response = await post(form.dataset.beat, new URLSearchParams());
      if (response.ok) others.textContent = (await response.json()).others;
      if (isOff) later(0);
    } catch { /* the next saving says so */ }
  };
  const save = async () => {
    if (isSending) { later(300); return; }
    const sent = dirty().filter((s) => !s.clash).map((s) => [s, s.field.value]);
    if (!sent.length) return;
    const body = new URLSearchParams();
    sent.forEach(([s, text]) => { body.append(`muc|${s.code}`, text); body.append(`goc|${s.code}`, s.base.value); });
    isSending = true;
    try {
      const response = await post(form.action, body);
      if (response.status >= 500) throw new Error(`${response.status}`);
      const isJson = (response.headers.get('Content-Type') || '').includes('json');
      const answer = isJson ? await response.json() : { refused: ['Phiên làm việc đã hết. Đăng nhập lại ở thẻ khác rồi mở lại trang này'] };
      isOff = false;
      if (answer.refused) tell(`Chưa lưu được: ${answer.refused.join('; ')}. Phần đã viết còn trên máy này.`, true);
      else taken(sent, answer);
    } catch {
      if (!isOff) tell(`Mất kết nối lúc ${clock()}. ${sent.length} mục đã viết còn trên máy này, sẽ lưu khi có mạng.`, true);
      isOff = true;
      later(5000);
    } finally {
      isSending = false;
    }
  };
  const taken = (sent, answer) => {
    const refused = new Map(answer.conflicts.map((c) => [c.code, c]));
    sent.forEach(([s, text]) => {
      const clash = refused.get(s.code);
      if (clash) { clashing(s, clash); return; }
      s.saved = text;
      s.base.value = answer.bases[s.code];
      s.box.classList.toggle('saving', isDirty(s));
      const print = s.box.querySelector('.own [data-said]');
      if (print) print.innerText = text;
    });
    tell(refused.size ? `${refused.size} mục có người khác sửa trước, chưa ghi đè. Chọn bản nào đúng ở mục đó.` : `Đã lưu lúc ${answer.at}`, refused.size > 0);
    remember();
    if (dirty().some((s) => !s.clash)) later(100);
  };
  const clashing = (s, clash) => {
    s.clash = clash;
    const box = s.box.querySelector('[data-clash]');
    const said = Object.assign(document.createElement('p'), { className: 'said' });
    said.innerText = clash.theirs || '(để trống)';
    const button = (label, run) => {
      const made = Object.assign(document.createElement('button'), { type: 'button', className: 'btn small', textContent: label });
      made.addEventListener('click', () => { box.hidden = true; s.clash = null; s.base.value = clash.base; s.saved = clash.theirs; run(); s.field.focus(); touch(s); if (!isDirty(s)) tell(`Đã lưu lúc ${clock()}`); });
      return made;
    };
    box.replaceChildren(Object.assign(document.createElement('b'), { textContent: `${clash.who}, chưa ghi đè. Bản kia:` }), said, button('Giữ bản của mình', () => {}), ' ', button('Lấy bản kia', () => { s.field.value = clash.theirs; }));
    box.hidden = false;
  };

  sections.forEach((s) => {
    s.field.addEventListener('input', () => touch(s));
    s.box.querySelectorAll('[data-take]').forEach((take) => take.addEventListener('click', () => {
      const text = take.closest('details').querySelector('[data-said]').innerText;
      s.field.value = s.field.value.trim() ? `${s.field.value.trimEnd()}\n\n${text}` : text;
      s.field.focus();
      touch(s);
    }));
  });
  // Files go after the texts: nothing typed is lost with the page.
  document.querySelectorAll('form[data-after-save]').forEach((other) => other.addEventListener('submit', async (e) => {
    if (!dirty().some((s) => !s.clash) || other.dataset.flushed) return;
    e.preventDefault();
    const by = e.submitter;
    clearTimeout(timer);
    await save();
    other.dataset.flushed = '1';
    delete other.dataset.sent;
    other.requestSubmit(by || undefined);
  }));
  setInterval(beat, 30000);
  beat();
  addEventListener('online', () => { if (isOff) later(0); });
  addEventListener('beforeunload', (e) => { if (dirty().length && isOff) e.preventDefault(); });

  try { old = JSON.parse(localStorage.getItem(key) || 'null'); } catch { old = null; }
  if (old) {
    old.texts = Object.fromEntries(Object.entries(old.texts).filter(([code, text]) => sections.some((s) => s.code === code && s.saved !== text)));
    if (!Object.keys(old.texts).length) { old = null; remember(); }
  }
  const close = (restores) => {
    const { texts } = old;
    old = null;
    offer.hidden = true;
    if (restores) sections.filter((s) => texts[s.code] !== undefined).forEach((s) => { s.field.value = texts[s.code]; touch(s); });
    remember();
  };
  if (old) {
    offer.querySelector('[data-told]').textContent = `${Object.keys(old.texts).length} mục viết lúc ${old.at} chưa lưu được, còn trên máy này.`;
    offer.hidden = false;
    offer.querySelector('[data-restore]').addEventListener('click', () => close(true));
    offer.querySelector('[data-drop]').addEventListener('click', () => close(false));
  }
})();
