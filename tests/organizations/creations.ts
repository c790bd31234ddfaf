import { expect } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { bodiesOf, type JsonObject, lengthOf } from '../support/arbitraries.ts';
import type { Creation } from '../support/creations.ts';
import { bodiesWith, contractOf } from '../users/finer-values.ts';

const asItIs = (body: JsonObject) => body;
const hasOnce = (list: readonly string[]) => new Set(list).size === list.length;
const scopesIn = (list: unknown) => ((list ?? []) as JsonObject[]).map(({ scope }) => String(scope));
const isShort = (scope: string) => Buffer.byteLength(scope) <= 1024;

/** Whether the lists of a new organization satisfy rules that the contract states in words. */
function hasValidLists({ dns, requiredscopes }: JsonObject): boolean {
  const names = ((dns ?? []) as string[]).map((name) => name.toLowerCase());
  const scopes = scopesIn(requiredscopes);
  return hasOnce(names) && hasOnce(scopes) && scopes.every(isShort);
}

const trimmed = (text: unknown) => String(text).replace(/^ +| +$/g, '');
const taken = ['ann', 'shop', 'bank', 'itsyouonline'];

/** `accessscopes` is a set. */
const requiredScope = ({ scope, accessscopes }: JsonObject) => ({
  scope,
  accessscopes: [...new Set(accessscopes as string[])],
});

const organization = ({ globalid, publicKeys = [], dns = [], requiredscopes = [] }: JsonObject) => ({
  globalid: trimmed(globalid),
  publicKeys,
  dns,
  requiredscopes: (requiredscopes as JsonObject[]).map(requiredScope),
  owners: ['ann'],
  members: [],
  orgowners: [],
  orgmembers: [],
  includes: [],
  includesuborgsof: [],
});

const removeOrganizations = [
  sql`delete from organizations where globalid not in ('shop', 'bank')`,
  sql`delete from reserved_names where name not in ('ann', 'shop', 'bank', 'itsyouonline')`,
];

const roots: Creation = {
  operation: 'createNewOrganization',
  caller: 'ann',
  path: '/organizations',
  type: 'NewOrganization',
  bodies: bodiesOf('NewOrganization').filter((body) => {
    const globalid = trimmed(body.globalid);
    const isValid = globalid.length >= 3 && !globalid.includes('  ') && !taken.includes(globalid);
    return isValid && hasValidLists(body);
  }),
  response: organization,
  reading: ({ globalid }) => `/organizations/${encodeURIComponent(trimmed(globalid))}`,
  found: organization,
  clear: removeOrganizations,
};

const localNames = fc
  .stringMatching(/^[a-z\d\-_]{1,70}( [a-z\d\-_]{1,69})?$/)
  .map((text) => trimmed(text))
  .filter((text) => text !== '');

const branches: Creation = {
  ...roots,
  operation: 'createNewSubOrganization',
  path: '/organizations/shop',
  type: 'NewSubOrganization',
  bodies: bodiesWith('NewSubOrganization', { globalid: localNames.map((name) => `shop.${name}`) }).filter(
    hasValidLists,
  ),
};

const onShop = (members: JsonObject) => expect.objectContaining(members);

const dnsNames: Creation = {
  caller: 'shop',
  operation: 'createOrganizationDns',
  path: '/organizations/shop/dns',
  type: 'DnsAddress',
  response: ({ name }) => expect.objectContaining({ name, proved: false }),
  reading: () => '/organizations/shop',
  found: ({ name }) => onShop({ dns: [name] }),
  clear: [sql`delete from organization_dns_names`],
};

const requiredScopes: Creation = {
  caller: 'shop',
  operation: 'addRequiredScope',
  path: '/organizations/shop/requiredscopes',
  type: 'RequiredScope',
  bodies: bodiesOf('RequiredScope').filter(({ scope }) => isShort(String(scope))),
  response: () => undefined,
  reading: () => '/organizations/shop',
  found: (body) => onShop({ requiredscopes: [requiredScope(body)] }),
  clear: [sql`delete from organization_required_scopes`],
};

const description = ({ langkey, text }: JsonObject) => ({
  langkey: String(langkey).slice(0, 2).toLowerCase(),
  text,
});

const descriptions: Creation = {
  caller: 'shop',
  operation: 'setDescription',
  path: '/organizations/shop/description',
  type: 'LocalizedInfoText',
  bodies: bodiesWith('LocalizedInfoText', { langkey: fc.stringMatching(/^[a-zA-Z]{2}(-.{0,10})?$/) }),
  response: description,
  reading: ({ langkey }) => `/organizations/shop/description/${encodeURIComponent(String(langkey))}`,
  found: description,
  clear: [sql`delete from organization_descriptions`],
};

