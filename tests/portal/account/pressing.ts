import type { Response } from 'supertest';
import { formsOf, type UserAgent } from '../../support/user-agent.ts';

/** Submits the form of a page whose hidden values include the given ones. */
export function press(
  agent: UserAgent,
  page: Response,
  hidden: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = formsOf(page.text).find(({ values }) =>
    Object.entries(hidden).every(([name, value]) => values[name] === value),
  );
  if (!form)
    throw new Error(
      `no form with ${JSON.stringify(hidden)}: ${page.status} ${JSON.stringify(formsOf(page.text))}`,
    );
  return agent.postForm(form.action, { ...form.values, ...typed });
}
