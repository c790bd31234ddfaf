import type { VNode } from 'preact';
import type { Registration } from '../../../authentication/registration/queries.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { KeptFields } from './kept-fields.tsx';

/** An SMS may take this long to arrive, and a second one would make the first invalid. */
const waitSeconds = 30;

/** A button that sends another message, which replaces the previous one. */
export function Resend({ page, registration }: { page: PageRequest; registration: Registration }): VNode {
  return (
    <Form page={page} action="/register/resendvalidation">
      <KeptFields registration={registration} />
      <Submit kind="quiet" waitSeconds={waitSeconds}>
        {page.translate('register.resend')}
      </Submit>
    </Form>
  );
}
