import type { VNode } from 'preact';
import type { PageRequest } from '../../../ui/page-request.ts';

interface StepProps {
  readonly page: PageRequest;
  readonly step: number;
  /** Whether a number is confirmed between the first step and the last. */
  readonly hasPhone: boolean;
}

/** Where in the registration a page is. */
export function Step({ page, step, hasPhone }: StepProps): VNode {
  const steps = hasPhone ? 3 : 2;
  return <p class="step">{page.translate('register.step', { step: Math.min(step, steps), steps })}</p>;
}
