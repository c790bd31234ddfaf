import type { Answer } from '../pages/answer.ts';
import type { Visit } from '../pages/visit.ts';

/** On with it: for old clients in JSON, for browsers as a redirect. */
export function answerTo({ submission }: Visit, destination: string): Answer {
  return submission.kind === 'json'
    ? { status: 200, json: { redirecturl: destination } }
    : { redirect: destination };
}
