/** The kinds of events that a user can select, as patterns of event names. */
export const activityGroups = {
  signin: ['signin.%', 'factor.%', 'code.%', 'session.%', 'device.%'],
  security: [
    'password.%',
    'totp.%',
    'passkey.%',
    'recovery%',
    'factor_reset.%',
    'apikey.%',
    'linked_account.%',
  ],
  profile: [
    'name.%',
    'email.%',
    'phone.%',
    'address.%',
    'bank_account.%',
    'wallet_address.%',
    'public_key.%',
    'avatar.%',
    'preferences.%',
    'registry.%',
    'identifier.%',
  ],
  sharing: ['authorization.%', 'device_access.%', 'token.%', 'keystore.%', 'see.%', 'contract.%', 'call.%'],
  organizations: ['organization.%'],
  account: ['account.%', 'operator.%'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ActivityGroup = keyof typeof activityGroups;

export const groupNames = Object.keys(activityGroups) as ActivityGroup[];
