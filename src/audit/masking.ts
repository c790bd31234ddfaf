import Bowser from 'bowser';

/** Text that may stand in the audit log. Only the functions of this file make it. */
export type Masked = string & { readonly isMasked: true };

/** `b***@company.com` */
export function maskEmailAddress(address: string): Masked {
  const at = address.lastIndexOf('@');
  const [first = ''] = address.slice(0, at);
  return `${first}***${address.slice(at)}` as Masked;
}

/** `+32******22`: users know their numbers by the last two digits. */
export function maskPhoneNumber(number: string): Masked {
  const hidden = Math.max(0, number.length - 5);
  return `${number.slice(0, 3)}${'*'.repeat(hidden)}${number.slice(3 + hidden)}` as Masked;
}

/** A client is no person, and named as it is. */
export function nameOfClient(globalid: string): Masked {
  return globalid as Masked;
}

const longestFamily = 60;

/** What kind of program it was, without version and device: `Firefox, Linux`. Empty when it does not say. */
export function userAgentFamily(userAgent: string): string {
  if (userAgent === '') return '';
  const { browser, os } = Bowser.parse(userAgent.slice(0, 500));
  const family = [browser.name || programName(userAgent), os.name].filter(Boolean).join(', ');
  return family.slice(0, longestFamily);
}

/** Programs that are no browsers begin with their name: `curl/8.5.0`. */
function programName(userAgent: string): string | undefined {
  return /^([\w.-]{1,30})\//.exec(userAgent)?.[1];
}
