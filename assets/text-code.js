// Goes on by itself once the link of the text message was opened, here or on the phone.
const hint = document.querySelector('[data-wait-for-text]');
const form = document.querySelector('form[action="/login/smsconfirmation"]');

async function isConfirmed() {
  const answer = await fetch('/login/smsconfirmed', { headers: { Accept: 'application/json' } });
  return answer.ok && (await answer.json()).confirmed === true;
}

async function wait() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    if (document.hidden) continue;
    if (await isConfirmed().catch(() => false)) return form.requestSubmit();
  }
}

if (hint && form) {
  form.noValidate = true;
  wait();
}
