// Makes forms more comfortable; none of them needs it.

// What was wrong is read out first.
document.querySelector('[data-focus]')?.focus();

for (const form of document.querySelectorAll('form[method="post"]')) {
  offerToShowPasswords(form);
  sendOnce(form);
}
for (const button of document.querySelectorAll('button[data-wait-seconds]')) countDown(button);

function offerToShowPasswords(form) {
  const fields = [...form.querySelectorAll('input[type="password"]')];
  if (fields.length === 0 || !form.dataset.showPassword) return;
  const toggle = document.createElement('button');
  toggle.type = 'button';
  toggle.className = 'link reveal';
  toggle.textContent = form.dataset.showPassword;
  const show = (isShown) => {
    toggle.setAttribute('aria-pressed', String(isShown));
    for (const field of fields) field.type = isShown ? 'text' : 'password';
  };
  toggle.addEventListener('click', () => show(toggle.getAttribute('aria-pressed') !== 'true'));
  // Browsers remember what was in other fields.
  form.addEventListener('submit', () => show(false));
  show(false);
  fields[0].after(toggle);
}

/** A second press while the answer is on its way is none. */
function sendOnce(form) {
  let sentAt = Number.NEGATIVE_INFINITY;
  form.addEventListener('submit', (event) => {
    if (event.timeStamp - sentAt < 5000) event.preventDefault();
    else sentAt = event.timeStamp;
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sentAt = Number.NEGATIVE_INFINITY;
  });
}

/** Messages take a moment: who asks for another at once would have two, and the first would no longer work. */
function countDown(button) {
  const label = button.textContent;
  let seconds = Number(button.dataset.waitSeconds);
  const tick = () => {
    button.disabled = seconds > 0;
    button.textContent = seconds > 0 ? `${label} (${seconds})` : label;
    if (seconds <= 0) clearInterval(timer);
    seconds -= 1;
  };
  const timer = setInterval(tick, 1000);
  tick();
}
