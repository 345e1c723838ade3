// A directive by keyboard: J and K walk the proposals, N, S, G, B press the buttons of the one in focus, C opens what is said of all.
(() => {
  const all = () => [...document.querySelectorAll('[data-proposal]')];
  const current = () => document.activeElement.closest('[data-proposal]');
  const light = () => {
    const here = current();
    document.querySelectorAll('.mark[data-here]').forEach((mark) => delete mark.dataset.here);
    if (!here) return;
    const n = here.id.replace('de-xuat-', '');
    const marks = document.querySelectorAll(`.mark[data-of="${n}"]`);
    marks.forEach((mark) => { mark.dataset.here = ''; });
    const desk = document.querySelector('.reader .desk');
    if (marks.length && desk && getComputedStyle(desk).position === 'sticky') desk.scrollTop = marks[0].offsetTop - 120;
  };
  const go = (to) => { if (to) { to.focus(); to.scrollIntoView({ block: 'nearest' }); } };
  document.addEventListener('focusin', light);
  document.addEventListener('keydown', (e) => {
    if (e.target.matches('input, textarea, select') || e.ctrlKey || e.metaKey || e.altKey) return;
    const list = all();
    const here = current();
    const step = { j: 1, k: -1 }[e.key.toLowerCase()];
    if (step) {
      const at = here ? list.indexOf(here) : -1;
      go(list[Math.min(Math.max(at + step, 0), list.length - 1)]);
      return;
    }
    const key = CSS.escape(e.key.toLowerCase());
    const button = document.querySelector(`[data-page-key="${key}"]`) || (here && here.querySelector(`[data-key="${key}"]`));
    if (!button) return;
    e.preventDefault();
    button.click();
    const field = button.matches('summary') && button.parentElement.querySelector('textarea, input[type="text"]');
    if (field) field.focus();
  });
  // Back from a deed: on the proposal that the address names.
  const came = location.hash.startsWith('#de-xuat-') && document.querySelector(location.hash);
  if (came) go(came);
})();
