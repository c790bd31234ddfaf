import type { Kysely } from 'kysely';
import type { OrganizationDescriptionsService } from '../../../generated/services.ts';
import type { LocalizedInfoText } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { removeDescription, setDescription } from '../../organizations/descriptions/acts.ts';
import { fallbackLanguage, normalLanguage } from '../../organizations/descriptions/language-key.ts';
import { findDescriptions } from '../../organizations/descriptions/queries.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationDescriptionsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationDescriptionsService(
  deps: OrganizationDescriptionsDependencies,
): OrganizationDescriptionsService<CallContext> {
  const { db, clock } = deps;

  async function store(
    globalid: string,
    { langkey, text }: LocalizedInfoText,
    context: CallContext,
  ): Promise<LocalizedInfoText> {
    const language = normalLanguage(langkey);
    await setDescription(deps, actorOfCall(context, clock.now()), { globalid, language, text });
    return { langkey: language, text };
  }

  return {
    async setDescription({ path, body }, context) {
      return { status: 201, body: await store(path.globalid, body, context) };
    },

    async updateDescription({ path, body }, context) {
      return { status: 200, body: await store(path.globalid, body, context) };
    },

    async getDescription({ path }) {
      const language = normalLanguage(path.langkey);
      return { status: 200, body: await firstText(db, path.globalid, [language]) };
    },

    async getDescriptionWithFallback({ path }) {
      const language = normalLanguage(path.langkey);
      return { status: 200, body: await firstText(db, path.globalid, [language, fallbackLanguage]) };
    },

    async deleteDescription({ path: { globalid, langkey } }, context) {
      const language = normalLanguage(langkey);
      await removeDescription(deps, actorOfCall(context, clock.now()), { globalid, language });
      return { status: 204 };
    },
  };
}

/**
 * The text in the first of the languages that has one; an empty text in the first language if none has.
 * @throws NotFound `organization_not_found`
 */
async function firstText(
  db: Kysely<Database>,
  globalid: string,
  languages: readonly [string, ...string[]],
): Promise<LocalizedInfoText> {
  const texts = await findDescriptions(db, globalid, languages);
  if (!texts) throw new NotFound('organization_not_found');
  const langkey = languages.find((language) => texts.has(language)) ?? languages[0];
  return { langkey, text: texts.get(langkey) ?? '' };
}
