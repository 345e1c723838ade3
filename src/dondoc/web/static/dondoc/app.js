// Comfort only: every page works without it, except the panels, which then open as pages.
(() => {
  const root = document.documentElement;
  const on = (type, selector, run) =>
    document.addEventListener(type, (e) => {
      const found = e.target.closest && e.target.closest(selector);
      if (found) run(e, found);
    });
  const typing = (e) => e.target.matches('input, textarea, select, [contenteditable]');

  on('click', '[data-theme-toggle]', () => {
    const dark = root.dataset.theme === 'dark' || (root.dataset.theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
    root.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('dondoc-theme', root.dataset.theme);
  });
  on('click', '[data-print]', () => window.print());
  on('change', '[data-submit]', (e, field) => field.form.requestSubmit());
  // A sign-in of the demonstration, filled with one click.
  on('click', '[data-fill-name]', (e, button) => {
    document.getElementById('id_username').value = button.dataset.fillName;
    document.getElementById('id_password').value = button.dataset.fillPassword;
    document.getElementById('id_password').form.requestSubmit();
  });
  // A form goes once: the second press of Send does nothing.
  on('submit', 'form[data-once]', (e, form) => {
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = '1';
    form.querySelectorAll('button').forEach((b) => b.setAttribute('aria-busy', 'true'));
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll('button').forEach((b) => b.removeAttribute('aria-busy'));
  }));
  // Popovers close by Esc and by a click elsewhere.
  document.addEventListener('click', (e) => document.querySelectorAll('details[data-pop][open]').forEach((d) => { if (!d.contains(e.target)) d.open = false; }));
  // The panel beside a table: the row it belongs to is marked; closing gives the focus back to it.
  let opener = null;
  document.addEventListener('htmx:beforeRequest', (e) => { opener = e.target; });
  document.addEventListener('htmx:afterSwap', (e) => {
    if (!e.target.matches('.side')) return;
    document.querySelectorAll('tr[aria-selected]').forEach((r) => r.removeAttribute('aria-selected'));
    const row = opener && opener.closest('tr');
    if (row) row.setAttribute('aria-selected', 'true');
    const split = e.target.closest('.split');
    if (split) split.classList.add('open');
    const head = e.target.querySelector('h2');
    if (head) { head.tabIndex = -1; head.focus({ preventScroll: true }); }
    if (getComputedStyle(e.target).position === 'static') e.target.scrollIntoView({ block: 'start' });
  });
  const closePanel = () => {
    const side = document.querySelector('.split.open .side');
    if (!side) return false;
    side.replaceChildren();
    side.closest('.split').classList.remove('open');
    document.querySelectorAll('tr[aria-selected]').forEach((r) => r.removeAttribute('aria-selected'));
    if (opener) opener.focus();
    return true;
  };
  on('click', '[data-close-panel]', closePanel);
  document.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') {
      const open = document.querySelector('details[data-pop][open]');
      if (open) { open.open = false; open.querySelector('summary').focus(); } else closePanel();
    }
    if (typing(e) || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === '/') {
      const field = document.querySelector('[data-search]');
      if (field) { e.preventDefault(); field.focus(); }
    }
    // J and K walk the rows of a table; Enter opens the one in focus, as any link.
    const step = { j: 1, k: -1 }[e.key.toLowerCase()];
    if (step) {
      const links = [...document.querySelectorAll('table.t tbody th[scope="row"] a')];
      if (!links.length) return;
      const at = links.findIndex((a) => a.closest('tr').contains(document.activeElement) || a.closest('tr').hasAttribute('aria-selected'));
      links[Math.min(Math.max(at + step, 0), links.length - 1)].focus();
    }
  });
})();
// Lists that are worked through: tick all that can be ticked; X ticks the row in focus; Ctrl+Enter sends a form by its
// last button ("and the next one").
(() => {
  document.addEventListener('change', (e) => {
    const all = e.target.closest('[data-check-all]');
    if (all) document.querySelectorAll(`input[name="${all.dataset.checkAll}"]`).forEach((box) => { box.checked = all.checked; });
  });
  document.addEventListener('keydown', (e) => {
    const form = e.target.closest && e.target.closest('form[data-ctrl-enter]');
    if (form && e.ctrlKey && e.key === 'Enter') {
      const buttons = form.querySelectorAll('button');
      e.preventDefault();
      form.requestSubmit(buttons[buttons.length - 1]);
      return;
    }
    if (e.ctrlKey || e.altKey || e.metaKey || e.target.matches('textarea, select, input:not([type="checkbox"])')) return;
    const row = document.activeElement && document.activeElement.closest('[data-rows] > tr');
    const box = e.key.toLowerCase() === 'x' && row && row.querySelector('input[type="checkbox"]');
    if (box) { box.checked = !box.checked; e.preventDefault(); }
  });
})();
