import { type Command, Option } from 'commander';
import { systemActor } from '../../base/actor.ts';
import { systemClock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { dropMessage, maskRecipient, resendMessage } from '../../outbox/acts.ts';
import type { Channel } from '../../outbox/queries.ts';
import {
  findMessage,
  listMessages,
  type MessageState,
  messageStates,
  type StoredMessage,
} from '../../outbox/stored-message-queries.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { momentAt, wholeNumber } from '../option-values.ts';
import { printResult, table } from '../output.ts';

interface ListOptions extends Options {
  readonly state?: MessageState;
  readonly channel?: Channel;
  readonly olderThan?: Date;
  readonly limit: number;
  readonly before?: string;
}

export function addMessagesCommands(program: Command, environment: Environment): void {
  const messages = program
    .command('messages')
    .description('manage mails and SMS that are waiting or have failed');
  addCommand(messages, 'list', 'show messages, newest first, without their content')
    .addOption(new Option('--state <state>', 'only these').choices([...messageStates]))
    .addOption(new Option('--channel <channel>', 'only these').choices(['mail', 'sms', 'logout']))
    .option('--older-than <age>', 'an age such as 30m, 12h or 7d', momentAt(systemClock.now()))
    .option('--limit <count>', 'maximum number', wholeNumber, 50)
    .option('--before <id>', 'continue after this message')
    .action((options: ListOptions) => showMessages(environment, options));
  addCommand(messages, 'show <id>', 'show everything about a message except its content').action(
    (id: string, options: Options) => showMessage(environment, id, options),
  );
  addCommand(messages, 'resend <id>', 'send a waiting or abandoned message now').action(
    (id: string, options: Options) => resend(environment, id, options),
  );
  addCommand(messages, 'drop <id>', 'delete the content of a message, so that it is not sent').action(
    (id: string, options: Options) => drop(environment, id, options),
  );
}

async function showMessages(environment: Environment, options: ListOptions): Promise<void> {
  const { json = false, olderThan: until, ...search } = options;
  const messages = await withMigratedDatabase(environment, ({ db }) =>
    listMessages(db, { ...search, ...(until && { until }) }),
  );
  const heading = ['ID', 'MADE', 'STATE', 'CHANNEL', 'KIND', 'TO', 'ATTEMPTS', 'LAST ERROR'];
  const text = messages.length === 0 ? 'No such messages.' : table(heading, messages.map(rowOf));
  printResult(environment, json, messages.map(describe), text);
}

function rowOf(message: StoredMessage): string[] {
  const { id, created_at, state, channel, template, to, attempts, last_error } = describe(message);
  return [id, created_at, state, channel, template, to, String(attempts), last_error || '-'];
}

async function showMessage(environment: Environment, id: string, { json = false }: Options): Promise<void> {
  const message = await withMigratedDatabase(environment, ({ db }) => findMessage(db, id));
  if (!message) throw new NotFound('message_not_found', { description: 'No message has this id.' });
  const shown = describe(message);
  const lines = Object.entries(shown).map(([name, value]) => `${name} = ${value ?? '-'}`);
  printResult(environment, json, shown, lines.join('\n'));
}

async function resend(environment: Environment, id: string, { json = false }: Options): Promise<void> {
  await withMigratedDatabase(environment, (context) => resendMessage(context, systemActor(context.now), id));
  printResult(environment, json, { id }, `A server sends ${id} within five seconds.`);
}

async function drop(environment: Environment, id: string, { json = false }: Options): Promise<void> {
  await withMigratedDatabase(environment, (context) => dropMessage(context, systemActor(context.now), id));
  printResult(environment, json, { id }, `Dropped: ${id}`);
}

function describe(message: StoredMessage) {
  return {
    id: message.messageId,
    state: message.state,
    channel: message.channel,
    template: message.template,
    to: maskRecipient(message.channel, message.recipient),
    language: message.language,
    username: message.username,
    attempts: message.attempts,
    last_error: message.lastError,
    created_at: message.createdAt.toISOString(),
    next_attempt_at: isUnsent(message) ? message.availableAt.toISOString() : null,
    sent_at: message.sentAt?.toISOString() ?? null,
    abandoned_at: message.failedAt?.toISOString() ?? null,
  };
}

function isUnsent({ state }: StoredMessage): boolean {
  return state === 'waiting' || state === 'retrying';
}
