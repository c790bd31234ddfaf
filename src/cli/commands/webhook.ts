import { type Command, Option } from 'commander';
import { systemActor } from '../../base/actor.ts';
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  requireWebhook,
  resendDelivery,
  rotateWebhookSecret,
  testWebhook,
  type WebhookDependencies,
} from '../../organizations/webhooks/acts.ts';
import {
  type Delivery,
  type DeliveryStatus,
  deliveryStatuses,
  listDeliveries,
  statusOf,
} from '../../webhooks/delivery-queries.ts';
import { webhookEvents } from '../../webhooks/event-types.ts';
import { listWebhooks, operatorOwner, type Webhook } from '../../webhooks/queries.ts';
import { addCommand, type Options } from '../add-command.ts';
import { type CommandContext, withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { wholeNumber } from '../option-values.ts';
import { printResult, table } from '../output.ts';
import { CliProblem } from '../problem.ts';

interface OwnerOptions extends Options {
  readonly org?: string;
  readonly operator?: boolean;
}

interface AddOptions extends OwnerOptions {
  readonly description?: string;
  readonly event?: readonly string[];
}

interface ChangeOptions extends AddOptions {
  readonly url?: string;
  readonly allEvents?: boolean;
  readonly on?: boolean;
  readonly off?: boolean;
}

interface RotateOptions extends OwnerOptions {
  readonly overlap: string;
}

interface DeliveriesOptions extends OwnerOptions {
  readonly status?: DeliveryStatus;
  readonly limit: number;
}

export function addWebhookCommands(program: Command, environment: Environment): void {
  const webhook = program
    .command('webhook')
    .description('send events of an organization, or the audit log, to other servers');
  const add = (nameAndArguments: string, summary: string) =>
    addCommand(webhook, nameAndArguments, summary)
      .addOption(new Option('--org <globalid>', 'of this organization').conflicts('operator'))
      .option('--operator', 'of the operator, which get the audit log');
  add('list', 'show webhooks').action((options: OwnerOptions) => list(environment, options));
  add('add <url>', 'add a webhook and show its secret once')
    .option('--description <text>', 'what it is for')
    .option('--event <names...>', 'the events to send; all when left out')
    .action((url: string, options: AddOptions) => create(environment, url, options));
  add('change <id>', 'change the given settings of a webhook')
    .option('--url <url>', 'where events are sent')
    .option('--description <text>', 'what it is for')
    .addOption(new Option('--event <names...>', 'the events to send').conflicts('allEvents'))
    .option('--all-events', 'send all events')
    .addOption(new Option('--on', 'send events').conflicts('off'))
    .option('--off', 'neither send nor keep events')
    .action((id: string, options: ChangeOptions) => change(environment, id, options));
  add('rotate <id>', 'create a new secret and show it once')
    .option('--overlap <seconds>', 'how long the current secret also signs', '86400')
    .action((id: string, options: RotateOptions) => rotate(environment, id, options));
  add('remove <id>', 'remove a webhook and its pending deliveries').action(
    (id: string, options: OwnerOptions) => remove(environment, id, options),
  );
  add('deliveries <id>', 'show what was sent, newest first')
    .addOption(
      new Option('--status <status>', 'only deliveries with this status').choices([...deliveryStatuses]),
    )
    .option('--limit <count>', 'maximum number', wholeNumber, 50)
    .action((id: string, options: DeliveriesOptions) => showDeliveries(environment, id, options));
  add('resend <id> <delivery>', 'send a delivery again').action(
    (id: string, delivery: string, options: OwnerOptions) => resend(environment, id, delivery, options),
  );
  add('test <id>', 'send a test event').action((id: string, options: OwnerOptions) =>
    sendTest(environment, id, options),
  );
}

/** @throws CliProblem when neither is given */
function ownerIn({ org, operator }: OwnerOptions): string {
  if (operator) return operatorOwner;
  if (org === undefined || org === '')
    throw new CliProblem('usage', 'choose whose webhooks: --org <globalid> or --operator');
  return org;
}

function dependenciesOf({ db, sealing, config }: CommandContext): WebhookDependencies {
  return { db, sealing, webhookAddresses: config.webhookAddresses };
}

async function list(environment: Environment, options: OwnerOptions): Promise<void> {
  const globalid = ownerIn(options);
  const webhooks = await withMigratedDatabase(environment, ({ db }) => listWebhooks(db, globalid));
  const rows = webhooks.map(({ webhookId, status, url, events }) => [
    webhookId,
    status,
    url,
    events.length === 0 ? 'all' : events.join(','),
  ]);
  const text = rows.length === 0 ? 'No webhooks.' : table(['ID', 'STATUS', 'URL', 'EVENTS'], rows);
  printResult(environment, options.json ?? false, webhooks.map(describeWebhook), text);
}

async function create(environment: Environment, url: string, options: AddOptions): Promise<void> {
  const globalid = ownerIn(options);
  const { description = '', event: events = [] } = options;
  refuseUnknown(globalid, events);
  const content = { globalid, url, description, events, isActive: true };
  const { webhook, secret } = await withMigratedDatabase(environment, (context) =>
    addWebhook(dependenciesOf(context), systemActor(context.now), content),
  );
  const made = { ...describeWebhook(webhook), secret };
  printResult(environment, options.json ?? false, made, `id:     ${made.id}\nsecret: ${secret}`);
}

/** Settings that are not given stay as they are. A webhook that the server switched off stays off without `--on`. */
async function change(environment: Environment, webhookId: string, options: ChangeOptions): Promise<void> {
  const name = { globalid: ownerIn(options), webhookId };
  const { url, description, allEvents, event, on, off } = options;
  const events = allEvents ? [] : event;
  refuseUnknown(name.globalid, events ?? []);
  if ([url, description, events, on, off].every((each) => each === undefined))
    throw new CliProblem(
      'usage',
      'nothing to change: give --url, --description, --event, --all-events, --on or --off',
    );
  const changed = await withMigratedDatabase(environment, async (context) => {
    const { status, ...present } = await requireWebhook(context.db, name);
    const isActive = on ?? (off === undefined && status === 'active');
    const content = {
      url: url ?? present.url,
      description: description ?? present.description,
      events: events ?? present.events,
    };
    return changeWebhook(dependenciesOf(context), systemActor(context.now), {
      ...name,
      ...content,
      isActive,
    });
  });
  printResult(environment, options.json ?? false, describeWebhook(changed), `changed: ${webhookId}`);
}

/** @throws CliProblem for an event that organizations cannot subscribe to */
function refuseUnknown(globalid: string, events: readonly string[]): void {
  const unknown = globalid === operatorOwner ? undefined : events.find((name) => !isWebhookEvent(name));
  if (unknown === undefined) return;
  throw new CliProblem('usage', `unknown event ${unknown}; known events: ${webhookEvents.join(', ')}`);
}

function isWebhookEvent(name: string): boolean {
  return webhookEvents.some((event) => event === name);
}

async function rotate(environment: Environment, webhookId: string, options: RotateOptions): Promise<void> {
  const overlapSeconds = Number(options.overlap);
  if (!/^\d{1,7}$/.test(options.overlap)) throw new CliProblem('usage', '--overlap must be seconds');
  const rotation = { globalid: ownerIn(options), webhookId, overlapSeconds };
  const { secret, formerUntil } = await withMigratedDatabase(environment, (context) =>
    rotateWebhookSecret(context, systemActor(context.now), rotation),
  );
  const made = { id: webhookId, secret, former_until: formerUntil?.toISOString() ?? null };
  printResult(environment, options.json ?? false, made, `secret: ${secret}`);
}

async function remove(environment: Environment, webhookId: string, options: OwnerOptions): Promise<void> {
  const globalid = ownerIn(options);
  await withMigratedDatabase(environment, (context) =>
    removeWebhook(context, systemActor(context.now), { globalid, webhookId }),
  );
  printResult(environment, options.json ?? false, { id: webhookId }, `removed: ${webhookId}`);
}

async function showDeliveries(
  environment: Environment,
  webhookId: string,
  options: DeliveriesOptions,
): Promise<void> {
  const globalid = ownerIn(options);
  const { status, limit: max } = options;
  const deliveries = await withMigratedDatabase(environment, async ({ db }) => {
    await requireWebhook(db, { globalid, webhookId });
    return listDeliveries(db, webhookId, { status, start: 0, max });
  });
  const shown = deliveries.map(describeDelivery);
  const heading = ['ID', 'MADE', 'EVENT', 'STATUS', 'ATTEMPTS', 'ANSWER', 'PROBLEM'];
  const rows = shown.map((each) => [
    each.id,
    each.created_at,
    each.event,
    each.status,
    String(each.attempts),
    String(each.response_status ?? '-'),
    each.problem || '-',
  ]);
  printResult(
    environment,
    options.json ?? false,
    shown,
    rows.length === 0 ? 'No deliveries.' : table(heading, rows),
  );
}

async function resend(
  environment: Environment,
  webhookId: string,
  deliveryId: string,
  options: OwnerOptions,
): Promise<void> {
  const name = { globalid: ownerIn(options), webhookId, deliveryId };
  await withMigratedDatabase(environment, (context) =>
    resendDelivery(context, systemActor(context.now), name),
  );
  const text = `A server sends ${deliveryId} within seconds.`;
  printResult(environment, options.json ?? false, { id: deliveryId }, text);
}

async function sendTest(environment: Environment, webhookId: string, options: OwnerOptions): Promise<void> {
  const name = { globalid: ownerIn(options), webhookId };
  const { deliveryId } = await withMigratedDatabase(environment, (context) =>
    testWebhook(context, systemActor(context.now), name),
  );
  const text = `A server sends ${deliveryId} within seconds.`;
  printResult(environment, options.json ?? false, { id: deliveryId }, text);
}

function describeWebhook({ webhookId, createdAt, failingSince, ...webhook }: Webhook) {
  return {
    id: webhookId,
    url: webhook.url,
    description: webhook.description,
    events: webhook.events,
    status: webhook.status,
    failing_since: failingSince?.toISOString() ?? null,
    created_at: createdAt.toISOString(),
  };
}

function describeDelivery(delivery: Delivery) {
  return {
    id: delivery.deliveryId,
    event: delivery.type,
    status: statusOf(delivery),
    attempts: delivery.attempts,
    response_status: delivery.responseStatus,
    problem: delivery.lastError,
    created_at: delivery.createdAt.toISOString(),
    body: delivery.body,
  };
}
