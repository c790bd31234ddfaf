// Generated from api.raml by "make generate". Do not edit.

import type * as O from './operations.ts';

export interface UsersService<Context> {
  /** POST /users */
  createUser(request: O.CreateUserRequest, context: Context): Promise<O.CreateUserResponse>;
  /** GET /users/{username} */
  getUser(request: O.GetUserRequest, context: Context): Promise<O.GetUserResponse>;
  /** PUT /users/{username}/name */
  updateUserName(
    request: O.UpdateUserNameRequest,
    context: Context,
  ): Promise<O.UpdateUserNameResponse>;
  /** PUT /users/{username}/password */
  updatePassword(
    request: O.UpdatePasswordRequest,
    context: Context,
  ): Promise<O.UpdatePasswordResponse>;
}

export interface UserAvatarsService<Context> {
  /** GET /users/avatar/img/{hash} */
  getAvatarImage(
    request: O.GetAvatarImageRequest,
    context: Context,
  ): Promise<O.GetAvatarImageResponse>;
  /** GET /users/{username}/avatar */
  getAvatars(request: O.GetAvatarsRequest, context: Context): Promise<O.GetAvatarsResponse>;
  /** POST /users/{username}/avatar */
  createAvatarFromLink(
    request: O.CreateAvatarFromLinkRequest,
    context: Context,
  ): Promise<O.CreateAvatarFromLinkResponse>;
  /** POST /users/{username}/avatar/img/{label} */
  createAvatarFromImage(
    request: O.CreateAvatarFromImageRequest,
    context: Context,
  ): Promise<O.CreateAvatarFromImageResponse>;
  /** PUT /users/{username}/avatar/{label} */
  updateAvatarLink(
    request: O.UpdateAvatarLinkRequest,
    context: Context,
  ): Promise<O.UpdateAvatarLinkResponse>;
  /** DELETE /users/{username}/avatar/{label} */
  deleteAvatar(request: O.DeleteAvatarRequest, context: Context): Promise<O.DeleteAvatarResponse>;
  /** PUT /users/{username}/avatar/{label}/to/{newlabel} */
  updateAvatarFile(
    request: O.UpdateAvatarFileRequest,
    context: Context,
  ): Promise<O.UpdateAvatarFileResponse>;
}

export interface UserIdentifiersService<Context> {
  /** GET /users/identifiers/{identifier} */
  lookupIyoID(request: O.LookupIyoIDRequest, context: Context): Promise<O.LookupIyoIDResponse>;
  /** GET /users/{username}/identifiers */
  listIyoIds(request: O.ListIyoIdsRequest, context: Context): Promise<O.ListIyoIdsResponse>;
  /** POST /users/{username}/identifiers */
  generateIyoID(request: O.GenerateIyoIDRequest, context: Context): Promise<O.GenerateIyoIDResponse>;
}

export interface UserEmailAddressesService<Context> {
  /** GET /users/{username}/emailaddresses */
  getEmailAddresses(
    request: O.GetEmailAddressesRequest,
    context: Context,
  ): Promise<O.GetEmailAddressesResponse>;
  /** POST /users/{username}/emailaddresses */
  registerNewEmailAddress(
    request: O.RegisterNewEmailAddressRequest,
    context: Context,
  ): Promise<O.RegisterNewEmailAddressResponse>;
  /** PUT /users/{username}/emailaddresses/{label} */
  updateEmailAddress(
    request: O.UpdateEmailAddressRequest,
    context: Context,
  ): Promise<O.UpdateEmailAddressResponse>;
  /** DELETE /users/{username}/emailaddresses/{label} */
  deleteEmailAddress(
    request: O.DeleteEmailAddressRequest,
    context: Context,
  ): Promise<O.DeleteEmailAddressResponse>;
  /** POST /users/{username}/emailaddresses/{label}/validate */
  validateEmailAddress(
    request: O.ValidateEmailAddressRequest,
    context: Context,
  ): Promise<O.ValidateEmailAddressResponse>;
}

export interface UserApiKeysService<Context> {
  /** POST /users/{username}/apikeys */
  addApiKey(request: O.AddApiKeyRequest, context: Context): Promise<O.AddApiKeyResponse>;
  /** GET /users/{username}/apikeys */
  listAPIKeys(request: O.ListAPIKeysRequest, context: Context): Promise<O.ListAPIKeysResponse>;
  /** PUT /users/{username}/apikeys/{label} */
  updateAPIkey(request: O.UpdateAPIkeyRequest, context: Context): Promise<O.UpdateAPIkeyResponse>;
  /** GET /users/{username}/apikeys/{label} */
  getAPIkey(request: O.GetAPIkeyRequest, context: Context): Promise<O.GetAPIkeyResponse>;
  /** DELETE /users/{username}/apikeys/{label} */
  deleteAPIkey(request: O.DeleteAPIkeyRequest, context: Context): Promise<O.DeleteAPIkeyResponse>;
}

