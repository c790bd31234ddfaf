/** The server that clients meet; the files in `strict/` run the same tests under the strict profile. */
export const underTest: {
  profile: 'compatible' | 'strict';
  /** Settings that depart from the profile. */
  departures: Readonly<Record<string, string>>;
} = { profile: 'compatible', departures: {} };
