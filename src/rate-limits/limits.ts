/** A number of attempts of one kind in a time window, which begins with the first attempt. */
export interface Limit {
  /** Part of the stored key. */
  readonly name: string;
  readonly attempts: number;
  readonly seconds: number;
  /**
   * If set, a used-up limit delays attempts instead of refusing them until the window ends: each further attempt has to
   * wait twice as long as the one before, and restarts the window. In seconds.
   */
  readonly wait?: { readonly first: number; readonly longest: number };
}

const minutes = 60;
const hours = 3600;
const days = 86_400;

/** All limits. The servers of one database count together. */
export const limits = {
  /** Calls from each network. */
  phoneValidationCalls: { name: 'calls to validate a phone from', attempts: 50, seconds: 10 * minutes },
  registrationResendCalls: { name: 'calls to resend validations from', attempts: 50, seconds: 10 * minutes },
  loginCodeCalls: { name: 'calls for login codes from', attempts: 50, seconds: 10 * minutes },
  loginCodeResendCalls: { name: 'calls to resend login codes from', attempts: 50, seconds: 10 * minutes },

  /**
   * Against flooding a phone, and against guessing codes by requesting new ones. Sign-in codes are counted separately,
   * so that strangers who register or validate a number cannot keep its owner from signing in.
   */
  smsToNumber: { name: 'texts to', attempts: 5, seconds: 10 * minutes },
  smsToNumberDaily: { name: 'texts in a day to', attempts: 20, seconds: days },
  /** Against using one account or one machine to send messages to many numbers. */
  smsOfAccount: { name: 'texts of', attempts: 10, seconds: hours },
  smsFromNetwork: { name: 'texts from', attempts: 50, seconds: 10 * minutes },
  /** The budget of the operator, set by IYO_SMS_HOURLY_BUDGET. */
  smsOfServer: { name: 'texts in all', attempts: 1000, seconds: hours },

  /** The same without sign-in codes, which have a part of the budget to themselves. */
  smsButSignIns: { name: 'texts but sign-ins', attempts: 750, seconds: hours },

  /**
   * The key includes the kind of mail, so that invitations by strangers cannot keep a user from validating an address.
   */
  mailsToAddress: { name: 'mails to', attempts: 5, seconds: hours },
  mailsOfAccount: { name: 'mails of', attempts: 20, seconds: days },
  mailsFromNetwork: { name: 'mails from', attempts: 30, seconds: hours },
  /** By a user or an organization. */
  invitationsOfInviter: { name: 'invitations of', attempts: 1000, seconds: days },
  /** By the directory of an organization; equal to the limit for invitation mails. */
  directoryInvitations: { name: 'directory invitations of', attempts: 1000, seconds: days },
  /** By the directory of an organization. Directories send up to 25 calls a second. */
  directoryCalls: { name: 'directory calls of', attempts: 3000, seconds: 60 },

  passwordsOfAccountFromNetwork: { name: 'passwords of account from', attempts: 10, seconds: 15 * minutes },
  /** Guessing from many networks slows the owner down too, but does not lock the owner out. */
  passwordsOfAccount: {
    name: 'passwords of',
    attempts: 50,
    seconds: days,
    wait: { first: 30, longest: 15 * minutes },
  },
  passwordsFromNetwork: { name: 'passwords from', attempts: 100, seconds: 15 * minutes },
  wrongTotpCodes: { name: 'wrong totp of', attempts: 10, seconds: 15 * minutes },
  passkeyAnswersFromNetwork: { name: 'passkey answers from', attempts: 300, seconds: 15 * minutes },
  passkeysFromNetwork: { name: 'passkeys from', attempts: 300, seconds: 15 * minutes },
  wrongRecoveryCodes: { name: 'wrong recovery codes of', attempts: 10, seconds: 15 * minutes },
  /** Separate from the limit for signing in: an API key must not be enough to lock the user out. */
  wrongTotpSetups: { name: 'wrong totp set-up of', attempts: 10, seconds: 15 * minutes },

  /** Counted for each kind of failure: failing on purpose must not fill a mailbox. */
  failureNotices: { name: 'notices of failures of', attempts: 1, seconds: days },

  recoveriesOfIdentifier: { name: 'recoveries of', attempts: 5, seconds: hours },
  /** Over these limits nothing is sent, and the response does not reveal it. */
  recoveriesOfAccountFromNetwork: { name: 'recoveries of account from', attempts: 5, seconds: hours },
  recoveriesOfAccount: { name: 'recoveries of account', attempts: 20, seconds: hours },
  /** Each one mails every address of the user. */
  factorResetsOfAccount: { name: 'factor resets of', attempts: 3, seconds: days },
  recoveriesFromNetwork: { name: 'recoveries from', attempts: 20, seconds: hours },
  accountLinksOfAccount: { name: 'account links of', attempts: 20, seconds: hours },
  /** Each one computes a password hash. */
  registrationStepsFromNetwork: { name: 'registration steps from', attempts: 60, seconds: 10 * minutes },
  passwordResetsOfAccount: { name: 'password resets of', attempts: 20, seconds: hours },
  registrationsFromNetwork: { name: 'registrations from', attempts: 20, seconds: hours },

  /** Look-ups by phone number or email address, without any credential. */
  contactLookups: { name: 'contact-lookup', attempts: 60, seconds: 10 * minutes },
  /** Invitations, and look-ups of users by phone number or email address, by an authenticated caller. */
  userLookupsOfCaller: { name: 'user look-ups of', attempts: 300, seconds: hours },
  userLookupsFromNetwork: { name: 'user look-ups from', attempts: 1000, seconds: hours },
  /** Each one queries a name server that the caller chooses. */
  dnsProofsOfCaller: { name: 'DNS proofs of', attempts: 60, seconds: hours },
  /** Each one is stored for a while, and public clients need no secret. */
  pushedRequestsFromNetwork: { name: 'pushed requests of', attempts: 300, seconds: 10 * minutes },
  /** Test events and repeated deliveries, by an organization. Each makes this server call another one. */
  webhookSendings: { name: 'webhook sendings of', attempts: 120, seconds: hours },
  /** By an organization. */
  clientRegistrations: { name: 'client registrations of', attempts: 60, seconds: hours },
  devicesFromNetwork: { name: 'devices of', attempts: 300, seconds: 10 * minutes },
  /** Against guessing the short codes that devices show, and so approving another user's device. */
  userCodesOfAccount: { name: 'user codes of', attempts: 10, seconds: 15 * minutes },
  userCodesFromNetwork: { name: 'user codes from', attempts: 100, seconds: 15 * minutes },
  /** Wrong credentials of one client from one network. */
  clientFailures: { name: 'token', attempts: 60, seconds: 10 * minutes },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;

/** @throws Error for an unknown name */
export function limitNamed(name: string): LimitName {
  if (!Object.hasOwn(limits, name)) throw new Error(`no limit is called ${name}`);
  return name as LimitName;
}
