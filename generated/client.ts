// Generated from api.raml by "make generate". Do not edit.

import type * as O from './operations.ts';

export interface Client {
  /** POST /users — Creates a user without a password. */
  createUser(request: Given<O.CreateUserRequest, 'body'>): Promise<O.CreateUserResponse>;
  /** GET /users/avatar/img/{hash} — Returns the file of an uploaded avatar, or a part of it. */
  getAvatarImage(request: Given<O.GetAvatarImageRequest, 'path'>): Promise<O.GetAvatarImageResponse>;
  /** GET /users/identifiers/{identifier} — Returns the user of an identifier, only to the client for which it was created. */
  lookupIyoID(request: Given<O.LookupIyoIDRequest, 'path'>): Promise<O.LookupIyoIDResponse>;
  /** GET /users/{username} — Returns all data of the user, without secrets. */
  getUser(request: Given<O.GetUserRequest, 'path'>): Promise<O.GetUserResponse>;
  /** PUT /users/{username}/name — Changes the first and the last name of the user. */
  updateUserName(
    request: Given<O.UpdateUserNameRequest, 'path' | 'body'>,
  ): Promise<O.UpdateUserNameResponse>;
  /** PUT /users/{username}/password — Changes the password of the user. */
  updatePassword(
    request: Given<O.UpdatePasswordRequest, 'path' | 'body'>,
  ): Promise<O.UpdatePasswordResponse>;
  /** GET /users/{username}/emailaddresses — Lists the email addresses of the user, in the order in which they were added. */
  getEmailAddresses(
    request: Given<O.GetEmailAddressesRequest, 'path'>,
  ): Promise<O.GetEmailAddressesResponse>;
  /** POST /users/{username}/emailaddresses — Adds an email address. */
  registerNewEmailAddress(
    request: Given<O.RegisterNewEmailAddressRequest, 'path' | 'body'>,
  ): Promise<O.RegisterNewEmailAddressResponse>;
  /** PUT /users/{username}/emailaddresses/{label} — Changes the label of an email address, the address, or both. */
  updateEmailAddress(
    request: Given<O.UpdateEmailAddressRequest, 'path' | 'body'>,
  ): Promise<O.UpdateEmailAddressResponse>;
  /** DELETE /users/{username}/emailaddresses/{label} — Removes an email address. */
  deleteEmailAddress(
    request: Given<O.DeleteEmailAddressRequest, 'path'>,
  ): Promise<O.DeleteEmailAddressResponse>;
  /** POST /users/{username}/emailaddresses/{label}/validate — Sends a message with a validation link to the email address. */
  validateEmailAddress(
    request: Given<O.ValidateEmailAddressRequest, 'path'>,
  ): Promise<O.ValidateEmailAddressResponse>;
  /** POST /users/{username}/apikeys — Creates an API key for the user. */
  addApiKey(request: Given<O.AddApiKeyRequest, 'path' | 'body'>): Promise<O.AddApiKeyResponse>;
  /** GET /users/{username}/apikeys — Lists the API keys of the user, oldest first. */
  listAPIKeys(request: Given<O.ListAPIKeysRequest, 'path'>): Promise<O.ListAPIKeysResponse>;
  /** PUT /users/{username}/apikeys/{label} — Changes the label of the API key. */
  updateAPIkey(
    request: Given<O.UpdateAPIkeyRequest, 'path' | 'body'>,
  ): Promise<O.UpdateAPIkeyResponse>;
  /** GET /users/{username}/apikeys/{label} — Returns one API key. */
  getAPIkey(request: Given<O.GetAPIkeyRequest, 'path'>): Promise<O.GetAPIkeyResponse>;
  /** DELETE /users/{username}/apikeys/{label} — Removes the API key and revokes its tokens. */
  deleteAPIkey(request: Given<O.DeleteAPIkeyRequest, 'path'>): Promise<O.DeleteAPIkeyResponse>;
  /** GET /users/{username}/avatar — Lists the stored avatars of the user, then the pictures of the linked accounts. */
  getAvatars(request: Given<O.GetAvatarsRequest, 'path'>): Promise<O.GetAvatarsResponse>;
  /** POST /users/{username}/avatar — Adds an avatar stored elsewhere. */
  createAvatarFromLink(
    request: Given<O.CreateAvatarFromLinkRequest, 'path' | 'body'>,
  ): Promise<O.CreateAvatarFromLinkResponse>;
  /** POST /users/{username}/avatar/img/{label} — Adds an avatar from an uploaded PNG, JPEG, GIF or WebP file of at most 102400 bytes. */
  createAvatarFromImage(
    request: Given<O.CreateAvatarFromImageRequest, 'path' | 'body'>,
  ): Promise<O.CreateAvatarFromImageResponse>;
  /** PUT /users/{username}/avatar/{label} — Changes the label of an avatar, its URL, or both. */
  updateAvatarLink(
    request: Given<O.UpdateAvatarLinkRequest, 'path' | 'body'>,
  ): Promise<O.UpdateAvatarLinkResponse>;
  /** DELETE /users/{username}/avatar/{label} — Removes an avatar and its uploaded file. */
  deleteAvatar(request: Given<O.DeleteAvatarRequest, 'path'>): Promise<O.DeleteAvatarResponse>;
  /** PUT /users/{username}/avatar/{label}/to/{newlabel} — Replaces the picture of an avatar with an uploaded PNG, JPEG, GIF or WebP file of at most 102400 bytes. */
  updateAvatarFile(
    request: Given<O.UpdateAvatarFileRequest, 'path' | 'body'>,
  ): Promise<O.UpdateAvatarFileResponse>;
  /** POST /users/{username}/registry — Writes an entry to the registry of the user. */
  addUserRegistryEntry(
    request: Given<O.AddUserRegistryEntryRequest, 'path' | 'body'>,
  ): Promise<O.AddUserRegistryEntryResponse>;
  /** GET /users/{username}/registry — Lists the registry of the user, oldest key first. */
  listUserRegistry(
    request: Given<O.ListUserRegistryRequest, 'path'>,
  ): Promise<O.ListUserRegistryResponse>;
  /** DELETE /users/{username}/registry/{key} — Removes an entry from the registry of the user. */
  deleteUserRegistryEntry(
    request: Given<O.DeleteUserRegistryEntryRequest, 'path'>,
  ): Promise<O.DeleteUserRegistryEntryResponse>;
  /** GET /users/{username}/registry/{key} — Returns one entry of the registry. */
  getUserRegistryEntry(
    request: Given<O.GetUserRegistryEntryRequest, 'path'>,
  ): Promise<O.GetUserRegistryEntryResponse>;
  /** DELETE /users/{username}/github — Unlinks the GitHub account of the user. */
  deleteGithubAccount(
    request: Given<O.DeleteGithubAccountRequest, 'path'>,
  ): Promise<O.DeleteGithubAccountResponse>;
  /** DELETE /users/{username}/facebook — Unlinks the Facebook account of the user. */
  deleteFacebookAccount(
    request: Given<O.DeleteFacebookAccountRequest, 'path'>,
  ): Promise<O.DeleteFacebookAccountResponse>;
  /** GET /users/{username}/twofamethods — Returns the second factors of the user. */
  getTwoFAMethods(
    request: Given<O.GetTwoFAMethodsRequest, 'path'>,
  ): Promise<O.GetTwoFAMethodsResponse>;
  /** GET /users/{username}/totp — Returns a new secret for an authenticator app, different each time and never the one in use. */
  getTOTPSecret(request: Given<O.GetTOTPSecretRequest, 'path'>): Promise<O.GetTOTPSecretResponse>;
  /** POST /users/{username}/totp — Sets up an authenticator app as a second factor of the user. */
  setupTOTP(request: Given<O.SetupTOTPRequest, 'path' | 'body'>): Promise<O.SetupTOTPResponse>;
  /** DELETE /users/{username}/totp — Removes the authenticator app as a second factor. */
  removeTOTP(request: Given<O.RemoveTOTPRequest, 'path'>): Promise<O.RemoveTOTPResponse>;
  /** GET /users/{username}/info — Returns what the caller may know about the user. */
  getUserInformation(
    request: Given<O.GetUserInformationRequest, 'path'>,
  ): Promise<O.GetUserInformationResponse>;
  /** GET /users/{username}/addresses — Lists the addresses of the user, in the order in which they were added. */
  getUserAddresses(
    request: Given<O.GetUserAddressesRequest, 'path'>,
  ): Promise<O.GetUserAddressesResponse>;
  /** POST /users/{username}/addresses — Adds one to the addresses of the user. */
  registerNewUserAddress(
    request: Given<O.RegisterNewUserAddressRequest, 'path' | 'body'>,
  ): Promise<O.RegisterNewUserAddressResponse>;
  /** GET /users/{username}/addresses/{label} — Returns the address with this label. */
  getUserAddressByLabel(
    request: Given<O.GetUserAddressByLabelRequest, 'path'>,
  ): Promise<O.GetUserAddressByLabelResponse>;
  /** PUT /users/{username}/addresses/{label} — Replaces the address with this label. */
  updateUserAddress(
    request: Given<O.UpdateUserAddressRequest, 'path' | 'body'>,
  ): Promise<O.UpdateUserAddressResponse>;
  /** DELETE /users/{username}/addresses/{label} — Removes the address with this label. */
  deleteUserAddress(
    request: Given<O.DeleteUserAddressRequest, 'path'>,
  ): Promise<O.DeleteUserAddressResponse>;
  /** GET /users/{username}/digitalwallet — Lists the digital wallet addresses of the user, including expired ones. */
  getDigitalWallet(
    request: Given<O.GetDigitalWalletRequest, 'path'>,
  ): Promise<O.GetDigitalWalletResponse>;
  /** POST /users/{username}/digitalwallet — Adds one to the digital wallet addresses of the user. */
  registerNewDigitalAssetAddress(
    request: Given<O.RegisterNewDigitalAssetAddressRequest, 'path' | 'body'>,
  ): Promise<O.RegisterNewDigitalAssetAddressResponse>;
  /** GET /users/{username}/digitalwallet/{label} — Returns the digital wallet address with this label. */
  getDigitalAssetAddressByLabel(
    request: Given<O.GetDigitalAssetAddressByLabelRequest, 'path'>,
  ): Promise<O.GetDigitalAssetAddressByLabelResponse>;
  /** PUT /users/{username}/digitalwallet/{label} — Replaces the digital wallet address with this label. */
  updateDigitalAssetAddress(
    request: Given<O.UpdateDigitalAssetAddressRequest, 'path' | 'body'>,
  ): Promise<O.UpdateDigitalAssetAddressResponse>;
  /** DELETE /users/{username}/digitalwallet/{label} — Removes the digital wallet address with this label. */
  deleteDigitalAssetAddress(
    request: Given<O.DeleteDigitalAssetAddressRequest, 'path'>,
  ): Promise<O.DeleteDigitalAssetAddressResponse>;
  /** GET /users/{username}/phonenumbers — Lists the phone numbers of the user, in the order in which they were added. */
  getUserPhoneNumbers(
    request: Given<O.GetUserPhoneNumbersRequest, 'path'>,
  ): Promise<O.GetUserPhoneNumbersResponse>;
  /** POST /users/{username}/phonenumbers — Adds a phone number. */
  registerNewUserPhonenumber(
    request: Given<O.RegisterNewUserPhonenumberRequest, 'path' | 'body'>,
  ): Promise<O.RegisterNewUserPhonenumberResponse>;
  /** GET /users/{username}/phonenumbers/{label} — Returns the phone number with this label. */
  getUserPhonenumberByLabel(
    request: Given<O.GetUserPhonenumberByLabelRequest, 'path'>,
  ): Promise<O.GetUserPhonenumberByLabelResponse>;
  /** PUT /users/{username}/phonenumbers/{label} — Changes the label of a phone number, the number, or both. */
  updateUserPhonenumber(
    request: Given<O.UpdateUserPhonenumberRequest, 'path' | 'body'>,
  ): Promise<O.UpdateUserPhonenumberResponse>;
  /** DELETE /users/{username}/phonenumbers/{label} — Removes a phone number. */
  deleteUserPhonenumber(
    request: Given<O.DeleteUserPhonenumberRequest, 'path'>,
  ): Promise<O.DeleteUserPhonenumberResponse>;
  /** POST /users/{username}/phonenumbers/{label}/validate — Sends an SMS with a code to the phone number. */
  validatePhonenumber(
    request: Given<O.ValidatePhonenumberRequest, 'path'>,
  ): Promise<O.ValidatePhonenumberResponse>;
  /** PUT /users/{username}/phonenumbers/{label}/validate — Validates the phone number with the code from the SMS. */
  verifyPhoneNumber(
    request: Given<O.VerifyPhoneNumberRequest, 'path' | 'body'>,
  ): Promise<O.VerifyPhoneNumberResponse>;
  /** POST /users/{username}/banks — Adds one to the bank accounts of the user. */
  createUserBankAccount(
    request: Given<O.CreateUserBankAccountRequest, 'path' | 'body'>,
  ): Promise<O.CreateUserBankAccountResponse>;
  /** GET /users/{username}/banks — Lists the bank accounts of the user, in the order in which they were added. */
  getUserBankAccounts(
    request: Given<O.GetUserBankAccountsRequest, 'path'>,
  ): Promise<O.GetUserBankAccountsResponse>;
  /** GET /users/{username}/banks/{label} — Returns the bank account with this label. */
  getUserBankAccountByLabel(
    request: Given<O.GetUserBankAccountByLabelRequest, 'path'>,
  ): Promise<O.GetUserBankAccountByLabelResponse>;
  /** PUT /users/{username}/banks/{label} — Replaces the bank account with this label. */
  updateUserBankAccount(
    request: Given<O.UpdateUserBankAccountRequest, 'path' | 'body'>,
  ): Promise<O.UpdateUserBankAccountResponse>;
  /** DELETE /users/{username}/banks/{label} — Removes the bank account with this label. */
  deleteUserBankAccount(
    request: Given<O.DeleteUserBankAccountRequest, 'path'>,
  ): Promise<O.DeleteUserBankAccountResponse>;
  /** GET /users/{username}/notifications — Returns what awaits the user's decision, newest first. */
  getNotifications(
    request: Given<O.GetNotificationsRequest, 'path'>,
  ): Promise<O.GetNotificationsResponse>;
  /** GET /users/{username}/contracts — Lists the contracts of the user, newest first. */
  getUserContracts(
    request: Given<O.GetUserContractsRequest, 'path'>,
  ): Promise<O.GetUserContractsResponse>;
  /** POST /users/{username}/contracts — Stores a new contract. */
  createUserContract(
    request: Given<O.CreateUserContractRequest, 'path' | 'body'>,
  ): Promise<O.CreateUserContractResponse>;
  /** GET /users/{username}/authorizations — Lists what the user shares with organizations, sorted by organization. */
  getAllAuthorizations(
    request: Given<O.GetAllAuthorizationsRequest, 'path'>,
  ): Promise<O.GetAllAuthorizationsResponse>;
  /** GET /users/{username}/authorizations/{grantedTo} — Returns what the user shares with the organization. */
  getAuthorization(
    request: Given<O.GetAuthorizationRequest, 'path'>,
  ): Promise<O.GetAuthorizationResponse>;
  /** DELETE /users/{username}/authorizations/{grantedTo} — Ends all sharing with the organization and revokes its tokens for the user. */
  deleteAuthorization(
    request: Given<O.DeleteAuthorizationRequest, 'path'>,
  ): Promise<O.DeleteAuthorizationResponse>;
  /** PUT /users/{username}/authorizations/{grantedTo} — Sets what the user shares with the organization. */
  updateAuthorization(
    request: Given<O.UpdateAuthorizationRequest, 'path' | 'body'>,
  ): Promise<O.UpdateAuthorizationResponse>;
  /** GET /users/{username}/identifiers — Lists the identifiers created for the client of the token, oldest first. */
  listIyoIds(request: Given<O.ListIyoIdsRequest, 'path'>): Promise<O.ListIyoIdsResponse>;
  /** POST /users/{username}/identifiers — Creates an identifier for the client of the token. */
  generateIyoID(request: Given<O.GenerateIyoIDRequest, 'path'>): Promise<O.GenerateIyoIDResponse>;
  /** GET /users/{username}/organizations — Lists the organizations the user belongs to, whether directly, through an organization above, or through a linked one. */
  getUserOrganizations(
    request: Given<O.GetUserOrganizationsRequest, 'path'>,
  ): Promise<O.GetUserOrganizationsResponse>;
  /** DELETE /users/{username}/organizations/{globalid}/leave — Removes the user from the owners and members of the organization and ends all sharing with it. */
  leaveOrganization(
    request: Given<O.LeaveOrganizationRequest, 'path'>,
  ): Promise<O.LeaveOrganizationResponse>;
  /** POST /users/{username}/organizations/{globalid}/roles/{role} — Accepts a pending invitation: the user joins the organization. */
  acceptMembership(
    request: Given<O.AcceptMembershipRequest, 'path' | 'body'>,
  ): Promise<O.AcceptMembershipResponse>;
  /** DELETE /users/{username}/organizations/{globalid}/roles/{role} — Rejects a pending invitation. */
  rejectMembership(
    request: Given<O.RejectMembershipRequest, 'path'>,
  ): Promise<O.RejectMembershipResponse>;
  /** GET /users/{username}/publickeys — Lists the public keys of the user, in the order in which they were added. */
  listPublicKeys(request: Given<O.ListPublicKeysRequest, 'path'>): Promise<O.ListPublicKeysResponse>;
  /** POST /users/{username}/publickeys — Adds one to the public keys of the user. */
  addPublicKey(
    request: Given<O.AddPublicKeyRequest, 'path' | 'body'>,
  ): Promise<O.AddPublicKeyResponse>;
  /** GET /users/{username}/publickeys/{label} — Returns the public key with this label. */
  getPublicKey(request: Given<O.GetPublicKeyRequest, 'path'>): Promise<O.GetPublicKeyResponse>;
  /** PUT /users/{username}/publickeys/{label} — Replaces the public key with this label. */
  updatePublicKey(
    request: Given<O.UpdatePublicKeyRequest, 'path' | 'body'>,
  ): Promise<O.UpdatePublicKeyResponse>;
  /** DELETE /users/{username}/publickeys/{label} — Removes the public key with this label. */
  deletePublicKey(
    request: Given<O.DeletePublicKeyRequest, 'path'>,
  ): Promise<O.DeletePublicKeyResponse>;
  /** GET /users/{username}/keystore — Lists the keys that the calling organization stores for the user, oldest first. */
  getKeyStore(request: Given<O.GetKeyStoreRequest, 'path'>): Promise<O.GetKeyStoreResponse>;
  /** POST /users/{username}/keystore — Stores a key for the user. */
  saveKeyStoreKey(
    request: Given<O.SaveKeyStoreKeyRequest, 'path' | 'body'>,
  ): Promise<O.SaveKeyStoreKeyResponse>;
  /** GET /users/{username}/keystore/{label} — Returns one key that the calling organization stores for the user. */
  getKeyStoreKey(request: Given<O.GetKeyStoreKeyRequest, 'path'>): Promise<O.GetKeyStoreKeyResponse>;
  /** GET /users/{username}/see — Lists the documents stored for the user, each in its newest version, newest first. */
  getSeeObjects(request: Given<O.GetSeeObjectsRequest, 'path'>): Promise<O.GetSeeObjectsResponse>;
  /** POST /users/{username}/see — Stores a new document for the user, in its first version. */
  createSeeObject(
    request: Given<O.CreateSeeObjectRequest, 'path' | 'body'>,
  ): Promise<O.CreateSeeObjectResponse>;
  /** GET /users/{username}/see/{uniqueid}/{globalid} — Returns a document with its newest version, one version, or all versions. */
  getSeeObject(request: Given<O.GetSeeObjectRequest, 'path'>): Promise<O.GetSeeObjectResponse>;
  /** PUT /users/{username}/see/{uniqueid}/{globalid} — Adds a version to a document. */
  updateSeeObject(
    request: Given<O.UpdateSeeObjectRequest, 'path' | 'body'>,
  ): Promise<O.UpdateSeeObjectResponse>;
  /** PUT /users/{username}/see/{uniqueid}/{globalid}/sign/{version} — Signs an unsigned version of a document. */
  signSeeObject(
    request: Given<O.SignSeeObjectRequest, 'path' | 'body'>,
  ): Promise<O.SignSeeObjectResponse>;
  /** POST /organizations — Creates a root organization. */
  createNewOrganization(
    request: Given<O.CreateNewOrganizationRequest, 'body'>,
  ): Promise<O.CreateNewOrganizationResponse>;
  /** GET /organizations/{globalid} — Returns the organization to one of its owners or members. */
  getOrganization(
    request: Given<O.GetOrganizationRequest, 'path'>,
  ): Promise<O.GetOrganizationResponse>;
  /** POST /organizations/{globalid} — Creates an organization directly below this one. */
  createNewSubOrganization(
    request: Given<O.CreateNewSubOrganizationRequest, 'path' | 'body'>,
  ): Promise<O.CreateNewSubOrganizationResponse>;
  /** DELETE /organizations/{globalid} — Deletes the organization and everything below it, without confirmation, including logos, descriptions, invitations, links, API keys, tokens, authorizations and registry entries. */
  deleteOrganization(
    request: Given<O.DeleteOrganizationRequest, 'path'>,
  ): Promise<O.DeleteOrganizationResponse>;
  /** POST /organizations/{globalid}/description — Stores the text that introduces the organization in one language. */
  setDescription(
    request: Given<O.SetDescriptionRequest, 'path' | 'body'>,
  ): Promise<O.SetDescriptionResponse>;
  /** PUT /organizations/{globalid}/description — Replaces the text in one language, or adds it. */
  updateDescription(
    request: Given<O.UpdateDescriptionRequest, 'path' | 'body'>,
  ): Promise<O.UpdateDescriptionResponse>;
  /** GET /organizations/{globalid}/description/{langkey} — Returns the text in one language. */
  getDescription(request: Given<O.GetDescriptionRequest, 'path'>): Promise<O.GetDescriptionResponse>;
  /** DELETE /organizations/{globalid}/description/{langkey} — Removes the text in one language, if there is one. */
  deleteDescription(
    request: Given<O.DeleteDescriptionRequest, 'path'>,
  ): Promise<O.DeleteDescriptionResponse>;
  /** GET /organizations/{globalid}/description/{langkey}/withfallback — Returns the text in one language, or the English one if there is none. */
  getDescriptionWithFallback(
    request: Given<O.GetDescriptionWithFallbackRequest, 'path'>,
  ): Promise<O.GetDescriptionWithFallbackResponse>;
  /** GET /organizations/{globalid}/logo — Returns the logo of the organization. */
  getOrganizationLogo(
    request: Given<O.GetOrganizationLogoRequest, 'path'>,
  ): Promise<O.GetOrganizationLogoResponse>;
  /** PUT /organizations/{globalid}/logo — Sets the logo: a PNG, JPEG, GIF or WebP image as a base64 data URL, or a web address. */
  setOrganizationLogo(
    request: Given<O.SetOrganizationLogoRequest, 'path' | 'body'>,
  ): Promise<O.SetOrganizationLogoResponse>;
  /** DELETE /organizations/{globalid}/logo — Removes the logo, if there is one. */
  deleteOrganizationLogo(
    request: Given<O.DeleteOrganizationLogoRequest, 'path'>,
  ): Promise<O.DeleteOrganizationLogoResponse>;
  /** GET /organizations/{globalid}/2fa/validity — Returns for how many seconds a second factor, once used in a sign-in for this organization, is not required again. */
  get2faValidityTime(
    request: Given<O.Get2faValidityTimeRequest, 'path'>,
  ): Promise<O.Get2faValidityTimeResponse>;
  /** PUT /organizations/{globalid}/2fa/validity — Sets that time in seconds, as a bare number or as an object. */
  set2faValidityTime(
    request: Given<O.Set2faValidityTimeRequest, 'path' | 'body'>,
  ): Promise<O.Set2faValidityTimeResponse>;
  /** POST /organizations/{globalid}/orgmembers — Makes another organization a member of this one. */
  setOrgMember(
    request: Given<O.SetOrgMemberRequest, 'path' | 'body'>,
  ): Promise<O.SetOrgMemberResponse>;
  /** PUT /organizations/{globalid}/orgmembers — Moves a linked organization between the member organizations and the owner organizations. */
  updateOrganizationOrgMemberShip(
    request: Given<O.UpdateOrganizationOrgMemberShipRequest, 'path' | 'body'>,
  ): Promise<O.UpdateOrganizationOrgMemberShipResponse>;
  /** POST /organizations/{globalid}/orgmembers/includesuborgs — Links the sub-organizations of a linked organization, at any depth, to this one in the same role. */
  addIncludeSubOrgsOf(
    request: Given<O.AddIncludeSubOrgsOfRequest, 'path' | 'body'>,
  ): Promise<O.AddIncludeSubOrgsOfResponse>;
  /** DELETE /organizations/{globalid}/orgmembers/includesuborgs/{orgmember} — No longer links the sub-organizations of a linked organization. */
  removeIncludeSubOrgsOf(
    request: Given<O.RemoveIncludeSubOrgsOfRequest, 'path'>,
  ): Promise<O.RemoveIncludeSubOrgsOfResponse>;
  /** DELETE /organizations/{globalid}/orgmembers/{globalid2} — Removes a member organization; the caller needs no rights in that organization. */
  deleteOrgMember(
    request: Given<O.DeleteOrgMemberRequest, 'path'>,
  ): Promise<O.DeleteOrgMemberResponse>;
  /** POST /organizations/{globalid}/orgowners — Makes another organization an owner of this one. */
  setOrgOwner(request: Given<O.SetOrgOwnerRequest, 'path' | 'body'>): Promise<O.SetOrgOwnerResponse>;
  /** DELETE /organizations/{globalid}/orgowners/{globalid2} — Removes an owner organization; the caller needs no rights in that organization. */
  deleteOrgOwner(request: Given<O.DeleteOrgOwnerRequest, 'path'>): Promise<O.DeleteOrgOwnerResponse>;
  /** GET /organizations/{globalid}/users — Lists the direct owners and members, owners first, then by username. */
  getOrganizationUsers(
    request: Given<O.GetOrganizationUsersRequest, 'path'>,
  ): Promise<O.GetOrganizationUsersResponse>;
  /** GET /organizations/{globalid}/users/ismember/{username} — Returns whether a user is a member or an owner, directly or through an ancestor or a linked organization. */
  userIsMember(request: Given<O.UserIsMemberRequest, 'path'>): Promise<O.UserIsMemberResponse>;
  /** POST /organizations/{globalid}/organizations/{invitingorg}/roles/{role} — Accepts, on behalf of this organization, the invitation of another one. */
  acceptOrganizationInvite(
    request: Given<O.AcceptOrganizationInviteRequest, 'path'>,
  ): Promise<O.AcceptOrganizationInviteResponse>;
  /** DELETE /organizations/{globalid}/organizations/{invitingorg}/roles/{role} — Rejects, on behalf of this organization, the invitation of another one. */
  rejectOrganizationInvite(
    request: Given<O.RejectOrganizationInviteRequest, 'path'>,
  ): Promise<O.RejectOrganizationInviteResponse>;
  /** PUT /organizations/{globalid}/members — Makes a member an owner or an owner a member. */
  updateOrganizationMemberShip(
    request: Given<O.UpdateOrganizationMemberShipRequest, 'path' | 'body'>,
  ): Promise<O.UpdateOrganizationMemberShipResponse>;
  /** POST /organizations/{globalid}/members — Invites a user to become a member. */
  addOrganizationMember(
    request: Given<O.AddOrganizationMemberRequest, 'path' | 'body'>,
  ): Promise<O.AddOrganizationMemberResponse>;
  /** DELETE /organizations/{globalid}/members/{username} — Removes a member together with the invitations that name that user and with the user's authorization for this organization. */
  removeOrganizationMember(
    request: Given<O.RemoveOrganizationMemberRequest, 'path'>,
  ): Promise<O.RemoveOrganizationMemberResponse>;
  /** POST /organizations/{globalid}/owners — Invites a user to become an owner, in the same way as a new member. */
  addOrganizationOwner(
    request: Given<O.AddOrganizationOwnerRequest, 'path' | 'body'>,
  ): Promise<O.AddOrganizationOwnerResponse>;
  /** DELETE /organizations/{globalid}/owners/{username} — Removes an owner together with the invitations that name that user and with the user's authorization for this organization. */
  removeOrganizationOwner(
    request: Given<O.RemoveOrganizationOwnerRequest, 'path'>,
  ): Promise<O.RemoveOrganizationOwnerResponse>;
  /** GET /organizations/{globalid}/contracts — Lists the contracts of the organization, newest first. */
  getOrganizationContracts(
    request: Given<O.GetOrganizationContractsRequest, 'path'>,
  ): Promise<O.GetOrganizationContractsResponse>;
  /** POST /organizations/{globalid}/contracts — Stores a new contract. */
  createOrganizationContracty(
    request: Given<O.CreateOrganizationContractyRequest, 'path' | 'body'>,
  ): Promise<O.CreateOrganizationContractyResponse>;
  /** GET /organizations/{globalid}/invitations — Lists the invitations this organization has sent to users and other organizations, oldest first. */
  getInvitations(request: Given<O.GetInvitationsRequest, 'path'>): Promise<O.GetInvitationsResponse>;
  /** DELETE /organizations/{globalid}/invitations/{username} — Cancels the pending invitations sent to one user, address, number or organization. */
  removePendingOrganizationInvitation(
    request: Given<O.RemovePendingOrganizationInvitationRequest, 'path'>,
  ): Promise<O.RemovePendingOrganizationInvitationResponse>;
  /** GET /organizations/{globalid}/apikeys — Lists the labels of the API keys in ascending order. */
  getOrganizationAPIKeyLabels(
    request: Given<O.GetOrganizationAPIKeyLabelsRequest, 'path'>,
  ): Promise<O.GetOrganizationAPIKeyLabelsResponse>;
  /** POST /organizations/{globalid}/apikeys — Creates an API key. */
  createNewOrganizationAPIKey(
    request: Given<O.CreateNewOrganizationAPIKeyRequest, 'path' | 'body'>,
  ): Promise<O.CreateNewOrganizationAPIKeyResponse>;
  /** GET /organizations/{globalid}/apikeys/{label} — Returns one API key with its secret. */
  getOrganizationAPIKey(
    request: Given<O.GetOrganizationAPIKeyRequest, 'path'>,
  ): Promise<O.GetOrganizationAPIKeyResponse>;
  /** PUT /organizations/{globalid}/apikeys/{label} — Changes an API key. */
  updateOrganizationAPIKey(
    request: Given<O.UpdateOrganizationAPIKeyRequest, 'path' | 'body'>,
  ): Promise<O.UpdateOrganizationAPIKeyResponse>;
  /** DELETE /organizations/{globalid}/apikeys/{label} — Removes an API key, if it exists, and the organization tokens obtained with it. */
  deleteOrganizationAPIKey(
    request: Given<O.DeleteOrganizationAPIKeyRequest, 'path'>,
  ): Promise<O.DeleteOrganizationAPIKeyResponse>;
  /** POST /organizations/{globalid}/registry — Writes an entry to the registry of the organization. */
  addOrganizationRegistryEntry(
    request: Given<O.AddOrganizationRegistryEntryRequest, 'path' | 'body'>,
  ): Promise<O.AddOrganizationRegistryEntryResponse>;
  /** GET /organizations/{globalid}/registry — Lists the registry of the organization, oldest key first. */
  listOrganizationRegistry(
    request: Given<O.ListOrganizationRegistryRequest, 'path'>,
  ): Promise<O.ListOrganizationRegistryResponse>;
  /** DELETE /organizations/{globalid}/registry/{key} — Removes an entry from the registry of the organization. */
  deleteOrganizationRegistryEntry(
    request: Given<O.DeleteOrganizationRegistryEntryRequest, 'path'>,
  ): Promise<O.DeleteOrganizationRegistryEntryResponse>;
  /** GET /organizations/{globalid}/registry/{key} — Returns one entry of the registry. */
  getOrganizationRegistryEntry(
    request: Given<O.GetOrganizationRegistryEntryRequest, 'path'>,
  ): Promise<O.GetOrganizationRegistryEntryResponse>;
  /** POST /organizations/{globalid}/dns — Adds a DNS name. */
  createOrganizationDns(
    request: Given<O.CreateOrganizationDnsRequest, 'path' | 'body'>,
  ): Promise<O.CreateOrganizationDnsResponse>;
  /** PUT /organizations/{globalid}/dns/{dnsname} — Replaces a DNS name with another one, which takes its place in the list and is unproved. */
  updateOrganizationDns(
    request: Given<O.UpdateOrganizationDnsRequest, 'path' | 'body'>,
  ): Promise<O.UpdateOrganizationDnsResponse>;
  /** DELETE /organizations/{globalid}/dns/{dnsname} — Removes a DNS name. */
  deleteOrganizationDns(
    request: Given<O.DeleteOrganizationDnsRequest, 'path'>,
  ): Promise<O.DeleteOrganizationDnsResponse>;
  /** POST /organizations/{globalid}/dns/{dnsname}/proof — Looks up the TXT records of the name and marks it as proved if one of them names the organization. */
  proveOrganizationDns(
    request: Given<O.ProveOrganizationDnsRequest, 'path'>,
  ): Promise<O.ProveOrganizationDnsResponse>;
  /** POST /organizations/{globalid}/grants — Puts a tag on a user. */
  createUserGrant(
    request: Given<O.CreateUserGrantRequest, 'path' | 'body'>,
  ): Promise<O.CreateUserGrantResponse>;
  /** PUT /organizations/{globalid}/grants — Removes a tag from a user and adds another one at the end. */
  updateUserGrant(
    request: Given<O.UpdateUserGrantRequest, 'path' | 'body'>,
  ): Promise<O.UpdateUserGrantResponse>;
  /** GET /organizations/{globalid}/grants/havegrant/{grant} — Lists the users who have a tag and currently share something with the organization. */
  listUsersWithGrant(
    request: Given<O.ListUsersWithGrantRequest, 'path'>,
  ): Promise<O.ListUsersWithGrantResponse>;
  /** GET /organizations/{globalid}/grants/{username} — Lists the tags of a user. */
  getUserGrants(request: Given<O.GetUserGrantsRequest, 'path'>): Promise<O.GetUserGrantsResponse>;
  /** DELETE /organizations/{globalid}/grants/{username} — Removes all tags from a user. */
  deleteAllUserGrants(
    request: Given<O.DeleteAllUserGrantsRequest, 'path'>,
  ): Promise<O.DeleteAllUserGrantsResponse>;
  /** DELETE /organizations/{globalid}/grants/{username}/{grant} — Removes a tag from a user. */
  deleteUserGrant(
    request: Given<O.DeleteUserGrantRequest, 'path'>,
  ): Promise<O.DeleteUserGrantResponse>;
  /** GET /organizations/{globalid}/tree — Returns the path from the topmost ancestor down to this organization, and everything below it. */
  getOrganizationTree(
    request: Given<O.GetOrganizationTreeRequest, 'path'>,
  ): Promise<O.GetOrganizationTreeResponse>;
  /** POST /organizations/{globalid}/requiredscopes — Adds a scope that users who join are asked to share with the organization. */
  addRequiredScope(
    request: Given<O.AddRequiredScopeRequest, 'path' | 'body'>,
  ): Promise<O.AddRequiredScopeResponse>;
  /** PUT /organizations/{globalid}/requiredscopes/{requiredscope} — Replaces a required scope, which keeps its place in the list. */
  updateRequiredScope(
    request: Given<O.UpdateRequiredScopeRequest, 'path' | 'body'>,
  ): Promise<O.UpdateRequiredScopeResponse>;
  /** DELETE /organizations/{globalid}/requiredscopes/{requiredscope} — Stops requiring a scope. */
  deleteRequiredScope(
    request: Given<O.DeleteRequiredScopeRequest, 'path'>,
  ): Promise<O.DeleteRequiredScopeResponse>;
  /** GET /organizations/{globalid}/webhooks — Lists the webhooks, oldest first. */
  listWebhooks(request: Given<O.ListWebhooksRequest, 'path'>): Promise<O.ListWebhooksResponse>;
  /** POST /organizations/{globalid}/webhooks — Adds a webhook. */
  createWebhook(
    request: Given<O.CreateWebhookRequest, 'path' | 'body'>,
  ): Promise<O.CreateWebhookResponse>;
  /** GET /organizations/{globalid}/webhooks/{webhookid} — Returns a webhook without its secret. */
  getWebhook(request: Given<O.GetWebhookRequest, 'path'>): Promise<O.GetWebhookResponse>;
  /** PUT /organizations/{globalid}/webhooks/{webhookid} — Replaces address, description and events of a webhook, and enables or disables it. */
  updateWebhook(
    request: Given<O.UpdateWebhookRequest, 'path' | 'body'>,
  ): Promise<O.UpdateWebhookResponse>;
  /** DELETE /organizations/{globalid}/webhooks/{webhookid} — Removes a webhook. */
  deleteWebhook(request: Given<O.DeleteWebhookRequest, 'path'>): Promise<O.DeleteWebhookResponse>;
  /** POST /organizations/{globalid}/webhooks/{webhookid}/secret — Gives the webhook a new secret, shown only in this response. */
  rotateWebhookSecret(
    request: Given<O.RotateWebhookSecretRequest, 'path' | 'body'>,
  ): Promise<O.RotateWebhookSecretResponse>;
  /** POST /organizations/{globalid}/webhooks/{webhookid}/test — Sends an event `webhook.test` to this webhook, whichever events it is set to receive. */
  testWebhook(request: Given<O.TestWebhookRequest, 'path'>): Promise<O.TestWebhookResponse>;
  /** GET /organizations/{globalid}/webhooks/{webhookid}/deliveries — Lists the deliveries of the last seven days, newest first, at most the newest 1000. */
  listWebhookDeliveries(
    request: Given<O.ListWebhookDeliveriesRequest, 'path'>,
  ): Promise<O.ListWebhookDeliveriesResponse>;
  /** POST /organizations/{globalid}/webhooks/{webhookid}/deliveries/{deliveryid}/resend — Sends a delivery again, with the same id and content and a full set of attempts. */
  resendWebhookDelivery(
    request: Given<O.ResendWebhookDeliveryRequest, 'path'>,
  ): Promise<O.ResendWebhookDeliveryResponse>;
}

