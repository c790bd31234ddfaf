import { foldLabel } from '../../../names/labels.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { problemsOfAct } from '../../entries/entry-form.tsx';
import { labelProblem } from '../../entries/label-problem.ts';

/** The submitted label. */
export function labelIn({ submission }: PageRequest): string {
  return foldLabel(submission.values.label ?? '');
}

/** Runs an act that stores the submitted label. @returns the errors of the label; empty on success */
export async function problemsOfKeyAct(page: PageRequest, act: () => Promise<unknown>): Promise<FormErrors> {
  const { translate } = page;
  const label = labelProblem(translate, labelIn(page));
  if (label !== undefined) return { label };
  return problemsOfAct({ fields: [] }, translate, act);
}
