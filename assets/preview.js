// Previews a description and a logo as users will see them.

for (const block of document.querySelectorAll('[data-preview-text]')) {
  const preview = document.getElementById(block.dataset.previewText);
  const field = block.querySelector('textarea');
  const show = () => {
    preview.textContent = field.value.trim() || preview.dataset.none;
    preview.lang = field.lang;
  };
  field.addEventListener('input', show);
  field.addEventListener('focus', show);
}

for (const input of document.querySelectorAll('[data-preview-image]')) {
  const preview = document.getElementById(input.dataset.previewImage);
  input.addEventListener('change', () => {
    const [file] = input.files;
    if (!file?.type.startsWith('image/')) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      preview.src = reader.result;
      preview.hidden = false;
    });
    reader.readAsDataURL(file);
  });
}
