import { selfAddress } from '../oauth/authorize/sign-in-address.ts';
import type { Answer } from '../pages/answer.ts';
import { Message } from '../pages/components.tsx';
import type { Visit } from '../pages/visit.ts';
import type { Unanswerable } from './load.ts';

/** A question that cannot be answered any more, with the way to ask it again. */
export function unanswerablePage({ translate }: Visit, unanswerable: Unanswerable): Answer {
  const { problem } = unanswerable;
  const title = translate(`consent.${problem}.title`);
  const content = (
    <Message title={title} paragraphs={[translate(`consent.${problem}.text`)]}>
      {unanswerable.problem !== 'unknown' && (
        <p>
          <a class="button primary" href={selfAddress(new URLSearchParams(unanswerable.row.query))}>
            {translate(`consent.${unanswerable.problem}.again`)}
          </a>
        </p>
      )}
    </Message>
  );
  return { status: problem === 'decided' ? 409 : 410, page: { title, content } };
}
