import sharp from 'sharp';
import type { FakeProvider } from '../../support/fake-provider.ts';
import { newAccount } from '../people.ts';
import { enterAs } from '../signed-in.ts';
import type { Walk } from './walk.ts';

/** External accounts: linking, viewing and removing them. */
export function linkedAccounts(provider: () => FakeProvider): Walk {
  return async ({ site, page, goTo, press, look }) => {
    const { overrides } = provider();
    const face = { width: 460, height: 460, channels: 3, background: '#5a8' } as const;
    provider().pictureContent = await sharp({ create: face }).jpeg().toBuffer();
    const { username } = await newAccount(site);
    await enterAs(site, page.context(), username);
    await goTo('/account/linked');
    await look('linked-offered');
    await press('Link GitHub');
    await page.getByText('Mona Lisa').waitFor();
    await press('Link Facebook');
    await page.getByText('Mona Facebook').waitFor();
    await page.waitForFunction(() =>
      Array.from(document.querySelectorAll('img')).every(({ naturalWidth }) => naturalWidth > 0),
    );
    await look('linked');
    await press('Unlink Facebook');
    await look('linked-remove');
    await press('Unlink');
    overrides.set('/v25.0/me', (response) => void response.writeHead(500).end());
    await press('Link Facebook');
    await page.getByRole('heading', { name: 'The account could not be linked' }).waitFor();
    await look('linked-failed');
    await page.reload();
    await look('linked-stale');
    await goTo('/account/linked?again');
    await look('linked-again');
    overrides.delete('/v25.0/me');
  };
}

/** An operator without providers. */
export const noLinkedAccounts: Walk = async ({ site, page, goTo, look }) => {
  const { username } = await newAccount(site);
  await enterAs(site, page.context(), username);
  await goTo('/account/linked');
  await look('linked-none');
};