/**
 * Every method sends one request and returns what the contract declares for its status.
 * @throws UndeclaredStatus, and the errors of `fetch`
 */
export function createClient(options: ClientOptions): Client {
  return {
    createUser: (request) => send(options, calls.createUser, request),
    getAvatarImage: (request) => send(options, calls.getAvatarImage, request),
    lookupIyoID: (request) => send(options, calls.lookupIyoID, request),
    getUser: (request) => send(options, calls.getUser, request),
    updateUserName: (request) => send(options, calls.updateUserName, request),
    updatePassword: (request) => send(options, calls.updatePassword, request),
    getEmailAddresses: (request) => send(options, calls.getEmailAddresses, request),
    registerNewEmailAddress: (request) => send(options, calls.registerNewEmailAddress, request),
    updateEmailAddress: (request) => send(options, calls.updateEmailAddress, request),
    deleteEmailAddress: (request) => send(options, calls.deleteEmailAddress, request),
    validateEmailAddress: (request) => send(options, calls.validateEmailAddress, request),
    addApiKey: (request) => send(options, calls.addApiKey, request),
    listAPIKeys: (request) => send(options, calls.listAPIKeys, request),
    updateAPIkey: (request) => send(options, calls.updateAPIkey, request),
    getAPIkey: (request) => send(options, calls.getAPIkey, request),
    deleteAPIkey: (request) => send(options, calls.deleteAPIkey, request),
    getAvatars: (request) => send(options, calls.getAvatars, request),
    createAvatarFromLink: (request) => send(options, calls.createAvatarFromLink, request),
    createAvatarFromImage: (request) => send(options, calls.createAvatarFromImage, request),
    updateAvatarLink: (request) => send(options, calls.updateAvatarLink, request),
    deleteAvatar: (request) => send(options, calls.deleteAvatar, request),
    updateAvatarFile: (request) => send(options, calls.updateAvatarFile, request),
    addUserRegistryEntry: (request) => send(options, calls.addUserRegistryEntry, request),
    listUserRegistry: (request) => send(options, calls.listUserRegistry, request),
    deleteUserRegistryEntry: (request) => send(options, calls.deleteUserRegistryEntry, request),
    getUserRegistryEntry: (request) => send(options, calls.getUserRegistryEntry, request),
    deleteGithubAccount: (request) => send(options, calls.deleteGithubAccount, request),
    deleteFacebookAccount: (request) => send(options, calls.deleteFacebookAccount, request),
    getTwoFAMethods: (request) => send(options, calls.getTwoFAMethods, request),
    getTOTPSecret: (request) => send(options, calls.getTOTPSecret, request),
    setupTOTP: (request) => send(options, calls.setupTOTP, request),
    removeTOTP: (request) => send(options, calls.removeTOTP, request),
    getUserInformation: (request) => send(options, calls.getUserInformation, request),
    getUserAddresses: (request) => send(options, calls.getUserAddresses, request),
    registerNewUserAddress: (request) => send(options, calls.registerNewUserAddress, request),
    getUserAddressByLabel: (request) => send(options, calls.getUserAddressByLabel, request),
    updateUserAddress: (request) => send(options, calls.updateUserAddress, request),
    deleteUserAddress: (request) => send(options, calls.deleteUserAddress, request),
    getDigitalWallet: (request) => send(options, calls.getDigitalWallet, request),
    registerNewDigitalAssetAddress: (request) => send(options, calls.registerNewDigitalAssetAddress, request),
    getDigitalAssetAddressByLabel: (request) => send(options, calls.getDigitalAssetAddressByLabel, request),
    updateDigitalAssetAddress: (request) => send(options, calls.updateDigitalAssetAddress, request),
    deleteDigitalAssetAddress: (request) => send(options, calls.deleteDigitalAssetAddress, request),
    getUserPhoneNumbers: (request) => send(options, calls.getUserPhoneNumbers, request),
    registerNewUserPhonenumber: (request) => send(options, calls.registerNewUserPhonenumber, request),
    getUserPhonenumberByLabel: (request) => send(options, calls.getUserPhonenumberByLabel, request),
    updateUserPhonenumber: (request) => send(options, calls.updateUserPhonenumber, request),
    deleteUserPhonenumber: (request) => send(options, calls.deleteUserPhonenumber, request),
    validatePhonenumber: (request) => send(options, calls.validatePhonenumber, request),
    verifyPhoneNumber: (request) => send(options, calls.verifyPhoneNumber, request),
    createUserBankAccount: (request) => send(options, calls.createUserBankAccount, request),
    getUserBankAccounts: (request) => send(options, calls.getUserBankAccounts, request),
    getUserBankAccountByLabel: (request) => send(options, calls.getUserBankAccountByLabel, request),
    updateUserBankAccount: (request) => send(options, calls.updateUserBankAccount, request),
    deleteUserBankAccount: (request) => send(options, calls.deleteUserBankAccount, request),
    getNotifications: (request) => send(options, calls.getNotifications, request),
    getUserContracts: (request) => send(options, calls.getUserContracts, request),
    createUserContract: (request) => send(options, calls.createUserContract, request),
    getAllAuthorizations: (request) => send(options, calls.getAllAuthorizations, request),
    getAuthorization: (request) => send(options, calls.getAuthorization, request),
    deleteAuthorization: (request) => send(options, calls.deleteAuthorization, request),
    updateAuthorization: (request) => send(options, calls.updateAuthorization, request),
    listIyoIds: (request) => send(options, calls.listIyoIds, request),
    generateIyoID: (request) => send(options, calls.generateIyoID, request),
    getUserOrganizations: (request) => send(options, calls.getUserOrganizations, request),
    leaveOrganization: (request) => send(options, calls.leaveOrganization, request),
    acceptMembership: (request) => send(options, calls.acceptMembership, request),
    rejectMembership: (request) => send(options, calls.rejectMembership, request),
    listPublicKeys: (request) => send(options, calls.listPublicKeys, request),
    addPublicKey: (request) => send(options, calls.addPublicKey, request),
    getPublicKey: (request) => send(options, calls.getPublicKey, request),
    updatePublicKey: (request) => send(options, calls.updatePublicKey, request),
    deletePublicKey: (request) => send(options, calls.deletePublicKey, request),
    getKeyStore: (request) => send(options, calls.getKeyStore, request),
    saveKeyStoreKey: (request) => send(options, calls.saveKeyStoreKey, request),
    getKeyStoreKey: (request) => send(options, calls.getKeyStoreKey, request),
    getSeeObjects: (request) => send(options, calls.getSeeObjects, request),
    createSeeObject: (request) => send(options, calls.createSeeObject, request),
    getSeeObject: (request) => send(options, calls.getSeeObject, request),
    updateSeeObject: (request) => send(options, calls.updateSeeObject, request),
    signSeeObject: (request) => send(options, calls.signSeeObject, request),
    createNewOrganization: (request) => send(options, calls.createNewOrganization, request),
    getOrganization: (request) => send(options, calls.getOrganization, request),
    createNewSubOrganization: (request) => send(options, calls.createNewSubOrganization, request),
    deleteOrganization: (request) => send(options, calls.deleteOrganization, request),
    setDescription: (request) => send(options, calls.setDescription, request),
    updateDescription: (request) => send(options, calls.updateDescription, request),
    getDescription: (request) => send(options, calls.getDescription, request),
    deleteDescription: (request) => send(options, calls.deleteDescription, request),
    getDescriptionWithFallback: (request) => send(options, calls.getDescriptionWithFallback, request),
    getOrganizationLogo: (request) => send(options, calls.getOrganizationLogo, request),
    setOrganizationLogo: (request) => send(options, calls.setOrganizationLogo, request),
    deleteOrganizationLogo: (request) => send(options, calls.deleteOrganizationLogo, request),
    get2faValidityTime: (request) => send(options, calls.get2faValidityTime, request),
    set2faValidityTime: (request) => send(options, calls.set2faValidityTime, request),
    setOrgMember: (request) => send(options, calls.setOrgMember, request),
    updateOrganizationOrgMemberShip: (request) => send(options, calls.updateOrganizationOrgMemberShip, request),
    addIncludeSubOrgsOf: (request) => send(options, calls.addIncludeSubOrgsOf, request),
    removeIncludeSubOrgsOf: (request) => send(options, calls.removeIncludeSubOrgsOf, request),
    deleteOrgMember: (request) => send(options, calls.deleteOrgMember, request),
    setOrgOwner: (request) => send(options, calls.setOrgOwner, request),
    deleteOrgOwner: (request) => send(options, calls.deleteOrgOwner, request),
    getOrganizationUsers: (request) => send(options, calls.getOrganizationUsers, request),
    userIsMember: (request) => send(options, calls.userIsMember, request),
    acceptOrganizationInvite: (request) => send(options, calls.acceptOrganizationInvite, request),
    rejectOrganizationInvite: (request) => send(options, calls.rejectOrganizationInvite, request),
    updateOrganizationMemberShip: (request) => send(options, calls.updateOrganizationMemberShip, request),
    addOrganizationMember: (request) => send(options, calls.addOrganizationMember, request),
    removeOrganizationMember: (request) => send(options, calls.removeOrganizationMember, request),
    addOrganizationOwner: (request) => send(options, calls.addOrganizationOwner, request),
    removeOrganizationOwner: (request) => send(options, calls.removeOrganizationOwner, request),
    getOrganizationContracts: (request) => send(options, calls.getOrganizationContracts, request),
    createOrganizationContracty: (request) => send(options, calls.createOrganizationContracty, request),
    getInvitations: (request) => send(options, calls.getInvitations, request),
    removePendingOrganizationInvitation: (request) => send(options, calls.removePendingOrganizationInvitation, request),
    getOrganizationAPIKeyLabels: (request) => send(options, calls.getOrganizationAPIKeyLabels, request),
    createNewOrganizationAPIKey: (request) => send(options, calls.createNewOrganizationAPIKey, request),
    getOrganizationAPIKey: (request) => send(options, calls.getOrganizationAPIKey, request),
    updateOrganizationAPIKey: (request) => send(options, calls.updateOrganizationAPIKey, request),
    deleteOrganizationAPIKey: (request) => send(options, calls.deleteOrganizationAPIKey, request),
    addOrganizationRegistryEntry: (request) => send(options, calls.addOrganizationRegistryEntry, request),
    listOrganizationRegistry: (request) => send(options, calls.listOrganizationRegistry, request),
    deleteOrganizationRegistryEntry: (request) => send(options, calls.deleteOrganizationRegistryEntry, request),
    getOrganizationRegistryEntry: (request) => send(options, calls.getOrganizationRegistryEntry, request),
    createOrganizationDns: (request) => send(options, calls.createOrganizationDns, request),
    updateOrganizationDns: (request) => send(options, calls.updateOrganizationDns, request),
    deleteOrganizationDns: (request) => send(options, calls.deleteOrganizationDns, request),
    proveOrganizationDns: (request) => send(options, calls.proveOrganizationDns, request),
    createUserGrant: (request) => send(options, calls.createUserGrant, request),
    updateUserGrant: (request) => send(options, calls.updateUserGrant, request),
    listUsersWithGrant: (request) => send(options, calls.listUsersWithGrant, request),
    getUserGrants: (request) => send(options, calls.getUserGrants, request),
    deleteAllUserGrants: (request) => send(options, calls.deleteAllUserGrants, request),
    deleteUserGrant: (request) => send(options, calls.deleteUserGrant, request),
    getOrganizationTree: (request) => send(options, calls.getOrganizationTree, request),
    addRequiredScope: (request) => send(options, calls.addRequiredScope, request),
    updateRequiredScope: (request) => send(options, calls.updateRequiredScope, request),
    deleteRequiredScope: (request) => send(options, calls.deleteRequiredScope, request),
    listWebhooks: (request) => send(options, calls.listWebhooks, request),
    createWebhook: (request) => send(options, calls.createWebhook, request),
    getWebhook: (request) => send(options, calls.getWebhook, request),
    updateWebhook: (request) => send(options, calls.updateWebhook, request),
    deleteWebhook: (request) => send(options, calls.deleteWebhook, request),
    rotateWebhookSecret: (request) => send(options, calls.rotateWebhookSecret, request),
    testWebhook: (request) => send(options, calls.testWebhook, request),
    listWebhookDeliveries: (request) => send(options, calls.listWebhookDeliveries, request),
    resendWebhookDelivery: (request) => send(options, calls.resendWebhookDelivery, request),
  };
}

