// A figure's name goes where the writing is: into the section last written in, at its caret.
(() => {
  let last = null;
  document.addEventListener('focusin', (e) => { if (e.target.matches('[data-section] textarea')) last = e.target; });
  document.addEventListener('click', (e) => {
    const button = e.target.closest('[data-insert]');
    if (!button) return;
    const field = document.getElementById(button.dataset.into || '') || last || document.querySelector('[data-section] textarea');
    if (!field) return;
    field.focus();
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
})();