export interface UserRegistryService<Context> {
  /** POST /users/{username}/registry */
  addUserRegistryEntry(
    request: O.AddUserRegistryEntryRequest,
    context: Context,
  ): Promise<O.AddUserRegistryEntryResponse>;
  /** GET /users/{username}/registry */
  listUserRegistry(
    request: O.ListUserRegistryRequest,
    context: Context,
  ): Promise<O.ListUserRegistryResponse>;
  /** DELETE /users/{username}/registry/{key} */
  deleteUserRegistryEntry(
    request: O.DeleteUserRegistryEntryRequest,
    context: Context,
  ): Promise<O.DeleteUserRegistryEntryResponse>;
  /** GET /users/{username}/registry/{key} */
  getUserRegistryEntry(
    request: O.GetUserRegistryEntryRequest,
    context: Context,
  ): Promise<O.GetUserRegistryEntryResponse>;
}

export interface UserLinkedAccountsService<Context> {
  /** DELETE /users/{username}/github */
  deleteGithubAccount(
    request: O.DeleteGithubAccountRequest,
    context: Context,
  ): Promise<O.DeleteGithubAccountResponse>;
  /** DELETE /users/{username}/facebook */
  deleteFacebookAccount(
    request: O.DeleteFacebookAccountRequest,
    context: Context,
  ): Promise<O.DeleteFacebookAccountResponse>;
}

export interface UserTwoFactorService<Context> {
  /** GET /users/{username}/twofamethods */
  getTwoFAMethods(
    request: O.GetTwoFAMethodsRequest,
    context: Context,
  ): Promise<O.GetTwoFAMethodsResponse>;
  /** GET /users/{username}/totp */
  getTOTPSecret(request: O.GetTOTPSecretRequest, context: Context): Promise<O.GetTOTPSecretResponse>;
  /** POST /users/{username}/totp */
  setupTOTP(request: O.SetupTOTPRequest, context: Context): Promise<O.SetupTOTPResponse>;
  /** DELETE /users/{username}/totp */
  removeTOTP(request: O.RemoveTOTPRequest, context: Context): Promise<O.RemoveTOTPResponse>;
}

export interface UserInformationService<Context> {
  /** GET /users/{username}/info */
  getUserInformation(
    request: O.GetUserInformationRequest,
    context: Context,
  ): Promise<O.GetUserInformationResponse>;
}

export interface UserAddressesService<Context> {
  /** GET /users/{username}/addresses */
  getUserAddresses(
    request: O.GetUserAddressesRequest,
    context: Context,
  ): Promise<O.GetUserAddressesResponse>;
  /** POST /users/{username}/addresses */
  registerNewUserAddress(
    request: O.RegisterNewUserAddressRequest,
    context: Context,
  ): Promise<O.RegisterNewUserAddressResponse>;
  /** GET /users/{username}/addresses/{label} */
  getUserAddressByLabel(
    request: O.GetUserAddressByLabelRequest,
    context: Context,
  ): Promise<O.GetUserAddressByLabelResponse>;
  /** PUT /users/{username}/addresses/{label} */
  updateUserAddress(
    request: O.UpdateUserAddressRequest,
    context: Context,
  ): Promise<O.UpdateUserAddressResponse>;
  /** DELETE /users/{username}/addresses/{label} */
  deleteUserAddress(
    request: O.DeleteUserAddressRequest,
    context: Context,
  ): Promise<O.DeleteUserAddressResponse>;
}

export interface UserDigitalWalletService<Context> {
  /** GET /users/{username}/digitalwallet */
  getDigitalWallet(
    request: O.GetDigitalWalletRequest,
    context: Context,
  ): Promise<O.GetDigitalWalletResponse>;
  /** POST /users/{username}/digitalwallet */
  registerNewDigitalAssetAddress(
    request: O.RegisterNewDigitalAssetAddressRequest,
    context: Context,
  ): Promise<O.RegisterNewDigitalAssetAddressResponse>;
  /** GET /users/{username}/digitalwallet/{label} */
  getDigitalAssetAddressByLabel(
    request: O.GetDigitalAssetAddressByLabelRequest,
    context: Context,
  ): Promise<O.GetDigitalAssetAddressByLabelResponse>;
  /** PUT /users/{username}/digitalwallet/{label} */
  updateDigitalAssetAddress(
    request: O.UpdateDigitalAssetAddressRequest,
    context: Context,
  ): Promise<O.UpdateDigitalAssetAddressResponse>;
  /** DELETE /users/{username}/digitalwallet/{label} */
  deleteDigitalAssetAddress(
    request: O.DeleteDigitalAssetAddressRequest,
    context: Context,
  ): Promise<O.DeleteDigitalAssetAddressResponse>;
}

