import { type Command, Option } from 'commander';
import { systemActor } from '../../base/actor.ts';
import { createApiKey } from '../../organizations/api-keys/acts.ts';
import { createUserApiKey } from '../../users/api-keys/acts.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import { checked } from '../contract-rules.ts';
import type { Environment } from '../environment.ts';
import { printResult } from '../output.ts';
import { CliProblem } from '../problem.ts';

interface CreateOptions extends Options {
  readonly user?: string;
  readonly org?: string;
  readonly label: string;
  readonly callbackUrl: string;
  readonly clientCredentials: boolean;
}

export function addApiKeyCommands(program: Command, environment: Environment): void {
  const apikey = program.command('apikey').description('manage API keys');
  addCommand(apikey, 'create', 'create an API key for a user or an organization')
    .addOption(new Option('--user <username>', 'the user it belongs to').conflicts('org'))
    .option('--org <globalid>', 'the organization it belongs to')
    .requiredOption('--label <label>', 'label of the key')
    .option('--callback-url <url>', 'where users return after signing in (organizations only)', '')
    .option('--client-credentials', 'allow the client credentials grant (organizations only)', false)
    .action((options: CreateOptions) => createKey(environment, options));
}

function createKey(environment: Environment, options: CreateOptions): Promise<void> {
  checked('label', options.label);
  if (options.user !== undefined) return createForUser(environment, options.user, options);
  if (options.org !== undefined) return createForOrganization(environment, options.org, options);
  throw new CliProblem('usage', 'name the owner: --user <username> or --org <globalid>');
}

async function createForUser(
  environment: Environment,
  username: string,
  { json = false, label }: CreateOptions,
): Promise<void> {
  const { key, secret } = await withMigratedDatabase(environment, ({ db, sealing, config, now }) => {
    const deps = { db, sealing, keepsSecrets: config.showSecrets === 'always' };
    return createUserApiKey(deps, systemActor(now), { username, label });
  });
  const made = { username, label, applicationid: key.applicationId, apikey: secret };
  printResult(environment, json, made, `client_id:     ${made.applicationid}\nclient_secret: ${secret}`);
}

async function createForOrganization(
  environment: Environment,
  globalid: string,
  { json = false, label, callbackUrl, clientCredentials }: CreateOptions,
): Promise<void> {
  checked('callback', callbackUrl);
  const key = { globalid, label, callbackUrl, allowsClientCredentials: clientCredentials };
  const { secret } = await withMigratedDatabase(environment, ({ db, sealing, config, now }) => {
    const keepsSecrets = config.showSecrets === 'always';
    return createApiKey({ db, sealing, keepsSecrets }, systemActor(now), key);
  });
  const made = {
    globalid,
    label,
    callbackURL: callbackUrl,
    clientCredentialsGrantType: clientCredentials,
    secret,
  };
  printResult(environment, json, made, `client_id:     ${globalid}\nclient_secret: ${secret}`);
}
