import type { Unanswerable } from '../../authorization-requests/consent/consent-question.ts';
import { askAgainAddress } from '../../authorization-requests/sign-in-address.ts';
import type { Answer } from '../../ui/answer.ts';
import { Message } from '../../ui/components.tsx';
import type { PageRequest } from '../../ui/page-request.ts';

/** A question that cannot be answered any more, with the way to ask it again. */
export function unanswerablePage({ translate }: PageRequest, unanswerable: Unanswerable): Answer {
  const { problem } = unanswerable;
  const title = translate(`consent.${problem}.title`);
  const content = (
    <Message title={title} paragraphs={[translate(`consent.${problem}.text`)]}>
      {unanswerable.problem !== 'unknown' && (
        <p>
          <a class="button primary" href={askAgainAddress(unanswerable.request)}>
            {translate(`consent.${unanswerable.problem}.again`)}
          </a>
        </p>
      )}
    </Message>
  );
  return { status: problem === 'decided' ? 409 : 410, page: { title, content } };
}