export interface UserPhoneNumbersService<Context> {
  /** GET /users/{username}/phonenumbers */
  getUserPhoneNumbers(
    request: O.GetUserPhoneNumbersRequest,
    context: Context,
  ): Promise<O.GetUserPhoneNumbersResponse>;
  /** POST /users/{username}/phonenumbers */
  registerNewUserPhonenumber(
    request: O.RegisterNewUserPhonenumberRequest,
    context: Context,
  ): Promise<O.RegisterNewUserPhonenumberResponse>;
  /** GET /users/{username}/phonenumbers/{label} */
  getUserPhonenumberByLabel(
    request: O.GetUserPhonenumberByLabelRequest,
    context: Context,
  ): Promise<O.GetUserPhonenumberByLabelResponse>;
  /** PUT /users/{username}/phonenumbers/{label} */
  updateUserPhonenumber(
    request: O.UpdateUserPhonenumberRequest,
    context: Context,
  ): Promise<O.UpdateUserPhonenumberResponse>;
  /** DELETE /users/{username}/phonenumbers/{label} */
  deleteUserPhonenumber(
    request: O.DeleteUserPhonenumberRequest,
    context: Context,
  ): Promise<O.DeleteUserPhonenumberResponse>;
  /** POST /users/{username}/phonenumbers/{label}/validate */
  validatePhonenumber(
    request: O.ValidatePhonenumberRequest,
    context: Context,
  ): Promise<O.ValidatePhonenumberResponse>;
  /** PUT /users/{username}/phonenumbers/{label}/validate */
  verifyPhoneNumber(
    request: O.VerifyPhoneNumberRequest,
    context: Context,
  ): Promise<O.VerifyPhoneNumberResponse>;
}

export interface UserBankAccountsService<Context> {
  /** POST /users/{username}/banks */
  createUserBankAccount(
    request: O.CreateUserBankAccountRequest,
    context: Context,
  ): Promise<O.CreateUserBankAccountResponse>;
  /** GET /users/{username}/banks */
  getUserBankAccounts(
    request: O.GetUserBankAccountsRequest,
    context: Context,
  ): Promise<O.GetUserBankAccountsResponse>;
  /** GET /users/{username}/banks/{label} */
  getUserBankAccountByLabel(
    request: O.GetUserBankAccountByLabelRequest,
    context: Context,
  ): Promise<O.GetUserBankAccountByLabelResponse>;
  /** PUT /users/{username}/banks/{label} */
  updateUserBankAccount(
    request: O.UpdateUserBankAccountRequest,
    context: Context,
  ): Promise<O.UpdateUserBankAccountResponse>;
  /** DELETE /users/{username}/banks/{label} */
  deleteUserBankAccount(
    request: O.DeleteUserBankAccountRequest,
    context: Context,
  ): Promise<O.DeleteUserBankAccountResponse>;
}

export interface UserNotificationsService<Context> {
  /** GET /users/{username}/notifications */
  getNotifications(
    request: O.GetNotificationsRequest,
    context: Context,
  ): Promise<O.GetNotificationsResponse>;
}

export interface UserContractsService<Context> {
  /** GET /users/{username}/contracts */
  getUserContracts(
    request: O.GetUserContractsRequest,
    context: Context,
  ): Promise<O.GetUserContractsResponse>;
  /** POST /users/{username}/contracts */
  createUserContract(
    request: O.CreateUserContractRequest,
    context: Context,
  ): Promise<O.CreateUserContractResponse>;
}

export interface UserAuthorizationsService<Context> {
  /** GET /users/{username}/authorizations */
  getAllAuthorizations(
    request: O.GetAllAuthorizationsRequest,
    context: Context,
  ): Promise<O.GetAllAuthorizationsResponse>;
  /** GET /users/{username}/authorizations/{grantedTo} */
  getAuthorization(
    request: O.GetAuthorizationRequest,
    context: Context,
  ): Promise<O.GetAuthorizationResponse>;
  /** DELETE /users/{username}/authorizations/{grantedTo} */
  deleteAuthorization(
    request: O.DeleteAuthorizationRequest,
    context: Context,
  ): Promise<O.DeleteAuthorizationResponse>;
  /** PUT /users/{username}/authorizations/{grantedTo} */
  updateAuthorization(
    request: O.UpdateAuthorizationRequest,
    context: Context,
  ): Promise<O.UpdateAuthorizationResponse>;
}

export interface UserOrganizationsService<Context> {
  /** GET /users/{username}/organizations */
  getUserOrganizations(
    request: O.GetUserOrganizationsRequest,
    context: Context,
  ): Promise<O.GetUserOrganizationsResponse>;
  /** DELETE /users/{username}/organizations/{globalid}/leave */
  leaveOrganization(
    request: O.LeaveOrganizationRequest,
    context: Context,
  ): Promise<O.LeaveOrganizationResponse>;
  /** POST /users/{username}/organizations/{globalid}/roles/{role} */
  acceptMembership(
    request: O.AcceptMembershipRequest,
    context: Context,
  ): Promise<O.AcceptMembershipResponse>;
  /** DELETE /users/{username}/organizations/{globalid}/roles/{role} */
  rejectMembership(
    request: O.RejectMembershipRequest,
    context: Context,
  ): Promise<O.RejectMembershipResponse>;
}

