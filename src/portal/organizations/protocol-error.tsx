import type { VNode } from 'preact';
import { untrustedReasons } from '../../authorization-requests/untrusted-request.ts';
import { protocolErrors } from '../../i18n/en/protocol-errors.ts';
import type { PageRequest } from '../../ui/page-request.ts';

/** An error of OAuth, OpenID Connect or SCIM. */
export interface ProtocolError {
  readonly code: string;
  /** In English, like protocol responses and log entries. */
  readonly description: string;
}

type DescribedCode = keyof typeof protocolErrors extends `protocol.${infer Code}` ? Code : never;

/** Explains the error in the language of the page, or in English if there is no translated text. */
export function ProtocolErrorMeaning({
  page: { translate },
  error: { code, description },
}: {
  readonly page: PageRequest;
  readonly error: ProtocolError;
}): VNode {
  const distrust = distrustIn(description);
  if (distrust) return <>{translate(`authorize.refused.${distrust}`)}</>;
  if (isDescribed(code)) return <>{translate(`protocol.${code}`)}</>;
  return <span lang="en">{description || code}</span>;
}

/** The original description; nothing if the explanation is the same. */
export function ProtocolErrorDetail({
  page: { translate, language },
  error: { code, description },
}: {
  readonly page: PageRequest;
  readonly error: ProtocolError;
}): VNode | null {
  const distrust = distrustIn(description);
  if (description === '' || (distrust ? language === 'en' : !isDescribed(code))) return null;
  return (
    <p>
      {translate('clients.log.detail')} <span lang="en">{description}</span>
    </p>
  );
}

const distrusts = Object.keys(untrustedReasons) as (keyof typeof untrustedReasons)[];

function distrustIn(description: string) {
  return distrusts.find((name) => untrustedReasons[name] === description);
}

function isDescribed(code: string): code is DescribedCode {
  return Object.hasOwn(protocolErrors, `protocol.${code}`);
}
