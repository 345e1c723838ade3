// Before the page paints: the theme that was chosen last, else the system's.
(() => {
  const chosen = localStorage.getItem('dondoc-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();
