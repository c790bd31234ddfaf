// Enhances the documentation, which can also be read without this script.

const documentation = document.querySelector('.documentation');

// The language of the examples is the same everywhere, and remembered.
const remembered = 'documentation.language';
const choose = (language) => {
  for (const choice of document.querySelectorAll('.samples input'))
    choice.checked ||= choice.value === language;
};
choose(localStorage.getItem(remembered) ?? 'curl');
documentation.addEventListener('change', ({ target }) => {
  if (!target.closest('.samples')) return;
  const place = target.getBoundingClientRect().top;
  choose(target.value);
  localStorage.setItem(remembered, target.value);
  // Keeps the position, because examples above may have become longer.
  window.scrollBy({ top: target.getBoundingClientRect().top - place, behavior: 'instant' });
});

// Adds a button to each example that copies the shown code.
if (navigator.clipboard)
  for (const sample of document.querySelectorAll('.samples, .sample')) offerToCopy(sample);

function offerToCopy(sample) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet small copy-sample';
  button.textContent = documentation.dataset.copy;
  button.addEventListener('click', async () => {
    const shown = [...sample.querySelectorAll('pre')].find((each) => each.offsetParent !== null);
    await navigator.clipboard.writeText(shown.textContent);
    button.textContent = documentation.dataset.copied;
    setTimeout(() => {
      button.textContent = documentation.dataset.copy;
    }, 2000);
  });
  sample.append(button);
}

// Searches for operations while the user types. The server does the search.
const field = document.querySelector('.documentation input[type=search]');
const found = document.getElementById('found');
let waiting;
field?.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150);
});

async function search() {
  const words = field.value;
  const results = words.trim() === '' ? null : await resultsOf(words);
  if (words !== field.value) return;
  document.getElementById('results')?.remove();
  found.replaceChildren(...(results ? [results] : []));
}

async function resultsOf(words) {
  const answer = await fetch(`${field.form.action}?${new URLSearchParams({ q: words })}`);
  return new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('results');
}

// Old URLs name an operation within what used to be one page.
const name = decodeURIComponent(location.hash.slice(1));
if (name && !document.getElementById(name)) {
  const link = document.querySelector(`.contents a[href$="/${CSS.escape(name)}"]`);
  if (link) location.replace(link.href);
}
