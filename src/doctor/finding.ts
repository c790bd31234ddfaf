import type { Translate } from '../i18n/catalogue.ts';
import { en, type MessageKey } from '../i18n/en/index.ts';

/** All checks, in display order. */
export const checkNames = [
  'settings',
  'database',
  'clock',
  'keys',
  'messages',
  'jobs',
  'mail',
  'sms',
  'proxy',
] as const;

export type CheckName = (typeof checkNames)[number];

export type Severity = 'ok' | 'warn' | 'fail';

/** How serious each finding is. Its text is `doctor.says.*`, the advice `doctor.do.*`. */
export const severities = {
  settingsFine: 'ok',
  notProduction: 'warn',
  ignoredVariables: 'warn',
  embeddedInProduction: 'warn',
  testEnvironment: 'fail',
  cheapPasswords: 'warn',
  oldProfile: 'warn',
  databaseFine: 'ok',
  databaseAway: 'fail',
  databaseReadOnly: 'fail',
  schemaBehind: 'fail',
  schemaAhead: 'fail',
  oldPostgres: 'warn',
  missingPrivileges: 'fail',
  noSchemaPrivilege: 'warn',
  wrongEncoding: 'fail',
  otherIsolation: 'warn',
  unsafeWrites: 'warn',
  slowDatabase: 'warn',
  fewConnections: 'warn',
  fullDisk: 'fail',
  clockFine: 'ok',
  clockOffDatabase: 'fail',
  clockOffPublic: 'fail',
  keysFine: 'ok',
  keyNext: 'ok',
  keyOld: 'warn',
  noSigningKey: 'fail',
  keySealed: 'fail',
  messagesFine: 'ok',
  messagesWait: 'warn',
  messagesAbandoned: 'warn',
  jobsFine: 'ok',
  jobsNever: 'warn',
  jobLate: 'warn',
  mailFine: 'ok',
  mailSent: 'ok',
  mailKept: 'ok',
  noMail: 'warn',
  mailFails: 'fail',
  smsFine: 'ok',
  smsKept: 'ok',
  noSms: 'warn',
  smsFails: 'fail',
  smsRefuses: 'warn',
  smsClear: 'warn',
  proxyFine: 'ok',
  noPublicUrl: 'ok',
  publicUrlClear: 'fail',
  publicUrlFails: 'fail',
  otherServer: 'fail',
  noTrustedProxy: 'warn',
  allTrusted: 'fail',
  timedOut: 'fail',
  checkFailed: 'fail',
  notChecked: 'warn',
} as const satisfies Readonly<Record<string, Severity>>;

export type FindingCode = keyof typeof severities;

/** The result of a check. Never contains a secret. */
export interface Finding {
  readonly check: CheckName;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly values: Readonly<Record<string, string | number>>;
}

export function finding(
  check: CheckName,
  code: FindingCode,
  values: Readonly<Record<string, string | number>> = {},
): Finding {
  return { check, code, severity: severities[code], values };
}

/** A time in the text of a finding. */
export function timeText(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The text of a finding; `advice` says what to do about it. */
export function findingText(
  translate: Translate,
  { code, values }: Finding,
): { readonly text: string; readonly advice: string | undefined } {
  const advice = `doctor.do.${code}`;
  return {
    text: translate(`doctor.says.${code}`, values),
    advice: isText(advice) ? translate(advice, values) : undefined,
  };
}

function isText(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
