import type { VNode } from 'preact';
import { Form, Submit } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';

/** Messages of phone companies take as long; a second one puts an end to the first. */
const waitSeconds = 30;

/** Sends another message, in place of the one before. */
export function Resend({ page }: { page: PageRequest }): VNode {
  return (
    <Form page={page} action="/register/resendvalidation">
      <Submit kind="quiet" waitSeconds={waitSeconds}>
        {page.translate('register.resend')}
      </Submit>
    </Form>
  );
}
