// Passkeys need scripts. Without this one, pages offer the alternatives.
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

/** A failure, by the names in `ui/passkey-failures.tsx`. */
class Failure extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

/** Errors of the browser (Web Authentication, sections 5.1.3 and 5.1.4). */
const kinds = {
  AbortError: 'cancelled',
  InvalidStateError: 'known',
  NotAllowedError: 'cancelled',
  NotSupportedError: 'device',
  ConstraintError: 'device',
  UnknownError: 'device',
  NotReadableError: 'device',
  SecurityError: 'address',
  TypeError: 'network',
};

function kindOf(error) {
  if (error instanceof Failure) return error.kind;
  return kinds[error?.name] ?? kinds[error?.cause?.name] ?? 'failed';
}

async function post(path, body = {}) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Failure(refusals[answer.status] ?? 'failed');
  return answer.json();
}

/** Browsers report cancelled and timed-out ceremonies in the same way. */
async function inTime(optionsJSON, start) {
  const began = performance.now();
  try {
    return await start({ optionsJSON });
  } catch (error) {
    const isLate = performance.now() - began >= optionsJSON.timeout;
    throw isLate && error.name === 'NotAllowedError' ? new Failure('timedOut') : error;
  }
}

const optionsOf = (place) => post(`${place.dataset.passkeyUse}/options`);

async function send(place, response) {
  const { redirecturl } = await post(`${place.dataset.passkeyUse}${location.search}`, {
    response: JSON.stringify(response),
  });
  location.assign(redirecturl);
}

async function use(place) {
  await send(place, await inTime(await optionsOf(place), startAuthentication));
}

/** Uses a passkey that the user chooses from the suggestions of the field. */
async function useSuggested(place) {
  let response;
  try {
    response = await startAuthentication({
      optionsJSON: await optionsOf(place),
      useBrowserAutofill: true,
    });
  } catch {
    // The user did not ask for this, so a failure is not shown.
    return;
  }
  await send(place, response).catch((error) => tell(place, error));
}

async function register(place) {
  const path = place.dataset.passkeyAdd;
  const optionsJSON = await post(`${path}/options`);
  const response = await inTime(optionsJSON, startRegistration);
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
  (button.closest('[data-offer]') ?? button).hidden = false;
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
    offer(using, () => use(using));
    const hasField = document.querySelector('input[autocomplete~="webauthn"]') !== null;
    if (hasField && (await browserSupportsWebAuthnAutofill())) await useSuggested(using);
  }
}
