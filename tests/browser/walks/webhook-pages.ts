import type { Walker } from './walk.ts';

/** From the form of a new webhook to its removal. @param path of the list */
export async function lookAtWebhooks(
  { page, goTo, press, fill, look }: Walker,
  path: string,
  name: string,
): Promise<void> {
  await goTo(`${path}/new`);
  await press('Add webhook');
  await look(`${name}-errors`);
  await fill({ Address: 'https://hooks.example/events' });
  await press('Add webhook');
  await look(`${name}-made`);
  await press('Continue to the webhook');
  await look(name);
  const webhook = page.url();
  for (const act of ['rotate', 'delete']) {
    await page.goto(`${webhook}/${act}`);
    await look(`${name}-${act}`);
  }
}
