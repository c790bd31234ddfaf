import type { Command } from 'commander';
import { cancelFactorResetOf } from '../../authentication/lost-factors/acts.ts';
import { systemActor } from '../../base/actor.ts';
import { foldUsername } from '../../names/typed-text.ts';
import {
  deleteAccount,
  lockAccount,
  resendValidations,
  resetFactorsOf,
  unlockAccount,
} from '../../operators/accounts/acts.ts';
import { cancelDeletionOf, graceDays } from '../../privacy/deletion/acts.ts';
import { addCommand, type Options } from '../add-command.ts';
import { type CommandContext, withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { messageQueueOf, publicUrlOf } from '../message-queue.ts';
import { printResult } from '../output.ts';
import { CliProblem } from '../problem.ts';

/** Adds to `user` the commands with which operators act on accounts. */
export function addUserAccessCommands(user: Command, environment: Environment): void {
  addCommand(user, 'lock <username>', 'keep a user out, and end all sessions and tokens').action(
    (name: string, options: Options) => lock(environment, foldUsername(name), options),
  );
  addCommand(user, 'unlock <username>', 'let a locked user sign in again').action(
    (name: string, options: Options) => unlock(environment, foldUsername(name), options),
  );
  addCommand(
    user,
    'reset-factors <username>',
    'remove all second factors after a waiting period; the user can cancel',
  ).action((name: string, options: Options) => resetFactors(environment, foldUsername(name), options));
  addCommand(user, 'cancel-reset <username>', 'cancel a pending removal of second factors').action(
    (name: string, options: Options) => cancelReset(environment, foldUsername(name), options),
  );
  addCommand(user, 'resend <username>', 'mail the confirmation links of email addresses again').action(
    (name: string, options: Options) => resend(environment, foldUsername(name), options),
  );
  addCommand(user, 'delete <username>', `close an account, and erase it after ${graceDays} days`).action(
    (name: string, options: Options) => closeAccount(environment, foldUsername(name), options),
  );
  addCommand(user, 'cancel-deletion <username>', 'keep an account that is about to be erased').action(
    (name: string, options: Options) => keepAccount(environment, foldUsername(name), options),
  );
}

/** The dependencies of these commands. */
export function accountDependenciesOf(context: CommandContext) {
  const { db, sealing, config } = context;
  const { factorResetDays } = config;
  return { db, sealing, factorResetDays, messages: messageQueueOf(context), publicUrl: publicUrlOf(context) };
}

async function lock(environment: Environment, username: string, { json = false }: Options): Promise<void> {
  await withMigratedDatabase(environment, (context) =>
    lockAccount(accountDependenciesOf(context), systemActor(context.now), username),
  );
  printResult(environment, json, { username }, `${username} is locked.`);
}

async function unlock(environment: Environment, username: string, { json = false }: Options): Promise<void> {
  await withMigratedDatabase(environment, (context) =>
    unlockAccount(accountDependenciesOf(context), systemActor(context.now), username),
  );
  printResult(environment, json, { username }, `${username} is unlocked.`);
}

async function resetFactors(
  environment: Environment,
  username: string,
  { json = false }: Options,
): Promise<void> {
  const state = await withMigratedDatabase(environment, (context) =>
    resetFactorsOf(accountDependenciesOf(context), systemActor(context.now), username),
  );
  const readyAt = state.kind === 'waiting' ? state.readyAt.toISOString() : null;
  const when = readyAt === null ? 'at once' : `from ${readyAt}`;
  const text = `${username} can remove all second factors ${when}, after entering the password.`;
  printResult(environment, json, { username, ready_at: readyAt }, text);
}

async function cancelReset(
  environment: Environment,
  username: string,
  { json = false }: Options,
): Promise<void> {
  await withMigratedDatabase(environment, (context) =>
    cancelFactorResetOf(accountDependenciesOf(context), systemActor(context.now), username),
  );
  printResult(environment, json, { username }, `${username} keeps all second factors.`);
}

async function resend(environment: Environment, username: string, { json = false }: Options): Promise<void> {
  const addresses = await withMigratedDatabase(environment, (context) =>
    resendValidations(accountDependenciesOf(context), systemActor(context.now), username),
  );
  const text = `A server sends ${addresses} ${addresses === 1 ? 'mail' : 'mails'} within seconds.`;
  printResult(environment, json, { username, addresses }, text);
}

async function keepAccount(
  environment: Environment,
  username: string,
  { json = false }: Options,
): Promise<void> {
  const outcome = await withMigratedDatabase(environment, (context) =>
    cancelDeletionOf(accountDependenciesOf(context), systemActor(context.now), username),
  );
  const locked = outcome === 'locked' ? ' It stays locked.' : '';
  printResult(environment, json, { username, outcome }, `${username} will not be deleted.${locked}`);
}

async function closeAccount(
  environment: Environment,
  username: string,
  { json = false }: Options,
): Promise<void> {
  const outcome = await withMigratedDatabase(environment, (context) =>
    deleteAccount(accountDependenciesOf(context), systemActor(context.now), username),
  );
  if (outcome.kind === 'sole owner')
    throw new CliProblem(
      'sole_owner',
      `${username} is the only owner of ${outcome.organizations.join(', ')}`,
    );
  if (outcome.kind === 'closed before')
    throw new CliProblem('account_closed', `${username} is already closed`);
  printResult(
    environment,
    json,
    { username },
    `${username} is closed and will be erased after ${graceDays} days.`,
  );
}
