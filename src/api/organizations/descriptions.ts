import type { Kysely } from 'kysely';
import type { OrganizationDescriptionsService } from '../../../generated/services.ts';
import type { LocalizedInfoText } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { fallbackLanguage, normalLanguage } from '../../organizations/descriptions/language-key.ts';
import {
  deleteDescription,
  findDescriptions,
  insertOrUpdateDescription,
} from '../../organizations/descriptions/queries.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface OrganizationDescriptionsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationDescriptionsService({
  db,
  clock,
}: OrganizationDescriptionsDependencies): OrganizationDescriptionsService<CallContext> {
  async function store(globalid: string, { langkey, text }: LocalizedInfoText): Promise<LocalizedInfoText> {
    const language = normalLanguage(langkey);
    await insertOrUpdateDescription(db, globalid, language, text, clock.now());
    return { langkey: language, text };
  }

  return {
    async setDescription({ path, body }) {
      return { status: 201, body: await store(path.globalid, body) };
    },

    async updateDescription({ path, body }) {
      return { status: 200, body: await store(path.globalid, body) };
    },

    async getDescription({ path }) {
      const language = normalLanguage(path.langkey);
      return { status: 200, body: await firstText(db, path.globalid, [language]) };
    },

    async getDescriptionWithFallback({ path }) {
      const language = normalLanguage(path.langkey);
      return { status: 200, body: await firstText(db, path.globalid, [language, fallbackLanguage]) };
    },

    async deleteDescription({ path }) {
      await deleteDescription(db, path.globalid, normalLanguage(path.langkey));
      return { status: 204 };
    },
  };
}

/**
 * The text in the first of the languages that has one; an empty one in the first language when none has.
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
