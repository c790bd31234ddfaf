import { endpoint, hasSecret, php, quoted, type SnippetFacts, scopes, shell } from './facts.ts';

export function curl(facts: SnippetFacts): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: facts.clientId,
    redirect_uri: facts.callback,
    scope: scopes,
    state: 'STATE',
    code_challenge: 'CHALLENGE',
    code_challenge_method: 'S256',
  });
  return `VERIFIER=$(openssl rand -hex 32)
CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | basenc --base64url | tr -d =)

# Open this address in a browser, with $CHALLENGE in place of CHALLENGE:
# ${endpoint(facts, 'authorize')}?${query}

curl ${shell(endpoint(facts, 'access_token'))} \\
  -d grant_type=authorization_code -d "code=$CODE" -d "code_verifier=$VERIFIER" \\
  --data-urlencode ${shell(`redirect_uri=${facts.callback}`)} \\
  --data-urlencode ${shell(`client_id=${facts.clientId}`)}${hasSecret(facts) ? ' \\\n  -d "client_secret=$CLIENT_SECRET"' : ''}

curl ${shell(endpoint(facts, 'userinfo'))} -H "Authorization: Bearer $ACCESS_TOKEN"`;
}

export function browser(facts: SnippetFacts): string {
  return `// npm install oidc-client-ts
import { UserManager } from 'oidc-client-ts';

const manager = new UserManager({
  authority: ${quoted(facts.issuer)},
  client_id: ${quoted(facts.clientId)},
  redirect_uri: ${quoted(facts.callback)},
  scope: '${scopes} offline_access',
});

// When the page of the callback loads:
const user = await manager.signinCallback();
console.log(user?.profile);

// Whenever the user wants to sign in, or to sign out here as well:
await manager.signinRedirect();
await manager.signoutRedirect();`;
}

export function node(facts: SnippetFacts): string {
  const secret = hasSecret(facts) ? 'process.env.CLIENT_SECRET' : 'undefined, client.None()';
  return `// npm install openid-client
import * as client from 'openid-client';

const issuer = new URL(${quoted(facts.issuer)});
const config = await client.discovery(issuer, ${quoted(facts.clientId)}, ${secret});

// Keep both in the session of the browser.
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedState = client.randomState();
const address = client.buildAuthorizationUrl(config, {
  redirect_uri: ${quoted(facts.callback)},
  scope: '${scopes}',
  state: expectedState,
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
});
// Redirect to address. Back at the callback:
const tokens = await client.authorizationCodeGrant(config, currentUrl, { pkceCodeVerifier, expectedState });
console.log(tokens.claims());`;
}

export function python(facts: SnippetFacts): string {
  const secret = hasSecret(facts) ? ', os.environ["CLIENT_SECRET"]' : ', token_endpoint_auth_method="none"';
  return `# pip install authlib requests
import os
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session

client = OAuth2Session(
    ${quoted(facts.clientId)}${secret},
    scope="${scopes}",
    redirect_uri=${quoted(facts.callback)},
    code_challenge_method="S256",
)
verifier = generate_token(48)
address, state = client.create_authorization_url(
    ${quoted(endpoint(facts, 'authorize'))}, code_verifier=verifier
)
# Redirect to address. Back at the callback:
client.fetch_token(
    ${quoted(endpoint(facts, 'access_token'))},
    authorization_response=current_url, state=state, code_verifier=verifier,
)
print(client.get(${quoted(endpoint(facts, 'userinfo'))}).json())`;
}

export function phpSnippet(facts: SnippetFacts): string {
  return `// composer require jumbojett/openid-connect-php
$client = new Jumbojett\\OpenIDConnectClient(
    ${php(facts.issuer)},
    ${php(facts.clientId)},
    getenv('CLIENT_SECRET')
);
$client->setRedirectURL(${php(facts.callback)});
$client->setCodeChallengeMethod('S256');
$client->addScope(['profile', 'email']);
$client->authenticate();
print_r($client->requestUserInfo());`;
}
