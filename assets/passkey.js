// Passkeys need scripts: without this one, pages offer what works without.
const { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill, startAuthentication, startRegistration } =
  globalThis.SimpleWebAuthnBrowser;

const refusals = {
  401: 'session',
  403: 'session',
  409: 'known',
  422: 'refused',
  423: 'closed',
  429: 'tooMany',
};

/** What went wrong, by the names of `ui/passkey-failures.tsx`. */
class Refused extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.kind = refusals[status] ?? 'failed';
  }
}

/** Errors of the browser (Web Authentication, sections 5.1.3 and 5.1.4). */
const kinds = {
  AbortError: 'cancelled',
  InvalidStateError: 'known',
  NotAllowedError: 'cancelled',
  NotSupportedError: 'device',
  ConstraintError: 'device',
  SecurityError: 'address',
  TypeError: 'network',
};

function kindOf(error) {
  if (error instanceof Refused) return error.kind;
  return kinds[error?.name] ?? kinds[error?.cause?.name] ?? 'failed';
}

async function post(path, body = {}) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Refused(answer.status);
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

function tell(place, error) {
  const failure = place.querySelector('[data-failure]');
  const texts = JSON.parse(failure.dataset.failure);
  failure.textContent = texts[kindOf(error)] ?? texts.failed;
  failure.hidden = false;
}

function offer(place, action) {
  const button = place.querySelector('button');
  const failure = place.querySelector('[data-failure]');
  button.hidden = false;
  place.querySelector('[data-unsupported]')?.remove();
  button.addEventListener('click', async () => {
    failure.hidden = true;
    button.disabled = true;
    try {
      await action();
    } catch (error) {
      tell(place, error);
    } finally {
      button.disabled = false;
    }
  });
}

const [using, adding] = ['[data-passkey-use]', '[data-passkey-add]'].map((name) =>
  document.querySelector(name),
);
if (!globalThis.isSecureContext) {
  for (const place of [using, adding]) {
    const hint = place?.querySelector('[data-insecure]');
    if (hint) hint.textContent = hint.dataset.insecure;
  }
} else if (browserSupportsWebAuthn()) {
  if (adding) offer(adding, () => register(adding));
  if (using) {
    offer(using, () => use(using, false));
    const hasField = document.querySelector('input[autocomplete~="webauthn"]') !== null;
    if (hasField && (await browserSupportsWebAuthnAutofill()))
      use(using, true).catch((error) => {
        // Of what no one asked for nothing is said.
        if (kindOf(error) !== 'cancelled') tell(using, error);
      });
  }
}
