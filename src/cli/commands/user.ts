import type { Command } from 'commander';
import type { Kysely } from 'kysely';
import { setPassword } from '../../authentication/passwords/acts.ts';
import { systemActor } from '../../base/actor.ts';
import type { Config } from '../../base/config.ts';
import { NotFound } from '../../base/errors.ts';
import { createPasswords } from '../../crypto/passwords.ts';
import { foldUsername } from '../../names/typed-text.ts';
import { endSessionsOf } from '../../operators/accounts/acts.ts';
import type { Database } from '../../schema.ts';
import { createAccount } from '../../users/acts.ts';
import { findUser, listUsers, type User } from '../../users/queries.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { messageQueueOf } from '../message-queue.ts';
import { type NewPassword, readNewPassword } from '../new-password.ts';
import { printResult, table } from '../output.ts';
import { CliProblem } from '../problem.ts';
import { checked } from '../typed-values.ts';
import { accountDependenciesOf, addUserAccessCommands } from './user-access.ts';

interface PasswordOptions extends Options {
  readonly passwordStdin?: boolean;
}

interface CreateOptions extends PasswordOptions {
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  readonly phone?: string;
}

interface SignOutOptions extends Options {
  readonly all?: boolean;
}

const passwordOption = [
  '--password-stdin',
  'read the password from standard input instead of generating one',
] as const;

export function addUserCommands(program: Command, environment: Environment): void {
  const user = program.command('user').description('manage users');
  addCommand(user, 'create <username>', 'create a user who can sign in at once')
    .requiredOption('--first-name <name>', 'first name')
    .requiredOption('--last-name <name>', 'last name')
    .option('--email <address>', 'an email address, stored as confirmed')
    .option('--phone <number>', 'a phone number (+3212341234123), stored as confirmed')
    .option(...passwordOption)
    .action((username: string, options: CreateOptions) => createUser(environment, username, options));
  addCommand(user, 'list', 'show all users').action((options: Options) => showUsers(environment, options));
  addCommand(user, 'set-password <username>', 'set a new password and sign the user out everywhere')
    .option(...passwordOption)
    .action((username: string, options: PasswordOptions) => replacePassword(environment, username, options));
  addCommand(user, 'sign-out [username]', 'end all browser sessions of a user, or of every user')
    .option('--all', 'all users')
    .action((username: string | undefined, options: SignOutOptions) =>
      signOutUsers(environment, username, options),
    );
  addUserAccessCommands(user, environment);
}

async function createUser(environment: Environment, name: string, options: CreateOptions): Promise<void> {
  const username = checked('username', name);
  const account = {
    username,
    firstName: checked('name', options.firstName),
    lastName: checked('name', options.lastName),
    emailAddress: options.email && checked('email', options.email),
    phoneNumber: options.phone && checked('phone', options.phone),
  };
  const password = await withMigratedDatabase(environment, async ({ config, db, now }) => {
    const { passwordHash, ...chosen } = await choosePassword(environment, options, config);
    await createAccount({ db }, systemActor(now), { ...account, passwordHash });
    return chosen;
  });
  printPassword(environment, options, username, password, `Created the user ${username}.`);
}

async function replacePassword(
  environment: Environment,
  name: string,
  options: PasswordOptions,
): Promise<void> {
  const username = foldUsername(name);
  const password = await withMigratedDatabase(environment, async (context) => {
    const { config, db, now } = context;
    const { passwordHash, ...chosen } = await choosePassword(environment, options, config);
    await setPassword({ db, messages: messageQueueOf(context) }, systemActor(now), {
      username,
      passwordHash,
    });
    return chosen;
  });
  printPassword(environment, options, username, password, `${username} has a new password.`);
}

async function choosePassword({ stdin }: Environment, { passwordStdin }: PasswordOptions, config: Config) {
  const chosen = await readNewPassword(passwordStdin ? stdin : undefined, config);
  const passwordHash = await createPasswords({ cost: config.passwords.cost }).hash(chosen.password);
  return { ...chosen, passwordHash };
}

/** Shows a generated password once. */
function printPassword(
  environment: Environment,
  { json = false }: Options,
  username: string,
  { password, isGenerated }: NewPassword,
  done: string,
): void {
  if (isGenerated)
    printResult(
      environment,
      json,
      { username, password },
      `${done}\nPassword (shown only once): ${password}`,
    );
  else printResult(environment, json, { username }, done);
}

async function signOutUsers(
  environment: Environment,
  username: string | undefined,
  { all = false, json = false }: SignOutOptions,
): Promise<void> {
  if ((username === undefined) !== all)
    throw new CliProblem('usage', 'give a username, or --all for every user');
  const usernames = await withMigratedDatabase(environment, async (context) => {
    const { db, now } = context;
    const users = await usersNamed(db, username);
    for (const user of users) await endSessionsOf(accountDependenciesOf(context), systemActor(now), user);
    return users;
  });
  const whom = username ?? `${usernames.length} users`;
  printResult(environment, json, { usernames }, `Signed out everywhere: ${whom}.`);
}

/** @param username undefined means all users */
async function usersNamed(db: Kysely<Database>, username: string | undefined): Promise<string[]> {
  if (username === undefined) return (await listAllUsers(db)).map((user) => user.username);
  if (!(await findUser(db, username))) throw new NotFound('user_not_found');
  return [username];
}

async function showUsers(environment: Environment, { json = false }: Options): Promise<void> {
  const users = await withMigratedDatabase(environment, ({ db }) => listAllUsers(db));
  const rows = users.map((user) => [user.username, user.firstName, user.lastName, dateOf(user)]);
  printResult(
    environment,
    json,
    users.map(describe),
    table(['USERNAME', 'FIRST NAME', 'LAST NAME', 'SINCE'], rows),
  );
}

const pageSize = 1000;

async function listAllUsers(db: Kysely<Database>): Promise<User[]> {
  const users: User[] = [];
  let page: User[];
  do {
    page = await listUsers(db, pageSize, users.at(-1)?.username);
    users.push(...page);
  } while (page.length === pageSize);
  return users;
}

function describe({ username, firstName, lastName, createdAt }: User) {
  return { username, firstname: firstName, lastname: lastName, created_at: createdAt.toISOString() };
}

function dateOf({ createdAt }: User): string {
  return createdAt.toISOString().slice(0, 10);
}
