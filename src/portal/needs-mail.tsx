import type { MessageQueue } from '../outbox/message-queue.ts';
import { Message } from '../ui/components.tsx';
import type { PageHandler } from '../ui/endpoint.tsx';

/**
 * A page of which nothing comes without mail. Where none can be sent it says so, with 503, and to programs with an
 * empty answer of that status.
 */
export function needsMail(
  { messages }: { readonly messages: Pick<MessageQueue, 'channels'> },
  what: 'register.closed' | 'recovery.unavailable',
  handler: PageHandler,
): PageHandler {
  if (messages.channels.mail) return handler;
  return ({ translate, submission }) => {
    if (submission.kind === 'json') return { status: 503 };
    const title = translate(`${what}.title`);
    const content = (
      <Message title={title} paragraphs={[translate(`${what}.text`)]}>
        <p>
          <a href="/login">{translate('recovery.signIn')}</a>
        </p>
      </Message>
    );
    return { status: 503, page: { title, content } };
  };
}
