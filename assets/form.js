// Enhances forms. All of them work without this script.

// Errors are read out first.
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
  // Browsers remember the values of fields that are not password fields.
  form.addEventListener('submit', () => show(false));
  show(false);
  fields[0].after(toggle);
}

/** Ignores a second press until the response arrives. */
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

/**
 * Messages take a moment. A user who asks for another one at once would get two, and the first would no longer work.
 */
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
