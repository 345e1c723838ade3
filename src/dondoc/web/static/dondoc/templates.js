// A figure's name goes where the writing is: into the section last written in, at its caret.
(() => {
  let last = null;
  document.addEventListener('focusin', (e) => { if (e.target.matches('[data-section] textarea')) last = e.target; });
  document.addEventListener('click', (e) => {
    const button = e.target.closest('[data-insert]');
    if (!button) return;
    const field = document.getElementById(button.dataset.into || '') || last;
    document.querySelector('[data-nowhere]').hidden = !!field;
    if (!field) return;
    field.focus();
    // Unlike setRangeText, this can be undone by Ctrl+Z.
    if (document.execCommand('insertText', false, button.dataset.insert)) return;
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  // What is wrong is told under its field as the writing goes on; the field itself says so too.
  document.addEventListener('htmx:afterSettle', () => {
    document.querySelectorAll('[data-section]').forEach((section) => {
      const field = section.querySelector('textarea, input');
      if (section.querySelector('.why')) field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
    });
  });
})();