export interface UserPublicKeysService<Context> {
  /** GET /users/{username}/publickeys */
  listPublicKeys(
    request: O.ListPublicKeysRequest,
    context: Context,
  ): Promise<O.ListPublicKeysResponse>;
  /** POST /users/{username}/publickeys */
  addPublicKey(request: O.AddPublicKeyRequest, context: Context): Promise<O.AddPublicKeyResponse>;
  /** GET /users/{username}/publickeys/{label} */
  getPublicKey(request: O.GetPublicKeyRequest, context: Context): Promise<O.GetPublicKeyResponse>;
  /** PUT /users/{username}/publickeys/{label} */
  updatePublicKey(
    request: O.UpdatePublicKeyRequest,
    context: Context,
  ): Promise<O.UpdatePublicKeyResponse>;
  /** DELETE /users/{username}/publickeys/{label} */
  deletePublicKey(
    request: O.DeletePublicKeyRequest,
    context: Context,
  ): Promise<O.DeletePublicKeyResponse>;
}

export interface UserKeystoreService<Context> {
  /** GET /users/{username}/keystore */
  getKeyStore(request: O.GetKeyStoreRequest, context: Context): Promise<O.GetKeyStoreResponse>;
  /** POST /users/{username}/keystore */
  saveKeyStoreKey(
    request: O.SaveKeyStoreKeyRequest,
    context: Context,
  ): Promise<O.SaveKeyStoreKeyResponse>;
  /** GET /users/{username}/keystore/{label} */
  getKeyStoreKey(
    request: O.GetKeyStoreKeyRequest,
    context: Context,
  ): Promise<O.GetKeyStoreKeyResponse>;
}

export interface UserSeeService<Context> {
  /** GET /users/{username}/see */
  getSeeObjects(request: O.GetSeeObjectsRequest, context: Context): Promise<O.GetSeeObjectsResponse>;
  /** POST /users/{username}/see */
  createSeeObject(
    request: O.CreateSeeObjectRequest,
    context: Context,
  ): Promise<O.CreateSeeObjectResponse>;
  /** GET /users/{username}/see/{uniqueid}/{globalid} */
  getSeeObject(request: O.GetSeeObjectRequest, context: Context): Promise<O.GetSeeObjectResponse>;
  /** PUT /users/{username}/see/{uniqueid}/{globalid} */
  updateSeeObject(
    request: O.UpdateSeeObjectRequest,
    context: Context,
  ): Promise<O.UpdateSeeObjectResponse>;
  /** PUT /users/{username}/see/{uniqueid}/{globalid}/sign/{version} */
  signSeeObject(request: O.SignSeeObjectRequest, context: Context): Promise<O.SignSeeObjectResponse>;
}

export interface OrganizationsService<Context> {
  /** POST /organizations */
  createNewOrganization(
    request: O.CreateNewOrganizationRequest,
    context: Context,
  ): Promise<O.CreateNewOrganizationResponse>;
  /** GET /organizations/{globalid} */
  getOrganization(
    request: O.GetOrganizationRequest,
    context: Context,
  ): Promise<O.GetOrganizationResponse>;
  /** POST /organizations/{globalid} */
  createNewSubOrganization(
    request: O.CreateNewSubOrganizationRequest,
    context: Context,
  ): Promise<O.CreateNewSubOrganizationResponse>;
  /** DELETE /organizations/{globalid} */
  deleteOrganization(
    request: O.DeleteOrganizationRequest,
    context: Context,
  ): Promise<O.DeleteOrganizationResponse>;
  /** GET /organizations/{globalid}/tree */
  getOrganizationTree(
    request: O.GetOrganizationTreeRequest,
    context: Context,
  ): Promise<O.GetOrganizationTreeResponse>;
}

export interface OrganizationDescriptionsService<Context> {
  /** POST /organizations/{globalid}/description */
  setDescription(
    request: O.SetDescriptionRequest,
    context: Context,
  ): Promise<O.SetDescriptionResponse>;
  /** PUT /organizations/{globalid}/description */
  updateDescription(
    request: O.UpdateDescriptionRequest,
    context: Context,
  ): Promise<O.UpdateDescriptionResponse>;
  /** GET /organizations/{globalid}/description/{langkey} */
  getDescription(
    request: O.GetDescriptionRequest,
    context: Context,
  ): Promise<O.GetDescriptionResponse>;
  /** DELETE /organizations/{globalid}/description/{langkey} */
  deleteDescription(
    request: O.DeleteDescriptionRequest,
    context: Context,
  ): Promise<O.DeleteDescriptionResponse>;
  /** GET /organizations/{globalid}/description/{langkey}/withfallback */
  getDescriptionWithFallback(
    request: O.GetDescriptionWithFallbackRequest,
    context: Context,
  ): Promise<O.GetDescriptionWithFallbackResponse>;
}

export interface OrganizationLogoService<Context> {
  /** GET /organizations/{globalid}/logo */
  getOrganizationLogo(
    request: O.GetOrganizationLogoRequest,
    context: Context,
  ): Promise<O.GetOrganizationLogoResponse>;
  /** PUT /organizations/{globalid}/logo */
  setOrganizationLogo(
    request: O.SetOrganizationLogoRequest,
    context: Context,
  ): Promise<O.SetOrganizationLogoResponse>;
  /** DELETE /organizations/{globalid}/logo */
  deleteOrganizationLogo(
    request: O.DeleteOrganizationLogoRequest,
    context: Context,
  ): Promise<O.DeleteOrganizationLogoResponse>;
}

