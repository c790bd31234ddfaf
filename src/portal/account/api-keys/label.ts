import { contractProblems } from '../../../base/contract-rules.ts';
import { foldLabel } from '../../../names/labels.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { problemsOfAct } from '../../entries/entry-form.tsx';

/** The label that was typed. */
export function labelIn({ submission }: PageRequest): string {
  return foldLabel(submission.values.label ?? '');
}

/** Runs an act that gives a key the label of the form. @returns what is wrong with the label; nothing when it is done */
export async function problemsOfKeyAct(page: PageRequest, act: () => Promise<unknown>): Promise<FormErrors> {
  const { translate } = page;
  if (contractProblems('Label', labelIn(page)).length > 0) return { label: translate('entry.wrong') };
  return problemsOfAct({ fields: [] }, translate, act);
}
