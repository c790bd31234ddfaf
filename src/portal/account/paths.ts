/** The start page of the account. */
export const overviewPath = '/account';

export const sessionsPath = '/account/sessions';

/** What the page of sessions ends: one session, all others, or what a browser is remembered for. */
export type EndingName = 'session' | 'others' | 'device';

/** The page that asks before something is ended, and where its form posts. */
export const endingPath = `${sessionsPath}/end`;

/** @param id of the session or the device */
export function endingQuestionPath(what: EndingName, id = ''): string {
  return `${endingPath}?${new URLSearchParams({ what, ...(id !== '' && { id }) })}`;
}
