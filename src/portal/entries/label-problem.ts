import { contractProblems } from '../../base/contract-rules.ts';
import type { Translate } from '../../i18n/catalogue.ts';

/** The error text for the label of an entry; undefined when it can be stored. */
export function labelProblem(translate: Translate, label: string): string | undefined {
  if (label === '') return translate('entry.missing', { field: translate('entry.label') });
  return contractProblems('Label', label).length > 0 ? translate('entry.label.wrong') : undefined;
}
