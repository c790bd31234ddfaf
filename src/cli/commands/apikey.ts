import { type Command, Option } from 'commander';
import { systemActor } from '../../base/actor.ts';
import { foldUsername } from '../../names/typed-text.ts';
import { type ApiKeyDependencies, changeApiKey, createApiKey } from '../../organizations/api-keys/acts.ts';
import { createKeyRing } from '../../tokens/key-ring.ts';
import { createUserApiKey } from '../../users/api-keys/acts.ts';
import { addCommand } from '../add-command.ts';
import { type CommandContext, withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult } from '../output.ts';
import { CliProblem } from '../problem.ts';
import { checked } from '../typed-values.ts';
import { addKeySettings, type KeySettingOptions, keySettingsOf } from './key-settings.ts';

interface CreateOptions extends KeySettingOptions {
  readonly user?: string;
  readonly org?: string;
  readonly label: string;
}

interface ChangeOptions extends KeySettingOptions {
  readonly org: string;
  readonly label: string;
  readonly newLabel?: string;
}

export function addApiKeyCommands(program: Command, environment: Environment): void {
  const apikey = program.command('apikey').description('manage API keys');
  const create = addCommand(apikey, 'create', 'create an API key for a user or an organization')
    .addOption(new Option('--user <username>', 'the user it belongs to').conflicts('org'))
    .option('--org <globalid>', 'the organization it belongs to; the options below are for its keys')
    .requiredOption('--label <label>', 'label of the key');
  addKeySettings(create).action((options: CreateOptions) => createKey(environment, options));
  const change = addCommand(apikey, 'change', 'change the given settings of an organization API key')
    .requiredOption('--org <globalid>', 'the organization it belongs to')
    .requiredOption('--label <label>', 'label of the key')
    .option('--new-label <label>', 'new label of the key');
  addKeySettings(change).action((options: ChangeOptions) => changeKey(environment, options));
}

function createKey(environment: Environment, options: CreateOptions): Promise<void> {
  checked('label', options.label);
  if (options.user !== undefined) return createForUser(environment, foldUsername(options.user), options);
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
  { json = false, label, ...options }: CreateOptions,
): Promise<void> {
  const key = { globalid, label, ...keySettingsOf(options) };
  const { secret, callbackUrl, allowsClientCredentials, isPublic } = await withMigratedDatabase(
    environment,
    (context) => createApiKey(dependenciesOf(context), systemActor(context.now), key),
  );
  const made = {
    globalid,
    label,
    callbackURL: callbackUrl,
    clientCredentialsGrantType: allowsClientCredentials,
    secret: isPublic ? '' : secret,
  };
  const lines = [`client_id:     ${globalid}`, ...(isPublic ? [] : [`client_secret: ${secret}`])];
  printResult(environment, json, made, lines.join('\n'));
}

async function changeKey(
  environment: Environment,
  { json = false, org: globalid, label, newLabel, ...options }: ChangeOptions,
): Promise<void> {
  const settings = {
    ...keySettingsOf(options),
    ...(newLabel !== undefined && { label: checked('label', newLabel) }),
  };
  if (Object.keys(settings).length === 0)
    throw new CliProblem('usage', 'nothing to change: give at least one option');
  await withMigratedDatabase(environment, (context) =>
    changeApiKey(dependenciesOf(context), systemActor(context.now), { globalid, label, settings }),
  );
  const changed = { globalid, label: newLabel ?? label };
  printResult(environment, json, changed, `changed: ${changed.label} of ${globalid}`);
}

function dependenciesOf({ db, sealing, config, now }: CommandContext): ApiKeyDependencies {
  const { listAlgorithms } = createKeyRing({ db, sealing, clock: { now: () => now } });
  return { db, sealing, keepsSecrets: config.showSecrets === 'always', listAlgorithms };
}
