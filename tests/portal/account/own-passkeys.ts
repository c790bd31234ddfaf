import { testUrl } from '../../support/app.ts';
import { type AuthenticatorSettings, createAuthenticator } from '../../support/authenticator.ts';
import type { UserAgent } from '../../support/user-agent.ts';

export const passkeysPath = '/account/security/passkeys';

/** Adds a passkey on its page. */
export async function addPasskey(agent: UserAgent, settings: Partial<AuthenticatorSettings> = {}) {
  const device = createAuthenticator({ origin: testUrl, ...settings });
  const options = (await agent.postJson(`${passkeysPath}/options`, {})).body;
  const credential = JSON.stringify(device.register(options));
  const response = await agent.postJson(passkeysPath, { label: 'laptop', response: credential });
  return { device, options, credential, response };
}
