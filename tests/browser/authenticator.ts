import type { Page } from 'playwright-core';

/**
 * Adds a virtual authenticator to the page's browser: it stores passkeys and verifies its user (WebAuthn domain of
 * Chromium's protocol).
 */
export async function addDeviceForPasskeys(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
