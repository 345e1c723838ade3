// Tells before sending that the chosen file bears no signature. The server checks all signatures itself; this only looks.
(() => {
  const field = document.getElementById('id_file');
  const told = document.querySelector('[data-unsigned]');
  if (!field || !told) return;
  field.addEventListener('change', async () => {
    const [file] = field.files;
    told.hidden = true;
    if (!file) return;
    const bytes = await file.text();
    told.hidden = bytes.includes('/ByteRange');
  });
})();
