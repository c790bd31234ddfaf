import type { VNode } from 'preact';
import type { PageRequest } from '../../../ui/page-request.ts';

interface StepProps {
  readonly page: PageRequest;
  readonly step: number;
  /** Whether there is a step to confirm a phone number. */
  readonly hasPhone: boolean;
}

/** Shows the number of the current step. */
export function Step({ page, step, hasPhone }: StepProps): VNode {
  const steps = hasPhone ? 3 : 2;
  return <p class="step">{page.translate('register.step', { step: Math.min(step, steps), steps })}</p>;
}
