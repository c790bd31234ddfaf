import type { OrganizationApiKeysService } from '../../../generated/services.ts';
import type { OrganizationAPIKey } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import {
  type ApiKeyDependencies,
  changeApiKey,
  createApiKey,
  removeApiKey,
} from '../../organizations/api-keys/acts.ts';
import {
  type ApiKey,
  type ApiKeySettings,
  findApiKey,
  listApiKeyLabels,
} from '../../organizations/api-keys/queries.ts';
import { type ApiKeyRules, toApiKey } from '../../organizations/api-keys/views.ts';
import { openKeySecret } from '../../tokens/key-secrets.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationApiKeysDependencies extends ApiKeyDependencies {
  readonly clock: Clock;
  readonly keyRules: ApiKeyRules;
}

export function createOrganizationApiKeysService(
  deps: OrganizationApiKeysDependencies,
): OrganizationApiKeysService<CallContext> {
  const { db, clock, sealing, keyRules } = deps;
  const secretOf = ({ keyId, sealedSecret }: ApiKey) =>
    openKeySecret(sealing, 'organization', keyId, sealedSecret);
  return {
    async getOrganizationAPIKeyLabels({ path }) {
      return { status: 200, body: await listApiKeyLabels(db, path.globalid) };
    },

    async createNewOrganizationAPIKey({ path: { globalid }, body }, context) {
      const key = { globalid, ...settingsOf(body) };
      const { secret, ...settings } = await createApiKey(deps, actorOfCall(context, clock.now()), key);
      return { status: 201, body: toApiKey(settings, secret, keyRules) };
    },

    async getOrganizationAPIKey({ path }) {
      const key = await findApiKey(db, path.globalid, path.label);
      if (!key) throw new NotFound('apikey_not_found');
      return { status: 200, body: toApiKey(key, secretOf(key), keyRules) };
    },

    async updateOrganizationAPIKey({ path, body }, context) {
      const change = { ...path, settings: settingsOf(body) };
      await changeApiKey(deps, actorOfCall(context, clock.now()), change);
      return { status: 200 };
    },

    async deleteOrganizationAPIKey({ path }, context) {
      await removeApiKey(deps, actorOfCall(context, clock.now()), path);
      return { status: 204 };
    },
  };
}

/**
 * The settings of a key in a body. Newer settings that the body leaves out stay out, since older clients do
 * not know them.
 */
function settingsOf(body: OrganizationAPIKey) {
  const { deviceCodeGrantType, publicClient, pkceRequired, exactCallbackURL, tokenSigningAlgorithm } = body;
  const { idTokenClaims, groupsClaim, jwtAccessTokens, postLogoutRedirectURIs } = body;
  const { backchannelLogoutURI, backchannelLogoutSessionRequired, homePageURI } = body;
  return {
    label: body.label,
    callbackUrl: body.callbackURL ?? '',
    allowsClientCredentials: body.clientCredentialsGrantType ?? false,
    ...(deviceCodeGrantType !== undefined && { allowsDeviceGrant: deviceCodeGrantType }),
    ...(publicClient !== undefined && { isPublic: publicClient }),
    ...(pkceRequired !== undefined && { requiresPkce: pkceRequired }),
    ...(exactCallbackURL !== undefined && { matchesExactly: exactCallbackURL }),
    ...(tokenSigningAlgorithm !== undefined && { algorithm: tokenSigningAlgorithm }),
    ...(idTokenClaims !== undefined && { claimsInIdToken: idTokenClaims }),
    ...(groupsClaim !== undefined && { tellsGroups: groupsClaim }),
    ...(jwtAccessTokens !== undefined && { hasJwtAccessTokens: jwtAccessTokens }),
    ...(postLogoutRedirectURIs !== undefined && { postLogoutRedirectUris: postLogoutRedirectURIs }),
    ...(backchannelLogoutURI !== undefined && { backchannelLogoutUri: backchannelLogoutURI }),
    ...(backchannelLogoutSessionRequired !== undefined && {
      backchannelLogoutSession: backchannelLogoutSessionRequired,
    }),
    ...(homePageURI !== undefined && { homePageUri: homePageURI }),
  } satisfies Partial<ApiKeySettings>;
}
