import type { Page } from 'playwright-core';

/** Gives a page's browser a device that keeps passkeys and knows its owner (WebAuthn domain of Chromium's protocol). */
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
