// Shows whether a name is free while it is typed. The server checks it again when the form is submitted.
for (const block of document.querySelectorAll('[data-check-name]')) {
  const input = block.querySelector('input');
  const result = block.querySelector('[data-check-result]');
  let timer;
  let latest = 0;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    latest += 1;
    result.textContent = '';
    if (input.value.trim() !== '') timer = setTimeout(() => check(latest), 300);
  });

  async function check(asked) {
    const address = `${block.dataset.checkName}?${new URLSearchParams({ name: input.value })}`;
    const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => undefined);
    if (!answer?.ok || asked !== latest) return;
    const { isFree, text } = await answer.json();
    result.textContent = text;
    result.className = isFree ? 'hint good' : 'error-text';
  }
}
