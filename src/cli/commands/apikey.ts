import { type Command, Option } from 'commander';
import { checkCallbackUrl } from '../../organizations/api-keys/callback-url.ts';
import { createOrganizationApiKey } from '../../organizations/api-keys/new-api-key.ts';
import { createUserApiKey } from '../../users/api-keys/new-api-key.ts';
import { checked } from '../contract-rules.ts';
import { leaf, type Options } from '../leaf.ts';
import { printResult } from '../output.ts';
import { CliProblem } from '../problem.ts';
import type { Surroundings } from '../surroundings.ts';
import { atWork } from '../workplace.ts';

interface CreateOptions extends Options {
  readonly user?: string;
  readonly org?: string;
  readonly label: string;
  readonly callbackUrl: string;
  readonly clientCredentials: boolean;
}

export function addApiKeyCommands(program: Command, surroundings: Surroundings): void {
  const apikey = program.command('apikey').description('API keys, with which programs get tokens');
  leaf(apikey, 'create', 'make an API key of a user or of an organization')
    .addOption(new Option('--user <username>', 'the user it belongs to').conflicts('org'))
    .option('--org <globalid>', 'the organization it belongs to')
    .requiredOption('--label <label>', 'what to call it')
    .option('--callback-url <url>', 'where people return to after signing in (organizations)', '')
    .option('--client-credentials', 'let the organization get tokens for itself', false)
    .action((options: CreateOptions) => createKey(surroundings, options));
}

function createKey(surroundings: Surroundings, options: CreateOptions): Promise<void> {
  checked('label', options.label);
  if (options.user !== undefined) return createForUser(surroundings, options.user, options);
  if (options.org !== undefined) return createForOrganization(surroundings, options.org, options);
  throw new CliProblem('usage', 'name the owner: --user <username> or --org <globalid>');
}

async function createForUser(
  surroundings: Surroundings,
  username: string,
  { json = false, label }: CreateOptions,
): Promise<void> {
  const { row, secret } = await atWork(surroundings, ({ db, sealing, config, now }) =>
    createUserApiKey(db, sealing, {
      username,
      label,
      createdAt: now,
      keepsSecret: config.showSecrets === 'always',
    }),
  );
  const made = { username, label, applicationid: row.application_id, apikey: secret };
  printResult(surroundings, json, made, `client_id:     ${made.applicationid}\nclient_secret: ${secret}`);
}

async function createForOrganization(
  surroundings: Surroundings,
  globalid: string,
  { json = false, label, callbackUrl, clientCredentials }: CreateOptions,
): Promise<void> {
  checkCallbackUrl(checked('callback', callbackUrl));
  const secret = await atWork(surroundings, ({ db, sealing, config, now }) =>
    createOrganizationApiKey(db, sealing, {
      globalid,
      label,
      callbackUrl,
      allowsClientCredentials: clientCredentials,
      createdAt: now,
      keepsSecret: config.showSecrets === 'always',
    }),
  );
  const made = {
    globalid,
    label,
    callbackURL: callbackUrl,
    clientCredentialsGrantType: clientCredentials,
    secret,
  };
  printResult(surroundings, json, made, `client_id:     ${globalid}\nclient_secret: ${secret}`);
}
