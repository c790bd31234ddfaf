import type { Unanswerable } from '../../authorization-requests/consent/consent-question.ts';
import { askAgainAddress } from '../../authorization-requests/sign-in-address.ts';
import { Message } from '../../ui/components.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';

/** A page for a question that can no longer be answered, with a way to ask it again. */
export function unanswerablePage({ translate }: PageRequest, unanswerable: Unanswerable): PageResponse {
  if (unanswerable.problem === 'unknown') {
    const paragraphs = [translate('consent.unknown.text')];
    const title = translate('consent.unknown.title');
    const content = (
      <Message title={title} paragraphs={paragraphs}>
        <p>
          <a href="/">{translate('error.home')}</a>
        </p>
      </Message>
    );
    return { status: 410, page: { title, content } };
  }
  const { problem, request } = unanswerable;
  const texts =
    request.deviceHash && problem === 'decided' ? 'device.decided' : (`consent.${problem}` as const);
  const title = translate(`${texts}.title`);
  const content = (
    <Message title={title} paragraphs={[translate(`${texts}.text`)]}>
      <p>
        <a class="button primary" href={askAgainAddress(request)}>
          {translate(`${texts}.again`)}
        </a>
      </p>
    </Message>
  );
  return { status: problem === 'decided' ? 409 : 410, page: { title, content } };
}
