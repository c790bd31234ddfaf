// Passkeys need scripts: without this one, pages offer what works without.
const { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill, startAuthentication, startRegistration } =
  globalThis.SimpleWebAuthnBrowser;

async function post(path, body = {}) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function use(place, useBrowserAutofill) {
  const path = place.dataset.passkeyUse;
  const optionsJSON = await post(`${path}/options`);
  const response = await startAuthentication({ optionsJSON, useBrowserAutofill });
  const { redirecturl } = await post(`${path}${location.search}`, {
    response: JSON.stringify(response),
  });
  location.assign(redirecturl);
}

async function register(place) {
  const path = place.dataset.passkeyAdd;
  const optionsJSON = await post(`${path}/options`);
  const response = await startRegistration({ optionsJSON });
  const label = place.querySelector('input').value;
  const { redirecturl } = await post(path, { label, response: JSON.stringify(response) });
  location.assign(redirecturl);
}

function offer(place, action) {
  const button = place.querySelector('button');
  const failure = place.querySelector('[data-failure]');
  button.hidden = false;
  place.querySelector('[data-unsupported]')?.remove();
  button.addEventListener('click', () =>
    action().catch(() => {
      if (failure) failure.hidden = false;
    }),
  );
}

const [using, adding] = ['[data-passkey-use]', '[data-passkey-add]'].map((name) =>
  document.querySelector(name),
);
if (browserSupportsWebAuthn()) {
  if (adding) offer(adding, () => register(adding));
  if (using) {
    offer(using, () => use(using, false));
    const hasField = document.querySelector('input[autocomplete~="webauthn"]') !== null;
    if (hasField && (await browserSupportsWebAuthnAutofill())) use(using, true).catch(() => undefined);
  }
}