const registry: Creation = {
  caller: 'shop',
  operation: 'addOrganizationRegistryEntry',
  path: '/organizations/shop/registry',
  type: 'RegistryEntry',
  response: asItIs,
  clear: [sql`delete from organization_registry_entries`],
};

const callbacks = fc
  .oneof(fc.constant(''), fc.webUrl({ withQueryParameters: true }), fc.constant('my-app://signed-in'))
  .filter((url) => lengthOf(url) <= 250 && !/^[^?]*(\/\.{1,2}([/?]|$)|%(2e|2f|5c))|%(25)*00/i.test(url));

/** Members with their default values are omitted, for old clients. */
const apiKey = ({ label, callbackURL, clientCredentialsGrantType = false, ...more }: JsonObject) => ({
  label,
  callbackURL,
  clientCredentialsGrantType,
  ...(more.publicClient === true && { publicClient: true }),
  ...(more.pkceRequired === true && { pkceRequired: true }),
  ...(more.exactCallbackURL === true && { exactCallbackURL: true }),
  ...(more.idTokenClaims === false && { idTokenClaims: false }),
  ...(more.groupsClaim === true && { groupsClaim: true }),
  ...(more.jwtAccessTokens === true && { jwtAccessTokens: true }),
  ...(more.deviceCodeGrantType === true && { deviceCodeGrantType: true }),
  ...(Array.isArray(more.postLogoutRedirectURIs) &&
    more.postLogoutRedirectURIs.length > 0 && { postLogoutRedirectURIs: more.postLogoutRedirectURIs }),
  ...(Boolean(more.backchannelLogoutURI) && { backchannelLogoutURI: more.backchannelLogoutURI }),
  ...(more.backchannelLogoutSessionRequired === true && { backchannelLogoutSessionRequired: true }),
  ...(Boolean(more.homePageURI) && { homePageURI: more.homePageURI }),
  secret: more.publicClient === true ? '' : expect.stringMatching(/^[\w-]{20,}$/),
});

const apiKeys: Creation = {
  caller: 'shop',
  operation: 'createNewOrganizationAPIKey',
  path: '/organizations/shop/apikeys',
  type: 'OrganizationAPIKey',
  bodies: bodiesWith('OrganizationAPIKey', {
    label: fc
      .stringMatching(/^[a-zA-Z\d\-_]{1,20}( [a-zA-Z\d\-_]{1,20})?$/)
      .filter((label) => label.length > 1),
    callbackURL: callbacks,
    postLogoutRedirectURIs: fc.uniqueArray(callbacks.filter(Boolean), { maxLength: 3 }),
    backchannelLogoutURI: callbacks.filter((url) => /^(https:|$)/.test(url)),
    homePageURI: callbacks.filter((url) => /^(https:|$)/.test(url)),
    // The server of the test has no key of another type, so it would refuse that.
    tokenSigningAlgorithm: fc.constant('ES384'),
  }).filter(
    ({ label, publicClient, clientCredentialsGrantType, callbackURL }) =>
      label !== 'own' && !(publicClient && (clientCredentialsGrantType || !callbackURL)),
  ),
  response: apiKey,
  reading: ({ label }) => `/organizations/shop/apikeys/${encodeURIComponent(String(label))}`,
  found: apiKey,
  clear: [sql`delete from organization_api_keys where label <> 'own'`],
};

const contracts: Creation = {
  caller: 'shop',
  operation: 'createOrganizationContracty',
  path: '/organizations/shop/contracts',
  type: 'NewContract',
  response: contractOf({ type: 'org', name: 'shop' }),
  reading: () => '/organizations/shop/contracts?includeExpired=true',
  clear: [sql`delete from contracts`],
};

const logos: Creation = {
  caller: 'shop',
  operation: 'setOrganizationLogo',
  method: 'put',
  path: '/organizations/shop/logo',
  type: 'OrganizationLogo',
  bodies: bodiesWith('OrganizationLogo', { logo: fc.oneof(fc.constant(''), fc.webUrl()) }),
  status: 200,
  response: asItIs,
  found: asItIs,
  clear: [sql`delete from organization_logos`],
};

export const organizationCreations: readonly Creation[] = [
  roots,
  branches,
  dnsNames,
  requiredScopes,
  descriptions,
  registry,
  apiKeys,
  contracts,
  logos,
];
