import { type Command, Option } from 'commander';
import { type SigningAlgorithm, signingAlgorithms } from '../../crypto/jwt.ts';
import type { ApiKeySettings } from '../../organizations/api-keys/queries.ts';
import type { Options } from '../add-command.ts';
import { checked } from '../typed-values.ts';

type Switch = 'on' | 'off';

/** The settings of an organization's API key on the command line, with the names of the contract. */
export interface KeySettingOptions extends Options {
  readonly callbackUrl?: string;
  readonly clientCredentials?: Switch | true;
  readonly deviceCode?: Switch;
  readonly publicClient?: Switch;
  readonly pkceRequired?: Switch;
  readonly exactCallbackUrl?: Switch;
  readonly tokenSigningAlgorithm?: SigningAlgorithm;
  readonly idTokenClaims?: Switch;
  readonly groupsClaim?: Switch;
  readonly jwtAccessTokens?: Switch;
  readonly postLogoutRedirectUri?: readonly string[];
  readonly backchannelLogoutUri?: string;
  readonly backchannelLogoutSessionRequired?: Switch;
  readonly homePageUri?: string;
}

/** Adds the options of `KeySettingOptions` to a command. */
export function addKeySettings(command: Command): Command {
  return command
    .option('--callback-url <url>', 'where users return after signing in')
    .addOption(switchOption('client-credentials', 'allow the client credentials grant', '[on|off]'))
    .addOption(switchOption('device-code', 'allow devices to ask users for access with a short code'))
    .addOption(switchOption('public-client', 'the application cannot keep a secret: the key has none'))
    .addOption(switchOption('pkce-required', 'require PKCE for redeeming codes'))
    .addOption(switchOption('exact-callback-url', 'redirect URIs must equal the callback URL'))
    .addOption(
      new Option('--token-signing-algorithm <name>', 'algorithm that signs ID tokens').choices([
        ...signingAlgorithms,
      ]),
    )
    .addOption(switchOption('id-token-claims', 'the ID token also has name, email and so on'))
    .addOption(switchOption('groups-claim', 'the claim "groups" lists organizations and roles'))
    .addOption(switchOption('jwt-access-tokens', 'access tokens are JWTs (RFC 9068), not opaque'))
    .option('--post-logout-redirect-uri <url...>', 'where users may go after signing out; "" for none')
    .option(
      '--backchannel-logout-uri <url>',
      'where the application is notified of ended sessions; "" for none',
    )
    .addOption(switchOption('backchannel-logout-session-required', 'the notification names the session'))
    .option('--home-page-uri <url>', 'start page of the application, linked from account pages; "" for none');
}

function switchOption(name: string, summary: string, value = '<on|off>'): Option {
  return new Option(`--${name} ${value}`, summary).choices(['on', 'off']);
}

type ChangeableSettings = Omit<ApiKeySettings, 'label'>;
type EverySetting = { [Name in keyof ChangeableSettings]: ChangeableSettings[Name] | undefined };

/**
 * The settings that were given; others are left out.
 * @throws CliProblem
 */
export function keySettingsOf(options: KeySettingOptions): Partial<ChangeableSettings> {
  const { callbackUrl, tokenSigningAlgorithm: algorithm, postLogoutRedirectUri: uris } = options;
  const { backchannelLogoutUri: logoutUri, homePageUri } = options;
  const settings = {
    callbackUrl: callbackUrl === undefined ? undefined : checked('callback', callbackUrl),
    allowsClientCredentials: isOn(options.clientCredentials),
    allowsDeviceGrant: isOn(options.deviceCode),
    isPublic: isOn(options.publicClient),
    requiresPkce: isOn(options.pkceRequired),
    matchesExactly: isOn(options.exactCallbackUrl),
    algorithm,
    claimsInIdToken: isOn(options.idTokenClaims),
    tellsGroups: isOn(options.groupsClaim),
    hasJwtAccessTokens: isOn(options.jwtAccessTokens),
    postLogoutRedirectUris: uris?.filter((uri) => uri !== '').map((uri) => checked('callback', uri)),
    backchannelLogoutUri: logoutUri && checked('callback', logoutUri),
    backchannelLogoutSession: isOn(options.backchannelLogoutSessionRequired),
    homePageUri: homePageUri && checked('callback', homePageUri),
  } satisfies EverySetting;
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function isOn(value: Switch | true | undefined): boolean | undefined {
  return value === undefined ? undefined : value !== 'off';
}
