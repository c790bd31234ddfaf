import type { VNode } from 'preact';
import type { Language } from '../../i18n/catalogue.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { limits } from '../../rate-limits/limits.ts';
import { RichText } from '../../ui/rich-text.tsx';
import type { GuideProps } from './guides.tsx';

/** The limits that programs can run into. */
const shownLimits = [
  'clientFailures',
  'userLookupsOfCaller',
  'contactLookups',
  'phoneValidationCalls',
  'smsToNumber',
  'mailsToAddress',
  'invitationsOfInviter',
  'pushedRequestsFromNetwork',
  'devicesFromNetwork',
  'clientRegistrations',
] as const;

export function Limits({ page }: GuideProps): VNode {
  const { translate } = page;
  const headings: readonly MessageKey[] = ['docs.limits.what', 'docs.limits.attempts', 'docs.limits.window'];
  return (
    <>
      <p>
        <RichText page={page} text="docs.limits.text" values={{ header: <code>Retry-After</code> }} />
      </p>
      <ul>
        <li>{translate('docs.limits.body')}</li>
        <li>{translate('docs.limits.lists')}</li>
        <li>
          <RichText page={page} text="docs.limits.headers" values={{ headers: <code>X-RateLimit-*</code> }} />
        </li>
      </ul>
      <table class="short-cells">
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {translate(heading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shownLimits.map((name) => (
            <tr key={name}>
              <td>{translate(`docs.limit.${name}`)}</td>
              <td>{limits[name].attempts}</td>
              <td>{inWords(page.language, limits[name].seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** A duration in the largest unit that it reaches: `10 minutes`. */
function inWords(language: Language, seconds: number): string {
  const [unit, length] = units.find(([, each]) => seconds >= each) ?? ['second', 1];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    seconds / length,
  );
}
