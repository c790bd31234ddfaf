import type { MessageQueue } from '../outbox/message-queue.ts';
import { Message } from '../ui/components.tsx';
import type { PageHandler } from '../ui/endpoint.tsx';

/**
 * A page that needs mail. If no mail can be sent, the page says so with status 503; programs get that status with an
 * empty body.
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