export interface OrganizationTwoFactorService<Context> {
  /** GET /organizations/{globalid}/2fa/validity */
  get2faValidityTime(
    request: O.Get2faValidityTimeRequest,
    context: Context,
  ): Promise<O.Get2faValidityTimeResponse>;
  /** PUT /organizations/{globalid}/2fa/validity */
  set2faValidityTime(
    request: O.Set2faValidityTimeRequest,
    context: Context,
  ): Promise<O.Set2faValidityTimeResponse>;
}

export interface OrganizationLinksService<Context> {
  /** POST /organizations/{globalid}/orgmembers */
  setOrgMember(request: O.SetOrgMemberRequest, context: Context): Promise<O.SetOrgMemberResponse>;
  /** PUT /organizations/{globalid}/orgmembers */
  updateOrganizationOrgMemberShip(
    request: O.UpdateOrganizationOrgMemberShipRequest,
    context: Context,
  ): Promise<O.UpdateOrganizationOrgMemberShipResponse>;
  /** POST /organizations/{globalid}/orgmembers/includesuborgs */
  addIncludeSubOrgsOf(
    request: O.AddIncludeSubOrgsOfRequest,
    context: Context,
  ): Promise<O.AddIncludeSubOrgsOfResponse>;
  /** DELETE /organizations/{globalid}/orgmembers/includesuborgs/{orgmember} */
  removeIncludeSubOrgsOf(
    request: O.RemoveIncludeSubOrgsOfRequest,
    context: Context,
  ): Promise<O.RemoveIncludeSubOrgsOfResponse>;
  /** DELETE /organizations/{globalid}/orgmembers/{globalid2} */
  deleteOrgMember(
    request: O.DeleteOrgMemberRequest,
    context: Context,
  ): Promise<O.DeleteOrgMemberResponse>;
  /** POST /organizations/{globalid}/orgowners */
  setOrgOwner(request: O.SetOrgOwnerRequest, context: Context): Promise<O.SetOrgOwnerResponse>;
  /** DELETE /organizations/{globalid}/orgowners/{globalid2} */
  deleteOrgOwner(
    request: O.DeleteOrgOwnerRequest,
    context: Context,
  ): Promise<O.DeleteOrgOwnerResponse>;
}

export interface OrganizationMembersService<Context> {
  /** GET /organizations/{globalid}/users */
  getOrganizationUsers(
    request: O.GetOrganizationUsersRequest,
    context: Context,
  ): Promise<O.GetOrganizationUsersResponse>;
  /** GET /organizations/{globalid}/users/ismember/{username} */
  userIsMember(request: O.UserIsMemberRequest, context: Context): Promise<O.UserIsMemberResponse>;
  /** PUT /organizations/{globalid}/members */
  updateOrganizationMemberShip(
    request: O.UpdateOrganizationMemberShipRequest,
    context: Context,
  ): Promise<O.UpdateOrganizationMemberShipResponse>;
  /** POST /organizations/{globalid}/members */
  addOrganizationMember(
    request: O.AddOrganizationMemberRequest,
    context: Context,
  ): Promise<O.AddOrganizationMemberResponse>;
  /** DELETE /organizations/{globalid}/members/{username} */
  removeOrganizationMember(
    request: O.RemoveOrganizationMemberRequest,
    context: Context,
  ): Promise<O.RemoveOrganizationMemberResponse>;
  /** POST /organizations/{globalid}/owners */
  addOrganizationOwner(
    request: O.AddOrganizationOwnerRequest,
    context: Context,
  ): Promise<O.AddOrganizationOwnerResponse>;
  /** DELETE /organizations/{globalid}/owners/{username} */
  removeOrganizationOwner(
    request: O.RemoveOrganizationOwnerRequest,
    context: Context,
  ): Promise<O.RemoveOrganizationOwnerResponse>;
}

export interface OrganizationInvitationsService<Context> {
  /** POST /organizations/{globalid}/organizations/{invitingorg}/roles/{role} */
  acceptOrganizationInvite(
    request: O.AcceptOrganizationInviteRequest,
    context: Context,
  ): Promise<O.AcceptOrganizationInviteResponse>;
  /** DELETE /organizations/{globalid}/organizations/{invitingorg}/roles/{role} */
  rejectOrganizationInvite(
    request: O.RejectOrganizationInviteRequest,
    context: Context,
  ): Promise<O.RejectOrganizationInviteResponse>;
  /** GET /organizations/{globalid}/invitations */
  getInvitations(
    request: O.GetInvitationsRequest,
    context: Context,
  ): Promise<O.GetInvitationsResponse>;
  /** DELETE /organizations/{globalid}/invitations/{username} */
  removePendingOrganizationInvitation(
    request: O.RemovePendingOrganizationInvitationRequest,
    context: Context,
  ): Promise<O.RemovePendingOrganizationInvitationResponse>;
}

export interface OrganizationContractsService<Context> {
  /** GET /organizations/{globalid}/contracts */
  getOrganizationContracts(
    request: O.GetOrganizationContractsRequest,
    context: Context,
  ): Promise<O.GetOrganizationContractsResponse>;
  /** POST /organizations/{globalid}/contracts */
  createOrganizationContracty(
    request: O.CreateOrganizationContractyRequest,
    context: Context,
  ): Promise<O.CreateOrganizationContractyResponse>;
}

