// Signing with the agent on this machine: the page gets hashes from the server, the agent's signatures go back to it.
// The PIN is asked by the agent's own page; it never passes here.
(() => {
  const form = document.querySelector('form[data-sign]');
  if (!form) return;
  const agent = form.dataset.agent.replace(/\/$/, '');
  const csrf = form.querySelector('[name=csrfmiddlewaretoken]').value;
  const told = form.querySelector('[data-agent-told]');
  const pairing = form.querySelector('[data-pairing]');
  const choosing = form.querySelector('[data-choosing]');
  const stop = form.querySelector('[data-stop]');
  const MOST = 50;
  // A document's number and day come out of its book: then the form has no fields for them.
  const typed = (name) => form.elements[name]?.value ?? '';
  let isStopped = false;

  const code = () => localStorage.getItem('dondoc-agent-code') || '';
  const say = (words, css = '') => {
    told.replaceChildren();
    if (!words) return;
    const box = document.createElement('p');
    box.className = css ? `msg ${css}` : 'small';
    if (css) box.append(sign(css === 'done' ? 'done' : css === 'late' ? 'warn' : 'flag'));
    const text = document.createElement('span');
    text.textContent = words;
    box.append(text);
    told.append(box);
  };
  const SVG = 'http://www.w3.org/2000/svg';
  const sign = (name) => {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 's');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(document.createElementNS(SVG, 'use'));
    svg.firstChild.setAttribute('href', `#s-${name}`);
    return svg;
  };
  const result = (paper, words, isBad) => {
    const place = document.querySelector(`[data-result="${paper}"]`);
    if (!place) return;
    place.textContent = words;
    place.classList.toggle('is-late', Boolean(isBad));
  };
  // What is signed leaves the choice; its old state goes, the new one stands in the result.
  const isDone = (paper) => {
    const box = document.querySelector(`input[type=checkbox][name=paper][value="${paper}"]`);
    if (!box) return;
    box.checked = false;
    const old = box.closest('tr').querySelector('.st');
    if (old) old.hidden = true;
  };
  const papers = () => [...document.querySelectorAll('input[name=paper]')].filter((one) => one.type === 'hidden' || one.checked);
  const role = () => form.querySelector('[name=role]:checked').value;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  // The server of this page.
  const post = async (address, given) => {
    const answer = await fetch(address, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf, Accept: 'application/json' }, body: JSON.stringify(given),
    });
    const isJson = (answer.headers.get('Content-Type') || '').includes('json');
    if (answer.ok && isJson) return answer.json();
    const said = isJson ? (await answer.json()).errors : null;
    throw new Error(said ? said.join(' ') : 'Máy chủ không nhận yêu cầu; tải lại trang rồi ký lại.');
  };
  // The agent of this machine. Its silence and its refusals are told with what to do.
  const ask = async (path, given) => {
    let answer;
    const options = { headers: { Authorization: `Bearer ${code()}` }, cache: 'no-store', credentials: 'omit' };
    if (given) Object.assign(options, { method: 'POST', body: JSON.stringify(given) });
    if (given) options.headers['Content-Type'] = 'application/json';
    try {
      answer = await fetch(`${agent}/v1/${path}`, options);
    } catch {
      throw new Error(`Không thấy tác nhân ký trên máy này. Mở chương trình dondoc-agent (khai báo máy chủ ${location.origin}) rồi bấm lại; chưa cài thì dùng cách tải về, ký bằng phần mềm khác, tải lên.`);
    }
    const said = await answer.json();
    if (answer.status === 401) { askForCode(); throw new Error(said.error); }
    if (!answer.ok) throw new Error(said.error || 'Tác nhân ký không nhận yêu cầu.');
    return said;
  };
  const askForCode = () => { pairing.hidden = false; pairing.querySelector('input').focus(); };

  const begin = async () => {
    pairing.hidden = true; choosing.hidden = true;
    if (!papers().length) { say('Chọn ít nhất một tệp để ký.', 'near'); return; }
    if (papers().length > MOST) { say(`Mỗi lần ký nhiều nhất ${MOST} tệp; bỏ bớt rồi ký tiếp.`, 'near'); return; }
    say('Đang tìm tác nhân ký …');
    const hello = await ask('hello');
    if (!hello.paired) { askForCode(); say('Có tác nhân ký trên máy này. Ghép một lần với trình duyệt bằng mã mà tác nhân đang hiện.'); return; }
    const { certificates } = await ask('certificates');
    if (!certificates.length) { say('Tác nhân ký đang chạy nhưng không thấy chứng thư nào; cắm thiết bị ký rồi bấm lại.', 'near'); return; }
    if (certificates.length === 1) { await signWith(certificates[0]); return; }
    choose(certificates);
  };
  const choose = (certificates) => {
    const list = choosing.querySelector('select');
    list.replaceChildren(...certificates.map((one) => {
      const until = new Date(one.valid_to).toLocaleDateString('vi-VN');
      return new Option(`${one.name}, ${one.organisation} (${one.where}, hạn ${until})`, one.fingerprint, false, one.fingerprint === localStorage.getItem('dondoc-agent-certificate'));
    }));
    choosing.hidden = false;
    list.focus();
    say('Thiết bị có nhiều chứng thư; chọn chứng thư để ký.');
    choosing.querySelector('[data-chosen]').onclick = () => {
      localStorage.setItem('dondoc-agent-certificate', list.value);
      choosing.hidden = true;
      run(() => signWith(certificates.find((one) => one.fingerprint === list.value)));
    };
  };

  const signWith = async (certificate) => {
    const mechanism = certificate.mechanisms[0];
    const issue = Object.fromEntries(['number', 'day', 'month'].map((name) => [name, typed(name)]));
    const opened = [];
    const chosen = papers();
    for (const [n, one] of chosen.entries()) {
      if (isStopped) break;
      say(`Đang chuẩn bị ${n + 1}/${chosen.length} …`);
      try {
        const given = { role: role(), certificate: certificate.certificate, above: certificate.above, mechanism, ...issue };
        opened.push({ paper: one.value, ...(await post(one.dataset.open, given)) });
        result(one.value, 'Chờ ký trên thiết bị');
      } catch (error) { result(one.value, error.message, true); if (chosen.length === 1) throw error; }
    }
    if (!opened.length) { say('Không tệp nào ký được; lý do ghi ở từng tệp.', 'late'); return; }
    if (isStopped) { say('Đã dừng, chưa ký tệp nào.'); return; }
    const nonce = [...crypto.getRandomValues(new Uint8Array(24))].map((b) => b.toString(16).padStart(2, '0')).join('');
    const request = await ask('sign', { request: nonce, certificate: certificate.fingerprint, mechanism, items: opened.map(({ title, hash }) => ({ title, hash })) });
    const signatures = await consent(request);
    if (signatures) await finish(opened, signatures);
  };
  const consent = async (request) => {
    say(request.prompt ? '' : 'Xem cửa sổ của tác nhân ký, đồng ý và nhập mã PIN ở đó.');
    if (request.prompt) {
      const line = document.createElement('p');
      const link = document.createElement('a');
      Object.assign(link, { href: request.prompt, target: '_blank', rel: 'noopener noreferrer', className: 'btn primary', textContent: 'Mở trang xác nhận của tác nhân ký' });
      line.append(link, ' Xem lại tệp, nhập mã PIN ở trang đó, rồi trở lại đây.');
      told.replaceChildren(line);
      link.focus();
    }
    for (;;) {
      await pause(700);
      if (isStopped) { say('Đã dừng, chưa ký tệp nào.'); return null; }
      const now = await ask(`sign/${request.id}`);
      if (now.state === 'refused') throw new Error(now.error);
      if (now.state === 'signed') return now.signatures;
    }
  };
  const finish = async (opened, signatures) => {
    let done = 0;
    let bad = 0;
    for (const [n, one] of opened.entries()) {
      if (isStopped) { result(one.paper, 'Đã dừng, chưa ký'); continue; }
      say(`Đang đặt chữ ký ${n + 1}/${opened.length} …`);
      try {
        const signed = await post(form.dataset.finish, { token: one.token, signature: signatures[n] });
        result(one.paper, [`Đã ký: ${signed.signer}, mức ${signed.level}.`, ...signed.notes].join(' '));
        done += 1;
        isDone(one.paper);
      } catch (error) { result(one.paper, error.message, true); bad += 1; }
    }
    if (opened.length === 1 && done) { location.reload(); return; }
    say(`Đã ký ${done} tệp${bad ? `, ${bad} tệp không ký được, lý do ghi ở từng tệp` : ''}${isStopped ? '; đã dừng theo yêu cầu' : ''}.`, bad ? 'late' : 'done');
  };

  const run = async (work) => {
    isStopped = false;
    stop.hidden = false;
    form.querySelectorAll('[data-with-agent], [data-with-program]').forEach((b) => { b.disabled = true; });
    try { await work(); } catch (error) { say(error.message, 'late'); }
    form.querySelectorAll('[data-with-agent], [data-with-program]').forEach((b) => { b.disabled = false; });
    stop.hidden = true;
  };

  // The VGCA program: what it says is shown and not believed; the page asks the server what has become of the paper.
  const withProgram = async () => {
    const one = papers()[0];
    const issued = new Date().toISOString().slice(0, 10);
    const { address, message } = await post(one.dataset.program, { role: role(), number: typed('number'), issued_on: issued });
    const said = await new Promise((done, failed) => {
      const socket = new WebSocket(address);
      socket.onopen = () => { say('Xem cửa sổ của phần mềm VGCA và ký ở đó.'); socket.send(JSON.stringify(message)); };
      socket.onmessage = (event) => { done(event.data); socket.close(); };
      socket.onerror = () => failed(new Error('Không thấy phần mềm ký VGCA trên máy này. Mở phần mềm rồi bấm lại, hoặc tải về, ký bằng phần mềm khác, tải lên.'));
    });
    let status = -1;
    let words = '';
    try { ({ Status: status, Message: words } = JSON.parse(said)); } catch { words = ''; }
    if (Number(status) === 0) location.reload();
    else throw new Error(`Phần mềm VGCA chưa ký được${words ? `: ${String(words).slice(0, 200)}` : ''}.`);
  };

  const button = form.querySelector('[data-with-agent]');
  button.hidden = false;
  button.addEventListener('click', () => run(begin));
  const program = form.querySelector('[data-with-program]');
  if (program) { program.hidden = false; program.addEventListener('click', () => run(withProgram)); }
  stop.addEventListener('click', () => { isStopped = true; });
  const pair = () => { localStorage.setItem('dondoc-agent-code', pairing.querySelector('input').value.trim()); run(begin); };
  form.querySelector('[data-pair]').addEventListener('click', pair);
  pairing.querySelector('input').addEventListener('keydown', (e) => { if (e.key === 'Enter') { e.preventDefault(); pair(); } });
  const all = document.querySelector('[data-all]');
  if (all) all.addEventListener('change', () => document.querySelectorAll('input[type=checkbox][name=paper]').forEach((one) => { one.checked = all.checked; }));
  const seal = form.querySelector('[data-seal]');
  const show = () => { seal.hidden = role() !== 'agency'; };
  form.querySelectorAll('[name=role]').forEach((one) => one.addEventListener('change', show));
  show();
})();