const calls = {
  createUser: {
    operation: 'createUser',
    method: 'POST',
    path: '/users',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getAvatarImage: {
    operation: 'getAvatarImage',
    method: 'GET',
    path: '/users/avatar/img/{hash}',
    responses: {
      200: {
        bytes: true,
        headers: {
          ETag: 'string',
          'Cache-Control': 'string',
          'Accept-Ranges': 'string',
          'Content-Disposition': 'string',
          'Content-Security-Policy': 'string',
        },
      },
      206: {
        bytes: true,
        headers: {
          ETag: 'string',
          'Cache-Control': 'string',
          'Accept-Ranges': 'string',
          'Content-Disposition': 'string',
          'Content-Security-Policy': 'string',
          'Content-Range': 'string',
        },
      },
      304: { headers: { ETag: 'string', 'Cache-Control': 'string' } },
      400: { json: true },
      404: { json: true },
      416: { json: true, headers: { 'Content-Range': 'string' } },
    },
  },
  lookupIyoID: {
    operation: 'lookupIyoID',
    method: 'GET',
    path: '/users/identifiers/{identifier}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  getUser: {
    operation: 'getUser',
    method: 'GET',
    path: '/users/{username}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updateUserName: {
    operation: 'updateUserName',
    method: 'PUT',
    path: '/users/{username}/name',
    body: 'json',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  updatePassword: {
    operation: 'updatePassword',
    method: 'PUT',
    path: '/users/{username}/password',
    body: 'json',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      413: { json: true },
      422: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  getEmailAddresses: {
    operation: 'getEmailAddresses',
    method: 'GET',
    path: '/users/{username}/emailaddresses',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  registerNewEmailAddress: {
    operation: 'registerNewEmailAddress',
    method: 'POST',
    path: '/users/{username}/emailaddresses',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  updateEmailAddress: {
    operation: 'updateEmailAddress',
    method: 'PUT',
    path: '/users/{username}/emailaddresses/{label}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  deleteEmailAddress: {
    operation: 'deleteEmailAddress',
    method: 'DELETE',
    path: '/users/{username}/emailaddresses/{label}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
    },
  },
  validateEmailAddress: {
    operation: 'validateEmailAddress',
    method: 'POST',
    path: '/users/{username}/emailaddresses/{label}/validate',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  addApiKey: {
    operation: 'addApiKey',
    method: 'POST',
    path: '/users/{username}/apikeys',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  listAPIKeys: {
    operation: 'listAPIKeys',
    method: 'GET',
    path: '/users/{username}/apikeys',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  updateAPIkey: {
    operation: 'updateAPIkey',
    method: 'PUT',
    path: '/users/{username}/apikeys/{label}',
    body: 'json',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getAPIkey: {
    operation: 'getAPIkey',
    method: 'GET',
    path: '/users/{username}/apikeys/{label}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  deleteAPIkey: {
    operation: 'deleteAPIkey',
    method: 'DELETE',
    path: '/users/{username}/apikeys/{label}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  getAvatars: {
    operation: 'getAvatars',
    method: 'GET',
    path: '/users/{username}/avatar',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  createAvatarFromLink: {
    operation: 'createAvatarFromLink',
    method: 'POST',
    path: '/users/{username}/avatar',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  createAvatarFromImage: {
    operation: 'createAvatarFromImage',
    method: 'POST',
    path: '/users/{username}/avatar/img/{label}',
    body: 'multipart',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  updateAvatarLink: {
    operation: 'updateAvatarLink',
    method: 'PUT',
    path: '/users/{username}/avatar/{label}',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deleteAvatar: {
    operation: 'deleteAvatar',
    method: 'DELETE',
    path: '/users/{username}/avatar/{label}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
    },
  },
  updateAvatarFile: {
    operation: 'updateAvatarFile',
    method: 'PUT',
    path: '/users/{username}/avatar/{label}/to/{newlabel}',
    body: 'multipart',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  addUserRegistryEntry: {
    operation: 'addUserRegistryEntry',
    method: 'POST',
    path: '/users/{username}/registry',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      413: { json: true },
    },
  },
  listUserRegistry: {
    operation: 'listUserRegistry',
    method: 'GET',
    path: '/users/{username}/registry',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  deleteUserRegistryEntry: {
    operation: 'deleteUserRegistryEntry',
    method: 'DELETE',
    path: '/users/{username}/registry/{key}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  getUserRegistryEntry: {
    operation: 'getUserRegistryEntry',
    method: 'GET',
    path: '/users/{username}/registry/{key}',
    responses: {
      200: { json: true },
      400: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  deleteGithubAccount: {
    operation: 'deleteGithubAccount',
    method: 'DELETE',
    path: '/users/{username}/github',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  deleteFacebookAccount: {
    operation: 'deleteFacebookAccount',
    method: 'DELETE',
    path: '/users/{username}/facebook',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  getTwoFAMethods: {
    operation: 'getTwoFAMethods',
    method: 'GET',
    path: '/users/{username}/twofamethods',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  getTOTPSecret: {
    operation: 'getTOTPSecret',
    method: 'GET',
    path: '/users/{username}/totp',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  setupTOTP: {
    operation: 'setupTOTP',
    method: 'POST',
    path: '/users/{username}/totp',
    body: 'json',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      413: { json: true },
      422: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  removeTOTP: {
    operation: 'removeTOTP',
    method: 'DELETE',
    path: '/users/{username}/totp',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 409: { json: true } },
  },
  getUserInformation: {
    operation: 'getUserInformation',
    method: 'GET',
    path: '/users/{username}/info',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  getUserAddresses: {
    operation: 'getUserAddresses',
    method: 'GET',
    path: '/users/{username}/addresses',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  registerNewUserAddress: {
    operation: 'registerNewUserAddress',
    method: 'POST',
    path: '/users/{username}/addresses',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getUserAddressByLabel: {
    operation: 'getUserAddressByLabel',
    method: 'GET',
    path: '/users/{username}/addresses/{label}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updateUserAddress: {
    operation: 'updateUserAddress',
    method: 'PUT',
    path: '/users/{username}/addresses/{label}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deleteUserAddress: {
    operation: 'deleteUserAddress',
    method: 'DELETE',
    path: '/users/{username}/addresses/{label}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  getDigitalWallet: {
    operation: 'getDigitalWallet',
    method: 'GET',
    path: '/users/{username}/digitalwallet',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  registerNewDigitalAssetAddress: {
    operation: 'registerNewDigitalAssetAddress',
    method: 'POST',
    path: '/users/{username}/digitalwallet',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getDigitalAssetAddressByLabel: {
    operation: 'getDigitalAssetAddressByLabel',
    method: 'GET',
    path: '/users/{username}/digitalwallet/{label}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updateDigitalAssetAddress: {
    operation: 'updateDigitalAssetAddress',
    method: 'PUT',
    path: '/users/{username}/digitalwallet/{label}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deleteDigitalAssetAddress: {
    operation: 'deleteDigitalAssetAddress',
    method: 'DELETE',
    path: '/users/{username}/digitalwallet/{label}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  getUserPhoneNumbers: {
    operation: 'getUserPhoneNumbers',
    method: 'GET',
    path: '/users/{username}/phonenumbers',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  registerNewUserPhonenumber: {
    operation: 'registerNewUserPhonenumber',
    method: 'POST',
    path: '/users/{username}/phonenumbers',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getUserPhonenumberByLabel: {
    operation: 'getUserPhonenumberByLabel',
    method: 'GET',
    path: '/users/{username}/phonenumbers/{label}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updateUserPhonenumber: {
    operation: 'updateUserPhonenumber',
    method: 'PUT',
    path: '/users/{username}/phonenumbers/{label}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deleteUserPhonenumber: {
    operation: 'deleteUserPhonenumber',
    method: 'DELETE',
    path: '/users/{username}/phonenumbers/{label}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
    },
  },
  validatePhonenumber: {
    operation: 'validatePhonenumber',
    method: 'POST',
    path: '/users/{username}/phonenumbers/{label}/validate',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  verifyPhoneNumber: {
    operation: 'verifyPhoneNumber',
    method: 'PUT',
    path: '/users/{username}/phonenumbers/{label}/validate',
    body: 'json',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
      422: { json: true },
    },
  },
  createUserBankAccount: {
    operation: 'createUserBankAccount',
    method: 'POST',
    path: '/users/{username}/banks',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getUserBankAccounts: {
    operation: 'getUserBankAccounts',
    method: 'GET',
    path: '/users/{username}/banks',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  getUserBankAccountByLabel: {
    operation: 'getUserBankAccountByLabel',
    method: 'GET',
    path: '/users/{username}/banks/{label}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updateUserBankAccount: {
    operation: 'updateUserBankAccount',
    method: 'PUT',
    path: '/users/{username}/banks/{label}',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deleteUserBankAccount: {
    operation: 'deleteUserBankAccount',
    method: 'DELETE',
    path: '/users/{username}/banks/{label}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  getNotifications: {
    operation: 'getNotifications',
    method: 'GET',
    path: '/users/{username}/notifications',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  getUserContracts: {
    operation: 'getUserContracts',
    method: 'GET',
    path: '/users/{username}/contracts',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  createUserContract: {
    operation: 'createUserContract',
    method: 'POST',
    path: '/users/{username}/contracts',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getAllAuthorizations: {
    operation: 'getAllAuthorizations',
    method: 'GET',
    path: '/users/{username}/authorizations',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  getAuthorization: {
    operation: 'getAuthorization',
    method: 'GET',
    path: '/users/{username}/authorizations/{grantedTo}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  deleteAuthorization: {
    operation: 'deleteAuthorization',
    method: 'DELETE',
    path: '/users/{username}/authorizations/{grantedTo}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  updateAuthorization: {
    operation: 'updateAuthorization',
    method: 'PUT',
    path: '/users/{username}/authorizations/{grantedTo}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  listIyoIds: {
    operation: 'listIyoIds',
    method: 'GET',
    path: '/users/{username}/identifiers',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  generateIyoID: {
    operation: 'generateIyoID',
    method: 'POST',
    path: '/users/{username}/identifiers',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
    },
  },
  getUserOrganizations: {
    operation: 'getUserOrganizations',
    method: 'GET',
    path: '/users/{username}/organizations',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  leaveOrganization: {
    operation: 'leaveOrganization',
    method: 'DELETE',
    path: '/users/{username}/organizations/{globalid}/leave',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
    },
  },
  acceptMembership: {
    operation: 'acceptMembership',
    method: 'POST',
    path: '/users/{username}/organizations/{globalid}/roles/{role}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  rejectMembership: {
    operation: 'rejectMembership',
    method: 'DELETE',
    path: '/users/{username}/organizations/{globalid}/roles/{role}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  listPublicKeys: {
    operation: 'listPublicKeys',
    method: 'GET',
    path: '/users/{username}/publickeys',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  addPublicKey: {
    operation: 'addPublicKey',
    method: 'POST',
    path: '/users/{username}/publickeys',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getPublicKey: {
    operation: 'getPublicKey',
    method: 'GET',
    path: '/users/{username}/publickeys/{label}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updatePublicKey: {
    operation: 'updatePublicKey',
    method: 'PUT',
    path: '/users/{username}/publickeys/{label}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deletePublicKey: {
    operation: 'deletePublicKey',
    method: 'DELETE',
    path: '/users/{username}/publickeys/{label}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  getKeyStore: {
    operation: 'getKeyStore',
    method: 'GET',
    path: '/users/{username}/keystore',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  saveKeyStoreKey: {
    operation: 'saveKeyStoreKey',
    method: 'POST',
    path: '/users/{username}/keystore',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getKeyStoreKey: {
    operation: 'getKeyStoreKey',
    method: 'GET',
    path: '/users/{username}/keystore/{label}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  getSeeObjects: {
    operation: 'getSeeObjects',
    method: 'GET',
    path: '/users/{username}/see',
    responses: { 200: { json: true }, 400: { json: true }, 401: { json: true }, 403: { json: true } },
  },
  createSeeObject: {
    operation: 'createSeeObject',
    method: 'POST',
    path: '/users/{username}/see',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      413: { json: true },
    },
  },
  getSeeObject: {
    operation: 'getSeeObject',
    method: 'GET',
    path: '/users/{username}/see/{uniqueid}/{globalid}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updateSeeObject: {
    operation: 'updateSeeObject',
    method: 'PUT',
    path: '/users/{username}/see/{uniqueid}/{globalid}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      412: { json: true },
      413: { json: true },
    },
  },
  signSeeObject: {
    operation: 'signSeeObject',
    method: 'PUT',
    path: '/users/{username}/see/{uniqueid}/{globalid}/sign/{version}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      413: { json: true },
    },
  },
  createNewOrganization: {
    operation: 'createNewOrganization',
    method: 'POST',
    path: '/organizations',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      409: { json: true },
      413: { json: true },
      422: { json: true },
    },
  },
  getOrganization: {
    operation: 'getOrganization',
    method: 'GET',
    path: '/organizations/{globalid}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  createNewSubOrganization: {
    operation: 'createNewSubOrganization',
    method: 'POST',
    path: '/organizations/{globalid}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      422: { json: true },
    },
  },
  deleteOrganization: {
    operation: 'deleteOrganization',
    method: 'DELETE',
    path: '/organizations/{globalid}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  setDescription: {
    operation: 'setDescription',
    method: 'POST',
    path: '/organizations/{globalid}/description',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  updateDescription: {
    operation: 'updateDescription',
    method: 'PUT',
    path: '/organizations/{globalid}/description',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  getDescription: {
    operation: 'getDescription',
    method: 'GET',
    path: '/organizations/{globalid}/description/{langkey}',
    responses: { 200: { json: true }, 400: { json: true }, 404: { json: true } },
  },
  deleteDescription: {
    operation: 'deleteDescription',
    method: 'DELETE',
    path: '/organizations/{globalid}/description/{langkey}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  getDescriptionWithFallback: {
    operation: 'getDescriptionWithFallback',
    method: 'GET',
    path: '/organizations/{globalid}/description/{langkey}/withfallback',
    responses: { 200: { json: true }, 400: { json: true }, 404: { json: true } },
  },
  getOrganizationLogo: {
    operation: 'getOrganizationLogo',
    method: 'GET',
    path: '/organizations/{globalid}/logo',
    responses: { 200: { json: true }, 400: { json: true }, 404: { json: true } },
  },
  setOrganizationLogo: {
    operation: 'setOrganizationLogo',
    method: 'PUT',
    path: '/organizations/{globalid}/logo',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  deleteOrganizationLogo: {
    operation: 'deleteOrganizationLogo',
    method: 'DELETE',
    path: '/organizations/{globalid}/logo',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  get2faValidityTime: {
    operation: 'get2faValidityTime',
    method: 'GET',
    path: '/organizations/{globalid}/2fa/validity',
    responses: { 200: { json: true }, 400: { json: true }, 404: { json: true } },
  },
  set2faValidityTime: {
    operation: 'set2faValidityTime',
    method: 'PUT',
    path: '/organizations/{globalid}/2fa/validity',
    body: 'json',
    responses: {
      200: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  setOrgMember: {
    operation: 'setOrgMember',
    method: 'POST',
    path: '/organizations/{globalid}/orgmembers',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      422: { json: true },
    },
  },
  updateOrganizationOrgMemberShip: {
    operation: 'updateOrganizationOrgMemberShip',
    method: 'PUT',
    path: '/organizations/{globalid}/orgmembers',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  addIncludeSubOrgsOf: {
    operation: 'addIncludeSubOrgsOf',
    method: 'POST',
    path: '/organizations/{globalid}/orgmembers/includesuborgs',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  removeIncludeSubOrgsOf: {
    operation: 'removeIncludeSubOrgsOf',
    method: 'DELETE',
    path: '/organizations/{globalid}/orgmembers/includesuborgs/{orgmember}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  deleteOrgMember: {
    operation: 'deleteOrgMember',
    method: 'DELETE',
    path: '/organizations/{globalid}/orgmembers/{globalid2}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  setOrgOwner: {
    operation: 'setOrgOwner',
    method: 'POST',
    path: '/organizations/{globalid}/orgowners',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      422: { json: true },
    },
  },
  deleteOrgOwner: {
    operation: 'deleteOrgOwner',
    method: 'DELETE',
    path: '/organizations/{globalid}/orgowners/{globalid2}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
    },
  },
  getOrganizationUsers: {
    operation: 'getOrganizationUsers',
    method: 'GET',
    path: '/organizations/{globalid}/users',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  userIsMember: {
    operation: 'userIsMember',
    method: 'GET',
    path: '/organizations/{globalid}/users/ismember/{username}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  acceptOrganizationInvite: {
    operation: 'acceptOrganizationInvite',
    method: 'POST',
    path: '/organizations/{globalid}/organizations/{invitingorg}/roles/{role}',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  rejectOrganizationInvite: {
    operation: 'rejectOrganizationInvite',
    method: 'DELETE',
    path: '/organizations/{globalid}/organizations/{invitingorg}/roles/{role}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  updateOrganizationMemberShip: {
    operation: 'updateOrganizationMemberShip',
    method: 'PUT',
    path: '/organizations/{globalid}/members',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  addOrganizationMember: {
    operation: 'addOrganizationMember',
    method: 'POST',
    path: '/organizations/{globalid}/members',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      422: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  removeOrganizationMember: {
    operation: 'removeOrganizationMember',
    method: 'DELETE',
    path: '/organizations/{globalid}/members/{username}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  addOrganizationOwner: {
    operation: 'addOrganizationOwner',
    method: 'POST',
    path: '/organizations/{globalid}/owners',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      422: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  removeOrganizationOwner: {
    operation: 'removeOrganizationOwner',
    method: 'DELETE',
    path: '/organizations/{globalid}/owners/{username}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  getOrganizationContracts: {
    operation: 'getOrganizationContracts',
    method: 'GET',
    path: '/organizations/{globalid}/contracts',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  createOrganizationContracty: {
    operation: 'createOrganizationContracty',
    method: 'POST',
    path: '/organizations/{globalid}/contracts',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getInvitations: {
    operation: 'getInvitations',
    method: 'GET',
    path: '/organizations/{globalid}/invitations',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  removePendingOrganizationInvitation: {
    operation: 'removePendingOrganizationInvitation',
    method: 'DELETE',
    path: '/organizations/{globalid}/invitations/{username}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  getOrganizationAPIKeyLabels: {
    operation: 'getOrganizationAPIKeyLabels',
    method: 'GET',
    path: '/organizations/{globalid}/apikeys',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  createNewOrganizationAPIKey: {
    operation: 'createNewOrganizationAPIKey',
    method: 'POST',
    path: '/organizations/{globalid}/apikeys',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  getOrganizationAPIKey: {
    operation: 'getOrganizationAPIKey',
    method: 'GET',
    path: '/organizations/{globalid}/apikeys/{label}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updateOrganizationAPIKey: {
    operation: 'updateOrganizationAPIKey',
    method: 'PUT',
    path: '/organizations/{globalid}/apikeys/{label}',
    body: 'json',
    responses: {
      200: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deleteOrganizationAPIKey: {
    operation: 'deleteOrganizationAPIKey',
    method: 'DELETE',
    path: '/organizations/{globalid}/apikeys/{label}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  addOrganizationRegistryEntry: {
    operation: 'addOrganizationRegistryEntry',
    method: 'POST',
    path: '/organizations/{globalid}/registry',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  listOrganizationRegistry: {
    operation: 'listOrganizationRegistry',
    method: 'GET',
    path: '/organizations/{globalid}/registry',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  deleteOrganizationRegistryEntry: {
    operation: 'deleteOrganizationRegistryEntry',
    method: 'DELETE',
    path: '/organizations/{globalid}/registry/{key}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  getOrganizationRegistryEntry: {
    operation: 'getOrganizationRegistryEntry',
    method: 'GET',
    path: '/organizations/{globalid}/registry/{key}',
    responses: { 200: { json: true }, 400: { json: true }, 404: { json: true } },
  },
  createOrganizationDns: {
    operation: 'createOrganizationDns',
    method: 'POST',
    path: '/organizations/{globalid}/dns',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      422: { json: true },
    },
  },
  updateOrganizationDns: {
    operation: 'updateOrganizationDns',
    method: 'PUT',
    path: '/organizations/{globalid}/dns/{dnsname}',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deleteOrganizationDns: {
    operation: 'deleteOrganizationDns',
    method: 'DELETE',
    path: '/organizations/{globalid}/dns/{dnsname}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  proveOrganizationDns: {
    operation: 'proveOrganizationDns',
    method: 'POST',
    path: '/organizations/{globalid}/dns/{dnsname}/proof',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      412: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  createUserGrant: {
    operation: 'createUserGrant',
    method: 'POST',
    path: '/organizations/{globalid}/grants',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  updateUserGrant: {
    operation: 'updateUserGrant',
    method: 'PUT',
    path: '/organizations/{globalid}/grants',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  listUsersWithGrant: {
    operation: 'listUsersWithGrant',
    method: 'GET',
    path: '/organizations/{globalid}/grants/havegrant/{grant}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  getUserGrants: {
    operation: 'getUserGrants',
    method: 'GET',
    path: '/organizations/{globalid}/grants/{username}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  deleteAllUserGrants: {
    operation: 'deleteAllUserGrants',
    method: 'DELETE',
    path: '/organizations/{globalid}/grants/{username}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  deleteUserGrant: {
    operation: 'deleteUserGrant',
    method: 'DELETE',
    path: '/organizations/{globalid}/grants/{username}/{grant}',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  getOrganizationTree: {
    operation: 'getOrganizationTree',
    method: 'GET',
    path: '/organizations/{globalid}/tree',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  addRequiredScope: {
    operation: 'addRequiredScope',
    method: 'POST',
    path: '/organizations/{globalid}/requiredscopes',
    body: 'json',
    responses: {
      201: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
      422: { json: true },
    },
  },
  updateRequiredScope: {
    operation: 'updateRequiredScope',
    method: 'PUT',
    path: '/organizations/{globalid}/requiredscopes/{requiredscope}',
    body: 'json',
    responses: {
      204: {},
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      413: { json: true },
    },
  },
  deleteRequiredScope: {
    operation: 'deleteRequiredScope',
    method: 'DELETE',
    path: '/organizations/{globalid}/requiredscopes/{requiredscope}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  listWebhooks: {
    operation: 'listWebhooks',
    method: 'GET',
    path: '/organizations/{globalid}/webhooks',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  createWebhook: {
    operation: 'createWebhook',
    method: 'POST',
    path: '/organizations/{globalid}/webhooks',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
      422: { json: true },
    },
  },
  getWebhook: {
    operation: 'getWebhook',
    method: 'GET',
    path: '/organizations/{globalid}/webhooks/{webhookid}',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  updateWebhook: {
    operation: 'updateWebhook',
    method: 'PUT',
    path: '/organizations/{globalid}/webhooks/{webhookid}',
    body: 'json',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  deleteWebhook: {
    operation: 'deleteWebhook',
    method: 'DELETE',
    path: '/organizations/{globalid}/webhooks/{webhookid}',
    responses: { 204: {}, 400: { json: true }, 401: { json: true }, 403: { json: true }, 404: { json: true } },
  },
  rotateWebhookSecret: {
    operation: 'rotateWebhookSecret',
    method: 'POST',
    path: '/organizations/{globalid}/webhooks/{webhookid}/secret',
    body: 'json',
    responses: {
      201: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      413: { json: true },
    },
  },
  testWebhook: {
    operation: 'testWebhook',
    method: 'POST',
    path: '/organizations/{globalid}/webhooks/{webhookid}/test',
    responses: {
      202: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
  listWebhookDeliveries: {
    operation: 'listWebhookDeliveries',
    method: 'GET',
    path: '/organizations/{globalid}/webhooks/{webhookid}/deliveries',
    responses: {
      200: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
    },
  },
  resendWebhookDelivery: {
    operation: 'resendWebhookDelivery',
    method: 'POST',
    path: '/organizations/{globalid}/webhooks/{webhookid}/deliveries/{deliveryid}/resend',
    responses: {
      202: { json: true },
      400: { json: true },
      401: { json: true },
      403: { json: true },
      404: { json: true },
      409: { json: true },
      429: { json: true, headers: { 'Retry-After': 'number' } },
    },
  },
} satisfies Record<string, Call>;

export interface ClientOptions {
  /** The address of the API, for example `https://id.example.org/api`. */
  readonly baseUrl: string;
  /** Sent as bearer token; a function is called before every request. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>);
  /** Sends the requests; the global `fetch` by default. */
  readonly fetch?: typeof fetch;
}

/** The server responded with a status that the contract does not declare for the operation. */
export class UndeclaredStatus extends Error {
  readonly operation: string;
  readonly status: number;
  /** The body as text. */
  readonly body: string;

  constructor(operation: string, status: number, body: string) {
    super(`${operation} was answered with status ${status}, which the contract does not declare`);
    this.name = 'UndeclaredStatus';
    this.operation = operation;
    this.status = status;
    this.body = body;
  }
}

/** A request in which parts that may be empty are optional. */
export type Given<Request, Needed> = Request extends unknown
  ? Pick<Request, Needed & keyof Request> & Partial<Request>
  : never;

type BodyKind = 'json' | 'multipart' | 'urlencoded' | 'text' | 'bytes';

interface Call {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body?: BodyKind;
  /** The media type of the body, unless it is JSON or a multipart form. */
  readonly contentType?: string;
  /** How to send each of several media types. */
  readonly bodies?: Readonly<Record<string, BodyKind>>;
  /** Declared statuses: how to read their body and headers. */
  readonly responses: Readonly<Record<number, DeclaredResponse>>;
}

interface DeclaredResponse {
  readonly json?: true;
  readonly text?: true;
  readonly bytes?: true;
  /** Whether the media type of JSON is passed on: there are others. */
  readonly typed?: true;
  readonly headers?: Readonly<Record<string, 'string' | 'number'>>;
}

interface Parts {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly contentType?: string;
}

async function send<Result>(options: ClientOptions, call: Call, parts: Parts): Promise<Result> {
  const sendRequest = options.fetch ?? fetch;
  const response = await sendRequest(urlOf(options.baseUrl, call, parts), {
    method: call.method,
    headers: await headersOf(options, call, parts),
    body: bodyOf(call, parts) ?? null,
  });
  const declared = call.responses[response.status];
  if (!declared) throw new UndeclaredStatus(call.operation, response.status, await response.text());
  return (await read(response, declared)) as Result;
}

function urlOf(baseUrl: string, { path }: Call, parts: Parts): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts.path?.[name])),
  );
  const query = new URLSearchParams(textEntries(parts.query)).toString();
  return `${baseUrl.replace(/\/+$/, '')}${filled}${query === '' ? '' : `?${query}`}`;
}

/** A list is sent as a repeated name, an object as JSON. */
function textEntries(values: Readonly<Record<string, unknown>> = {}): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((item): [string, string][] =>
      item === undefined ? [] : [[name, textOf(item)]],
    ),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? toJson(value) : String(value);
}

async function headersOf(
  { token }: ClientOptions,
  call: Call,
  parts: Parts,
): Promise<Record<string, string>> {
  const bearer = typeof token === 'function' ? await token() : token;
  const mediaType = mediaTypeOf(call, parts);
  return {
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(mediaType !== undefined && parts.body !== undefined && { 'content-type': mediaType }),
    ...Object.fromEntries(textEntries(parts.headers)),
  };
}

/** The type of a multipart form is set where its boundary is created. */
function mediaTypeOf(call: Call, parts: Parts): string | undefined {
  const kind = kindOf(call, parts);
  if (kind === undefined || kind === 'multipart') return undefined;
  return parts.contentType ?? call.contentType ?? 'application/json';
}

function kindOf({ body, bodies }: Call, { contentType = '' }: Parts): BodyKind | undefined {
  return bodies ? (bodies[contentType] ?? 'bytes') : body;
}

function bodyOf(call: Call, parts: Parts): string | FormData | URLSearchParams | Blob | undefined {
  const { body } = parts;
  if (body === undefined) return undefined;
  switch (kindOf(call, parts)) {
    case 'multipart':
      return formOf(Object.entries(body ?? {}));
    case 'urlencoded':
      return new URLSearchParams(textEntries(Object.fromEntries(Object.entries(body ?? {}))));
    case 'text':
      return String(body);
    case 'bytes':
      return body instanceof Uint8Array ? new Blob([Uint8Array.from(body)]) : String(body);
    default:
      return toJson(body);
  }
}

function formOf(entries: readonly [string, unknown][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) {
    for (const item of Array.isArray(value) ? value : [value]) append(form, name, item);
  }
  return form;
}

function append(form: FormData, name: string, value: unknown): void {
  if (value === undefined) return;
  if (isFile(value)) {
    form.append(name, new Blob([Uint8Array.from(value.bytes)], { type: value.mediaType }), value.filename);
  } else {
    form.append(name, textOf(value));
  }
}

function isFile(value: unknown): value is { filename: string; mediaType: string; bytes: Uint8Array } {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;
}

async function read(response: Response, declared: DeclaredResponse): Promise<unknown> {
  const contentType = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    ...(declared.headers && { headers: readHeaders(response.headers, declared.headers) }),
    ...(await readBody(response, declared, contentType)),
  };
}

async function readBody(
  response: Response,
  declared: DeclaredResponse,
  contentType: string,
): Promise<object> {
  const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(contentType);
  const [mediaType] = contentType.split(';');
  if (declared.json && (isJson || !(declared.text || declared.bytes))) {
    return { ...(declared.typed && { contentType: mediaType }), body: await response.json() };
  }
  if (declared.text && !(declared.bytes && !/^text|[/+](xml|yaml)\b/i.test(contentType))) {
    return { contentType: mediaType, body: await response.text() };
  }
  return declared.bytes ? { contentType, body: new Uint8Array(await response.arrayBuffer()) } : {};
}

function readHeaders(
  headers: Headers,
  declared: Readonly<Record<string, 'string' | 'number'>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, type]) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, type === 'number' ? Number(value) : value]];
    }),
  );
}

/** JSON in which a bigint is a number with all its digits; everything else is as with `JSON.stringify`. */
function toJson(value: unknown): string {
  // Random, so that no text can be mistaken for a number.
  let mark = '';
  const text = JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'bigint') return member;
    mark ||= `${crypto.getRandomValues(new Uint32Array(4)).join('-')}:`;
    return mark + member;
  });
  return mark === '' ? text : text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