export interface OrganizationApiKeysService<Context> {
  /** GET /organizations/{globalid}/apikeys */
  getOrganizationAPIKeyLabels(
    request: O.GetOrganizationAPIKeyLabelsRequest,
    context: Context,
  ): Promise<O.GetOrganizationAPIKeyLabelsResponse>;
  /** POST /organizations/{globalid}/apikeys */
  createNewOrganizationAPIKey(
    request: O.CreateNewOrganizationAPIKeyRequest,
    context: Context,
  ): Promise<O.CreateNewOrganizationAPIKeyResponse>;
  /** GET /organizations/{globalid}/apikeys/{label} */
  getOrganizationAPIKey(
    request: O.GetOrganizationAPIKeyRequest,
    context: Context,
  ): Promise<O.GetOrganizationAPIKeyResponse>;
  /** PUT /organizations/{globalid}/apikeys/{label} */
  updateOrganizationAPIKey(
    request: O.UpdateOrganizationAPIKeyRequest,
    context: Context,
  ): Promise<O.UpdateOrganizationAPIKeyResponse>;
  /** DELETE /organizations/{globalid}/apikeys/{label} */
  deleteOrganizationAPIKey(
    request: O.DeleteOrganizationAPIKeyRequest,
    context: Context,
  ): Promise<O.DeleteOrganizationAPIKeyResponse>;
}

export interface OrganizationRegistryService<Context> {
  /** POST /organizations/{globalid}/registry */
  addOrganizationRegistryEntry(
    request: O.AddOrganizationRegistryEntryRequest,
    context: Context,
  ): Promise<O.AddOrganizationRegistryEntryResponse>;
  /** GET /organizations/{globalid}/registry */
  listOrganizationRegistry(
    request: O.ListOrganizationRegistryRequest,
    context: Context,
  ): Promise<O.ListOrganizationRegistryResponse>;
  /** DELETE /organizations/{globalid}/registry/{key} */
  deleteOrganizationRegistryEntry(
    request: O.DeleteOrganizationRegistryEntryRequest,
    context: Context,
  ): Promise<O.DeleteOrganizationRegistryEntryResponse>;
  /** GET /organizations/{globalid}/registry/{key} */
  getOrganizationRegistryEntry(
    request: O.GetOrganizationRegistryEntryRequest,
    context: Context,
  ): Promise<O.GetOrganizationRegistryEntryResponse>;
}

export interface OrganizationDnsService<Context> {
  /** POST /organizations/{globalid}/dns */
  createOrganizationDns(
    request: O.CreateOrganizationDnsRequest,
    context: Context,
  ): Promise<O.CreateOrganizationDnsResponse>;
  /** PUT /organizations/{globalid}/dns/{dnsname} */
  updateOrganizationDns(
    request: O.UpdateOrganizationDnsRequest,
    context: Context,
  ): Promise<O.UpdateOrganizationDnsResponse>;
  /** DELETE /organizations/{globalid}/dns/{dnsname} */
  deleteOrganizationDns(
    request: O.DeleteOrganizationDnsRequest,
    context: Context,
  ): Promise<O.DeleteOrganizationDnsResponse>;
  /** POST /organizations/{globalid}/dns/{dnsname}/proof */
  proveOrganizationDns(
    request: O.ProveOrganizationDnsRequest,
    context: Context,
  ): Promise<O.ProveOrganizationDnsResponse>;
}

export interface OrganizationGrantsService<Context> {
  /** POST /organizations/{globalid}/grants */
  createUserGrant(
    request: O.CreateUserGrantRequest,
    context: Context,
  ): Promise<O.CreateUserGrantResponse>;
  /** PUT /organizations/{globalid}/grants */
  updateUserGrant(
    request: O.UpdateUserGrantRequest,
    context: Context,
  ): Promise<O.UpdateUserGrantResponse>;
  /** GET /organizations/{globalid}/grants/havegrant/{grant} */
  listUsersWithGrant(
    request: O.ListUsersWithGrantRequest,
    context: Context,
  ): Promise<O.ListUsersWithGrantResponse>;
  /** GET /organizations/{globalid}/grants/{username} */
  getUserGrants(request: O.GetUserGrantsRequest, context: Context): Promise<O.GetUserGrantsResponse>;
  /** DELETE /organizations/{globalid}/grants/{username} */
  deleteAllUserGrants(
    request: O.DeleteAllUserGrantsRequest,
    context: Context,
  ): Promise<O.DeleteAllUserGrantsResponse>;
  /** DELETE /organizations/{globalid}/grants/{username}/{grant} */
  deleteUserGrant(
    request: O.DeleteUserGrantRequest,
    context: Context,
  ): Promise<O.DeleteUserGrantResponse>;
}

