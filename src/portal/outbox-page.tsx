import type { VNode } from 'preact';
import type { Outbox, OutboxMessage } from '../outbox/development-outbox.ts';
import type { PageHandler } from '../ui/endpoint.tsx';
import { errorPage } from '../ui/failure.tsx';
import type { PageRequest } from '../ui/page-request.ts';
import { Time } from '../ui/time.tsx';
import { isLoopbackCaller } from '../web/loopback-caller.ts';

/**
 * `GET /dev/outbox`: the messages that would have been sent; newest first as HTML, oldest first as JSON. Messages
 * contain codes and links, so requests from other machines get 404.
 */
export function outboxPage(outbox: Outbox): PageHandler {
  return (page) => {
    const { request, translate } = page;
    if (!isLoopbackCaller(request)) return errorPage(page, 404);
    const messages = outbox.messages();
    if (request.accepts(['json', 'html']) !== 'html') return { status: 200, json: messages };
    const title = translate('outbox.title');
    const content = (
      <section class="card">
        <h1>{title}</h1>
        <p>{translate(messages.length > 0 ? 'outbox.text' : 'outbox.none')}</p>
        <ul class="rows">
          {[...messages].reverse().map((message) => (
            <li key={message}>
              <Message page={page} message={message} />
            </li>
          ))}
        </ul>
      </section>
    );
    return { page: { title, content, width: 'wide' } };
  };
}

interface MessageProps {
  readonly page: PageRequest;
  readonly message: OutboxMessage;
}

function Message({ page, message }: MessageProps): VNode {
  const to = message.channel === 'mail' ? message.to.join(', ') : message.to;
  return (
    <>
      <p>
        <strong>{message.channel === 'mail' ? message.subject : 'SMS'}</strong>
        <br />
        <span class="hint">
          {to} · <Time page={page} at={new Date(message.at)} />
        </span>
      </p>
      <p class="message-text">{linked(message.text)}</p>
    </>
  );
}

/** Turns the URLs of a message into links. */
function linked(text: string): (string | VNode)[] {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a key={index} href={part}>
        {part}
      </a>
    ),
  );
}
