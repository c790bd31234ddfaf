// Enhances the account pages. All of them work without this script.

for (const place of document.querySelectorAll('.copy')) offerToCopy(place);

function offerToCopy(place) {
  const button = place.querySelector('button');
  const said = place.querySelector('[role=status]');
  const text = place.querySelector('code')?.textContent ?? '';
  if (!navigator.clipboard || !button) return;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = place.dataset.copied;
    said.textContent = place.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      said.textContent = '';
    }, 2000);
  });
}

// Closes an open menu when the user clicks elsewhere.
const drops = [...document.querySelectorAll('details.drop')];
const close = (except) => {
  for (const drop of drops) if (drop !== except) drop.open = false;
};
document.addEventListener('click', ({ target }) => close(target.closest?.('details.drop')));
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  const open = drops.find((drop) => drop.open);
  close();
  open?.querySelector('summary').focus();
});