export interface OrganizationRequiredScopesService<Context> {
  /** POST /organizations/{globalid}/requiredscopes */
  addRequiredScope(
    request: O.AddRequiredScopeRequest,
    context: Context,
  ): Promise<O.AddRequiredScopeResponse>;
  /** PUT /organizations/{globalid}/requiredscopes/{requiredscope} */
  updateRequiredScope(
    request: O.UpdateRequiredScopeRequest,
    context: Context,
  ): Promise<O.UpdateRequiredScopeResponse>;
  /** DELETE /organizations/{globalid}/requiredscopes/{requiredscope} */
  deleteRequiredScope(
    request: O.DeleteRequiredScopeRequest,
    context: Context,
  ): Promise<O.DeleteRequiredScopeResponse>;
}

export interface OrganizationWebhooksService<Context> {
  /** GET /organizations/{globalid}/webhooks */
  listWebhooks(request: O.ListWebhooksRequest, context: Context): Promise<O.ListWebhooksResponse>;
  /** POST /organizations/{globalid}/webhooks */
  createWebhook(request: O.CreateWebhookRequest, context: Context): Promise<O.CreateWebhookResponse>;
  /** GET /organizations/{globalid}/webhooks/{webhookid} */
  getWebhook(request: O.GetWebhookRequest, context: Context): Promise<O.GetWebhookResponse>;
  /** PUT /organizations/{globalid}/webhooks/{webhookid} */
  updateWebhook(request: O.UpdateWebhookRequest, context: Context): Promise<O.UpdateWebhookResponse>;
  /** DELETE /organizations/{globalid}/webhooks/{webhookid} */
  deleteWebhook(request: O.DeleteWebhookRequest, context: Context): Promise<O.DeleteWebhookResponse>;
  /** POST /organizations/{globalid}/webhooks/{webhookid}/secret */
  rotateWebhookSecret(
    request: O.RotateWebhookSecretRequest,
    context: Context,
  ): Promise<O.RotateWebhookSecretResponse>;
  /** POST /organizations/{globalid}/webhooks/{webhookid}/test */
  testWebhook(request: O.TestWebhookRequest, context: Context): Promise<O.TestWebhookResponse>;
  /** GET /organizations/{globalid}/webhooks/{webhookid}/deliveries */
  listWebhookDeliveries(
    request: O.ListWebhookDeliveriesRequest,
    context: Context,
  ): Promise<O.ListWebhookDeliveriesResponse>;
  /** POST /organizations/{globalid}/webhooks/{webhookid}/deliveries/{deliveryid}/resend */
  resendWebhookDelivery(
    request: O.ResendWebhookDeliveryRequest,
    context: Context,
  ): Promise<O.ResendWebhookDeliveryResponse>;
}

/** Every service of the contract; `Context` is what a call brings besides its request. */
export interface Services<Context> {
  readonly users: UsersService<Context>;
  readonly userAvatars: UserAvatarsService<Context>;
  readonly userIdentifiers: UserIdentifiersService<Context>;
  readonly userEmailAddresses: UserEmailAddressesService<Context>;
  readonly userApiKeys: UserApiKeysService<Context>;
  readonly userRegistry: UserRegistryService<Context>;
  readonly userLinkedAccounts: UserLinkedAccountsService<Context>;
  readonly userTwoFactor: UserTwoFactorService<Context>;
  readonly userInformation: UserInformationService<Context>;
  readonly userAddresses: UserAddressesService<Context>;
  readonly userDigitalWallet: UserDigitalWalletService<Context>;
  readonly userPhoneNumbers: UserPhoneNumbersService<Context>;
  readonly userBankAccounts: UserBankAccountsService<Context>;
  readonly userNotifications: UserNotificationsService<Context>;
  readonly userContracts: UserContractsService<Context>;
  readonly userAuthorizations: UserAuthorizationsService<Context>;
  readonly userOrganizations: UserOrganizationsService<Context>;
  readonly userPublicKeys: UserPublicKeysService<Context>;
  readonly userKeystore: UserKeystoreService<Context>;
  readonly userSee: UserSeeService<Context>;
  readonly organizations: OrganizationsService<Context>;
  readonly organizationDescriptions: OrganizationDescriptionsService<Context>;
  readonly organizationLogo: OrganizationLogoService<Context>;
  readonly organizationTwoFactor: OrganizationTwoFactorService<Context>;
  readonly organizationLinks: OrganizationLinksService<Context>;
  readonly organizationMembers: OrganizationMembersService<Context>;
  readonly organizationInvitations: OrganizationInvitationsService<Context>;
  readonly organizationContracts: OrganizationContractsService<Context>;
  readonly organizationApiKeys: OrganizationApiKeysService<Context>;
  readonly organizationRegistry: OrganizationRegistryService<Context>;
  readonly organizationDns: OrganizationDnsService<Context>;
  readonly organizationGrants: OrganizationGrantsService<Context>;
  readonly organizationRequiredScopes: OrganizationRequiredScopesService<Context>;
  readonly organizationWebhooks: OrganizationWebhooksService<Context>;
}

