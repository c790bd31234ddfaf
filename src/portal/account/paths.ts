/** The start page of the account. */
export const overviewPath = '/account';

export const sessionsPath = '/account/sessions';

/** What the page of sessions can end: one session, all others, or the memory of a browser. */
export type EndingName = 'session' | 'others' | 'device';

/** The page that asks for confirmation before an ending; its form posts to the same path. */
export const endingPath = `${sessionsPath}/end`;

/** @param id of the session or the device */
export function endingQuestionPath(what: EndingName, id = ''): string {
  return `${endingPath}?${new URLSearchParams({ what, ...(id !== '' && { id }) })}`;
}
