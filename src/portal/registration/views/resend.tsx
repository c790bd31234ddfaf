import type { VNode } from 'preact';
import type { Registration } from '../../../authentication/registration/queries.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Kept } from './kept.tsx';

/** Messages of phone companies take as long; a second one puts an end to the first. */
const waitSeconds = 30;

/** Sends another message, in place of the one before. */
export function Resend({ page, registration }: { page: PageRequest; registration: Registration }): VNode {
  return (
    <Form page={page} action="/register/resendvalidation">
      <Kept registration={registration} />
      <Submit kind="quiet" waitSeconds={waitSeconds}>
        {page.translate('register.resend')}
      </Submit>
    </Form>
  );
}