export type OperationName =
  | 'createUser'
  | 'getAvatarImage'
  | 'lookupIyoID'
  | 'getUser'
  | 'updateUserName'
  | 'updatePassword'
  | 'getEmailAddresses'
  | 'registerNewEmailAddress'
  | 'updateEmailAddress'
  | 'deleteEmailAddress'
  | 'validateEmailAddress'
  | 'addApiKey'
  | 'listAPIKeys'
  | 'updateAPIkey'
  | 'getAPIkey'
  | 'deleteAPIkey'
  | 'getAvatars'
  | 'createAvatarFromLink'
  | 'createAvatarFromImage'
  | 'updateAvatarLink'
  | 'deleteAvatar'
  | 'updateAvatarFile'
  | 'addUserRegistryEntry'
  | 'listUserRegistry'
  | 'deleteUserRegistryEntry'
  | 'getUserRegistryEntry'
  | 'deleteGithubAccount'
  | 'deleteFacebookAccount'
  | 'getTwoFAMethods'
  | 'getTOTPSecret'
  | 'setupTOTP'
  | 'removeTOTP'
  | 'getUserInformation'
  | 'getUserAddresses'
  | 'registerNewUserAddress'
  | 'getUserAddressByLabel'
  | 'updateUserAddress'
  | 'deleteUserAddress'
  | 'getDigitalWallet'
  | 'registerNewDigitalAssetAddress'
  | 'getDigitalAssetAddressByLabel'
  | 'updateDigitalAssetAddress'
  | 'deleteDigitalAssetAddress'
  | 'getUserPhoneNumbers'
  | 'registerNewUserPhonenumber'
  | 'getUserPhonenumberByLabel'
  | 'updateUserPhonenumber'
  | 'deleteUserPhonenumber'
  | 'validatePhonenumber'
  | 'verifyPhoneNumber'
  | 'createUserBankAccount'
  | 'getUserBankAccounts'
  | 'getUserBankAccountByLabel'
  | 'updateUserBankAccount'
  | 'deleteUserBankAccount'
  | 'getNotifications'
  | 'getUserContracts'
  | 'createUserContract'
  | 'getAllAuthorizations'
  | 'getAuthorization'
  | 'deleteAuthorization'
  | 'updateAuthorization'
  | 'listIyoIds'
  | 'generateIyoID'
  | 'getUserOrganizations'
  | 'leaveOrganization'
  | 'acceptMembership'
  | 'rejectMembership'
  | 'listPublicKeys'
  | 'addPublicKey'
  | 'getPublicKey'
  | 'updatePublicKey'
  | 'deletePublicKey'
  | 'getKeyStore'
  | 'saveKeyStoreKey'
  | 'getKeyStoreKey'
  | 'getSeeObjects'
  | 'createSeeObject'
  | 'getSeeObject'
  | 'updateSeeObject'
  | 'signSeeObject'
  | 'createNewOrganization'
  | 'getOrganization'
  | 'createNewSubOrganization'
  | 'deleteOrganization'
  | 'setDescription'
  | 'updateDescription'
  | 'getDescription'
  | 'deleteDescription'
  | 'getDescriptionWithFallback'
  | 'getOrganizationLogo'
  | 'setOrganizationLogo'
  | 'deleteOrganizationLogo'
  | 'get2faValidityTime'
  | 'set2faValidityTime'
  | 'setOrgMember'
  | 'updateOrganizationOrgMemberShip'
  | 'addIncludeSubOrgsOf'
  | 'removeIncludeSubOrgsOf'
  | 'deleteOrgMember'
  | 'setOrgOwner'
  | 'deleteOrgOwner'
  | 'getOrganizationUsers'
  | 'userIsMember'
  | 'acceptOrganizationInvite'
  | 'rejectOrganizationInvite'
  | 'updateOrganizationMemberShip'
  | 'addOrganizationMember'
  | 'removeOrganizationMember'
  | 'addOrganizationOwner'
  | 'removeOrganizationOwner'
  | 'getOrganizationContracts'
  | 'createOrganizationContracty'
  | 'getInvitations'
  | 'removePendingOrganizationInvitation'
  | 'getOrganizationAPIKeyLabels'
  | 'createNewOrganizationAPIKey'
  | 'getOrganizationAPIKey'
  | 'updateOrganizationAPIKey'
  | 'deleteOrganizationAPIKey'
  | 'addOrganizationRegistryEntry'
  | 'listOrganizationRegistry'
  | 'deleteOrganizationRegistryEntry'
  | 'getOrganizationRegistryEntry'
  | 'createOrganizationDns'
  | 'updateOrganizationDns'
  | 'deleteOrganizationDns'
  | 'proveOrganizationDns'
  | 'createUserGrant'
  | 'updateUserGrant'
  | 'listUsersWithGrant'
  | 'getUserGrants'
  | 'deleteAllUserGrants'
  | 'deleteUserGrant'
  | 'getOrganizationTree'
  | 'addRequiredScope'
  | 'updateRequiredScope'
  | 'deleteRequiredScope'
  | 'listWebhooks'
  | 'createWebhook'
  | 'getWebhook'
  | 'updateWebhook'
  | 'deleteWebhook'
  | 'rotateWebhookSecret'
  | 'testWebhook'
  | 'listWebhookDeliveries'
  | 'resendWebhookDelivery';
