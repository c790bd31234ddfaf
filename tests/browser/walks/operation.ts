import { randomUUID } from 'node:crypto';
import { systemActor } from '../../../src/base/actor.ts';
import { createSealing } from '../../../src/crypto/sealing.ts';
import { translatorFor } from '../../../src/i18n/catalogue.ts';
import { addOperator } from '../../../src/operators/acts.ts';
import { countAttempts, passwordCounts } from '../../../src/rate-limits/attempts.ts';
import { testKey } from '../../support/app.ts';
import { newAccount } from '../people.ts';
import { enterAs } from '../signed-in.ts';
import type { Site } from '../site.ts';
import type { Walk } from './walk.ts';
import { lookAtWebhooks } from './webhook-pages.ts';

/** The operator's pages about the service: messages, limits, keys, settings, health. */
export const operation: Walk = async ({ site, page, goTo, press, look }) => {
  const { app } = site;
  const translate = translatorFor('en');
  const person = await newAccount(site);
  const helper = await newAccount(site);
  await addOperator(app.database, systemActor(app.clock.now()), helper.username);
  const id = await addAbandonedMessage(site, person.username);
  for (let each = 0; each < 10; each += 1)
    await countAttempts(app.database.db, app.clock.now(), passwordCounts(person.username, '192.0.2.1').all);
  await enterAs(site, page.context(), helper.username);
  await goTo('/admin/messages');
  await look('admin-messages');
  await goTo('/admin/messages?state=sent');
  await goTo(`/admin/messages/${id}`);
  await look('admin-message');
  await goTo(`/admin/messages/${id}/resend`);
  await look('admin-message-resend');
  await press('Drop the message');
  await look('admin-message-drop');
  await press('Drop the message');
  await look('admin-message-dropped');
  await goTo(`/admin/limits?name=${person.username}&network=192.0.2.1`);
  await look('admin-limits');
  const limit = translate('limit.passwordsOfAccount');
  await press(translate('adminLimits.lift.label', { limit }));
  await look('admin-limit-lifted');
  await goTo('/admin/keys');
  await press('Rotate the ES384 key');
  await look('admin-key-rotate');
  await press('Rotate');
  await look('admin-keys');
  const withdraw = page.locator('a[href^="/admin/keys/withdraw/"]').first();
  await goTo((await withdraw.getAttribute('href')) ?? '');
  await look('admin-key-withdraw');
  await goTo('/admin/keys/rotate/ES384');
  await press('Rotate');
  await look('admin-key-rotate-refused');
  await goTo('/admin/settings');
  await look('admin-settings');
  await goTo('/admin/health');
  await look('admin-health');
};

/** Webhooks for the audit log, and registrations that await confirmation. */
export const operatorWebhooks: Walk = async (walker) => {
  const { site, page, goTo, press, fill, look } = walker;
  const { app } = site;
  const password = 'the quiet river bends';
  await goTo('/register');
  await fill({ 'First name': 'Maria', 'Last name': 'Jansen', 'Email address': 'waits@company.com' });
  await fill({ 'Mobile phone number': '+32470559001', Password: password, 'Repeat the password': password });
  await press('Continue');
  const { username } = await newAccount(site);
  await addOperator(app.database, systemActor(app.clock.now()), username);
  await enterAs(site, page.context(), username);
  await goTo('/admin/registrations');
  await look('admin-registrations');
  await goTo('/admin/webhooks');
  await look('admin-webhooks-empty');
  await lookAtWebhooks(walker, '/admin/webhooks', 'admin-webhook');
};

async function addAbandonedMessage({ app }: Site, username: string): Promise<string> {
  const id = randomUUID();
  const content = JSON.stringify({ message: { to: ['ada@company.com'] } });
  const now = app.clock.now();
  await app.database.db
    .insertInto('outbox_messages')
    .values({
      message_id: id,
      channel: 'mail',
      recipient: 'ada@company.com',
      template: 'emailValidation',
      language: 'en',
      username,
      sealed_content: createSealing([testKey]).seal(content, `outbox_message:${id}`),
      created_at: now,
      available_at: now,
      attempts: 8,
      failed_at: now,
      last_error: 'EAUTH 535',
    })
    .execute();
  return id;
}
