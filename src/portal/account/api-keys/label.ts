import { foldLabel } from '../../../names/labels.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { problemsOfAct } from '../../entries/entry-form.tsx';
import { labelProblem } from '../../entries/label-problem.ts';

/** The label that was typed. */
export function labelIn({ submission }: PageRequest): string {
  return foldLabel(submission.values.label ?? '');
}

/** Runs an act that gives a key the label of the form. @returns what is wrong with the label; nothing when it is done */
export async function problemsOfKeyAct(page: PageRequest, act: () => Promise<unknown>): Promise<FormErrors> {
  const { translate } = page;
  const label = labelProblem(translate, labelIn(page));
  if (label !== undefined) return { label };
  return problemsOfAct({ fields: [] }, translate, act);
}
