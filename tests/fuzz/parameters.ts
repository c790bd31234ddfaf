import { callback } from '../support/authorize.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** Values of fields and parameters that have caused trouble elsewhere. */
export const oddValues = [
  ...['', ' ', '\0', '\ufeff', '%00', '%ff', '../..', "' or 1=1; --", '__proto__', 'é'.repeat(300)],
  ...[
    'x'.repeat(5000),
    '\u202e',
    '\r\nX-Evil: 1',
    '-1',
    '1e400',
    '[]',
    '{}',
    '\ud83d',
    'null',
    '💥',
    'javascript:1',
  ],
];

/** The parameters of the protocol, each with meaningful values. */
function parametersOf({ shop, clientSecret, owner, known }: World, random: Random) {
  const secret = owner.apiKey.secret;
  const values: Readonly<Record<string, readonly string[]>> = {
    client_id: [shop, shop, owner.apiKey.applicationId, 'itsyouonline', 'unknown'],
    client_secret: [clientSecret, secret, 'wrong'],
    grant_type: [
      ...['client_credentials', 'authorization_code', 'refresh_token', 'password'],
      'urn:ietf:params:oauth:grant-type:device_code',
    ],
    device_code: [known.pick(random, 'device_code') ?? 'unknown'],
    user_code: [known.pick(random, 'user_code') ?? 'BCDF-GHJK'],
    response_type: ['code', 'token', 'id_token'],
    redirect_uri: [callback, `${callback}/below`, 'https://evil.example/', 'com.app:/x', 'http://[::1'],
    scope: [
      'openid',
      'user:name',
      'user:memberof:unknown',
      'offline_access',
      'user:admin',
      'user:email,openid',
    ],
    state: ['xyz'],
    code: ['unknown', known.pick(random, 'code') ?? 'unknown'],
    refresh_token: [known.pick(random, 'refresh_token') ?? 'unknown'],
    token: [known.pick(random, 'access_token') ?? 'unknown', 'a.b.c'],
    token_type_hint: ['access_token', 'refresh_token', 'other'],
    code_challenge: ['E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 'short'],
    code_challenge_method: ['S256', 'plain'],
    code_verifier: ['dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'],
    prompt: ['none', 'login', 'consent', 'none login', 'select_account'],
    max_age: ['0', '60', '-1', '99999999999'],
    acr_values: ['1', '2'],
    nonce: ['n'],
    aud: ['planes', shop, 'a,b,,c'],
    validity: ['60', '0', '999999999999999999999'],
    store_info: ['true'],
    add_grants: ['true'],
    id_token_hint: ['a.b.c', known.pick(random, 'id_token') ?? ''],
    post_logout_redirect_uri: [callback, 'javascript:alert(1)'],
    ui_locales: ['nl', 'ru en', 'xx'],
    lang: ['nl', 'xx'],
    request: [known.pick(random, 'request') ?? 'unknown'],
    request_uri: [known.pick(random, 'request_uri') ?? 'urn:ietf:params:oauth:request_uri:x'],
    dpop_jkt: ['x', 'A'.repeat(43)],
    response_mode: ['query', 'fragment'],
    register: ['1'],
    endpoint: ['/authorize', '//evil.example'],
    access_token: [known.pick(random, 'access_token') ?? 'unknown'],
    validationkey: ['unknown'],
  };
  return values;
}

/**
 * Parameters of the protocol and of pages; a few are odd, missing or repeated. @param usual those that the endpoint
 * requires
 */
export function parametersIn(random: Random, world: World, usual: readonly string[]): URLSearchParams {
  const values = parametersOf(world, random);
  const names = [...usual, ...Object.keys(values).filter(() => random.percent(8))];
  const parameters = new URLSearchParams();
  for (const name of names.filter(() => random.percent(93))) {
    const value = random.percent(8) ? random.pick(oddValues) : random.pick(values[name] ?? oddValues);
    parameters.append(random.percent(1) ? random.pick(oddValues) : name, value);
    if (random.percent(2)) parameters.append(name, random.pick(oddValues));
  }
  return parameters;
}
