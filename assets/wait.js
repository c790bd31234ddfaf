// Continues automatically once the link of a message has been opened, here or on another device.
const waiting = document.querySelector('[data-wait-for]');
const form = waiting?.dataset.waitForm && document.getElementById(waiting.dataset.waitForm);

const pause = () => new Promise((resolve) => setTimeout(resolve, 2000));

/** @returns undefined when there is nothing left to wait for */
async function isConfirmed() {
  const answer = await fetch(waiting.dataset.waitFor, { headers: { Accept: 'application/json' } });
  return answer.ok ? (await answer.json()).confirmed === true : undefined;
}

async function wait() {
  for (;;) {
    await pause();
    if (document.hidden) continue;
    const confirmed = await isConfirmed().catch(() => false);
    if (confirmed === undefined) return;
    if (confirmed) return form ? goOn() : location.assign(waiting.dataset.waitPage ?? location.pathname);
  }
}

/** Submits without the typed code, because the link was opened. */
function goOn() {
  form.reset();
  form.submit();
}

if (waiting) wait();
