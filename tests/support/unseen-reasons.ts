/** Why a status declared by the contract occurs in no test, by operation and status. */
export const unseenReasons: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  ...vanishing(
    'getUser updateUserName registerNewEmailAddress getAvatars createAvatarFromLink createAvatarFromImage',
    'getTwoFAMethods getUserInformation registerNewUserAddress registerNewDigitalAssetAddress',
    'registerNewUserPhonenumber createUserBankAccount generateIyoID addPublicKey',
  ),
  listPublicKeys: { 404: 'printed in the reference; who has no keys gets an empty list' },
  createSeeObject: { 404: 'printed in the reference; a new document has nothing to be missing' },
  lookupIyoID: {
    403: 'needs a token without any scope of a user, which the token service does not hand out',
  },
};

/** The tokens of a user end with the account, so only a request in progress can observe this. */
function vanishing(...operations: readonly string[]): Record<string, Record<number, string>> {
  const names = operations.join(' ').split(' ');
  return Object.fromEntries(
    names.map((name) => [name, { 404: 'the account is erased while the request runs' }]),
  );
}
