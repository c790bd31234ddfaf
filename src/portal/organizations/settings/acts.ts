import type { OperationName } from '../../../../generated/services.ts';
import type { RequiredScope } from '../../../../generated/types.ts';
import type { Actor } from '../../../base/actor.ts';
import { contractProblems } from '../../../base/contract-rules.ts';
import { BadRequest } from '../../../base/errors.ts';
import { type Language, languageNames } from '../../../i18n/catalogue.ts';
import type { MessageKey } from '../../../i18n/en/index.ts';
import { removeDescription, setDescription } from '../../../organizations/descriptions/acts.ts';
import { normalLanguage } from '../../../organizations/descriptions/language-key.ts';
import { listDescriptions } from '../../../organizations/descriptions/queries.ts';
import { addDnsName, proveDnsName } from '../../../organizations/dns/acts.ts';
import { setLogoImage } from '../../../organizations/logo/acts.ts';
import { addRequiredScope } from '../../../organizations/required-scopes/acts.ts';
import { setSecondFactorValidity } from '../../../organizations/two-factor/acts.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { Submission } from '../../../web/form.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { scopeTexts } from '../scope-texts.ts';

/** The cards of the settings page, by the ids of their headings. */
export type SettingsSection = 'logo' | 'descriptions' | 'second-factor' | 'scopes' | 'dns';

/** One act of the forms on the settings page. */
export interface SettingsAct {
  readonly operation: OperationName;
  readonly section: SettingsSection;
  /** The field that shows a refusal. */
  readonly field: string;
  /** Texts by error code. */
  readonly refusals: Readonly<Record<string, MessageKey>>;
  readonly notice: MessageKey & `notice.${string}`;
  /** Errors by field that are known before the act. */
  problems?(page: PageRequest): FormErrors;
  run(
    deps: OrganizationPagesDependencies,
    actor: Actor,
    globalid: string,
    submission: Submission,
  ): Promise<unknown>;
}

const logo = { section: 'logo', field: 'file' } as const;
const scopes = { section: 'scopes', field: 'label' } as const;
const dns = { section: 'dns', field: 'name' } as const;

export const settingsActs = {
  logo: {
    ...logo,
    operation: 'setOrganizationLogo',
    refusals: { bad_request: 'orgSettings.logo.wrong', file_too_large: 'orgSettings.logo.tooLarge' },
    notice: 'notice.saved',
    run: (deps, actor, globalid, { file }) =>
      setLogoImage(deps, actor, { globalid, bytes: file?.bytes ?? new Uint8Array() }),
  },
  descriptions: {
    section: 'descriptions',
    field: 'description-en',
    operation: 'updateDescription',
    refusals: {},
    notice: 'notice.saved',
    problems: tooLongDescriptions,
    run: storeDescriptions,
  },
  secondFactor: {
    section: 'second-factor',
    field: 'seconds',
    operation: 'set2faValidityTime',
    refusals: {},
    notice: 'notice.saved',
    run: (deps, actor, globalid, { values }) =>
      setSecondFactorValidity(deps, actor, { globalid, seconds: secondsIn(values.seconds) }),
  },
  addScope: {
    ...scopes,
    operation: 'addRequiredScope',
    refusals: {
      bad_request: 'orgSettings.scopes.wrong',
      required_scope_already_exists: 'orgSettings.scopes.already',
      maximum_reached: 'orgSettings.scopes.tooMany',
    },
    notice: 'notice.saved',
    run: (deps, actor, globalid, submission) =>
      addRequiredScope(deps, actor, { globalid, required: requiredIn(submission) }),
  },
  addDns: {
    ...dns,
    operation: 'createOrganizationDns',
    refusals: {
      bad_request: 'orgSettings.dns.wrong',
      dns_in_use: 'orgSettings.dns.already',
      maximum_reached: 'orgSettings.dns.tooMany',
    },
    notice: 'notice.saved',
    run: (deps, actor, globalid, { values }) =>
      addDnsName(deps, actor, { globalid, name: nameIn(values.name) }),
  },
  proveDns: {
    ...dns,
    operation: 'proveOrganizationDns',
    refusals: {
      dns_not_found: 'org.refused.gone',
      dns_not_proved: 'orgSettings.dns.notProved',
      dns_proved_elsewhere: 'orgSettings.dns.elsewhere',
      too_many_requests: 'orgSettings.dns.later',
      temporarily_unavailable: 'orgSettings.dns.silent',
    },
    notice: 'notice.orgSettings.dnsProved',
    run: (deps, actor, globalid, { values: { name = '' } }) => proveDnsName(deps, actor, { globalid, name }),
  },
} as const satisfies Readonly<Record<string, SettingsAct>>;

export type SettingsActName = keyof typeof settingsActs;

function tooLongDescriptions({ translate, submission: { values } }: PageRequest): FormErrors {
  const fields = Object.keys(values).filter((name) => name.startsWith(descriptionField('')));
  const tooLong = fields.flatMap((name) => {
    const text = textIn(values[name] ?? '');
    const [problem] = contractProblems('LocalizedInfoText', { langkey: 'en', text });
    return problem?.most === undefined ? [] : [[name, translate('entry.tooLong', { most: problem.most })]];
  });
  return Object.fromEntries(tooLong);
}

/** The field for the description in a language. */
export function descriptionField(language: string): string {
  return `description-${language}`;
}

/** The text in a field with several lines. */
function textIn(given: string): string {
  return given.trim().replaceAll('\r\n', '\n');
}

/** Stores the descriptions that have changed. An empty one removes the description in that language. */
async function storeDescriptions(
  deps: OrganizationPagesDependencies,
  actor: Actor,
  globalid: string,
  { values }: Submission,
): Promise<void> {
  const stored = await listDescriptions(deps.db, globalid);
  for (const language of languagesOf(stored)) {
    const given = values[descriptionField(language)];
    if (given === undefined) continue;
    const text = textIn(given);
    if (text === (stored.get(language) ?? '')) continue;
    if (text === '') await removeDescription(deps, actor, { globalid, language });
    else await setDescription(deps, actor, { globalid, language: normalLanguage(language), text });
  }
}

/** The languages of the site, and others that have a description. */
export function languagesOf(stored: ReadonlyMap<string, string>): string[] {
  return [...new Set([...(Object.keys(languageNames) as Language[]), ...stored.keys()])];
}

/** @throws BadRequest */
function secondsIn(text = ''): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new BadRequest();
}

/** @throws BadRequest for a scope that users cannot share, or when no role may access it */
function requiredIn({ values, all }: Submission): RequiredScope {
  const { kind = '', label = '' } = values;
  if (!Object.hasOwn(scopeTexts, kind)) throw new BadRequest();
  const scope = label.trim() === '' ? kind : `${kind}:${label.trim()}`;
  const required = { scope, accessscopes: all('access') };
  if (contractProblems('RequiredScope', required).length > 0) throw new BadRequest();
  return required as RequiredScope;
}

/** @throws BadRequest for an invalid host name */
function nameIn(text = ''): string {
  const name = text.trim();
  if (contractProblems('DnsName', name).length > 0) throw new BadRequest();
  return name;
}
