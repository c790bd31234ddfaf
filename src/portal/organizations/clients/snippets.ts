import { service } from '../../../base/service.ts';
import type { ClientKind } from '../../../organizations/api-keys/client-kinds.ts';
import type { TokenAlgorithm } from '../../../organizations/api-keys/queries.ts';

/** Values for the snippets. There is no secret: snippets read it from the environment. */
export interface SnippetFacts {
  readonly issuer: string;
  readonly clientId: string;
  readonly callback: string;
  readonly kind: ClientKind;
  /** The algorithm that signs the ID tokens of the client. */
  readonly algorithm: TokenAlgorithm;
}

export interface Snippet {
  readonly name: string;
  /** The name of the language or product; not translated. */
  readonly title: string;
  readonly text: string;
  /** Whether its library would refuse the ID tokens of the client. */
  readonly needsOtherAlgorithm: boolean;
}

/** The snippets for a kind of application. */
export function snippetsFor(facts: SnippetFacts): readonly Snippet[] {
  const { kind } = facts;
  if (kind === 'machine') return made(facts, machine);
  if (kind === 'web') return made(facts, { ...languages, ...products });
  return made(
    facts,
    kind === 'singlePage' ? { browser: ['Browser', browser], ...publicClients } : publicClients,
  );
}

type Writer = readonly [title: string, write: (facts: SnippetFacts) => string];

function made(facts: SnippetFacts, writers: Readonly<Record<string, Writer>>): Snippet[] {
  return Object.entries(writers).map(([name, [title, write]]) => ({
    name,
    title,
    text: write(facts),
    needsOtherAlgorithm: facts.algorithm !== 'RS256' && onlyRs256.includes(name),
  }));
}

/** Spring expects RS256 unless configured otherwise; the PHP library does not support elliptic curves. */
const onlyRs256: readonly string[] = ['java', 'php'];

const scopes = 'openid profile email';

/** A quoted string in JavaScript, Python, Go, TOML and Ruby. */
const quoted = (text: string) => JSON.stringify(text);
const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const php = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const endpoint = ({ issuer }: SnippetFacts, name: string) => `${issuer}/v1/oauth/${name}`;
export const hasSecret = ({ kind }: SnippetFacts) => kind === 'web' || kind === 'machine';

function curl(facts: SnippetFacts): string {
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

function browser(facts: SnippetFacts): string {
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

function node(facts: SnippetFacts): string {
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

function python(facts: SnippetFacts): string {
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

function go(facts: SnippetFacts): string {
  const secret = hasSecret(facts) ? '\n\tClientSecret: os.Getenv("CLIENT_SECRET"),' : '';
  return `// go get github.com/coreos/go-oidc/v3/oidc golang.org/x/oauth2
provider, err := oidc.NewProvider(ctx, ${quoted(facts.issuer)})
config := oauth2.Config{
	ClientID:     ${quoted(facts.clientId)},${secret}
	RedirectURL:  ${quoted(facts.callback)},
	Endpoint:     provider.Endpoint(),
	Scopes:       []string{oidc.ScopeOpenID, "profile", "email"},
}
verifier := oauth2.GenerateVerifier()
address := config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier))
// Redirect to address. Back at the callback:
token, err := config.Exchange(ctx, code, oauth2.VerifierOption(verifier))
user, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))`;
}

function java(facts: SnippetFacts): string {
  return `# Spring Boot with spring-boot-starter-oauth2-client, application.yml;
# the callback is https://<site>/login/oauth2/code/itsyouonline
spring:
  security:
    oauth2:
      client:
        registration:
          itsyouonline:
            client-id: ${quoted(facts.clientId)}
            client-secret: \${CLIENT_SECRET}
            redirect-uri: ${quoted(facts.callback)}
            authorization-grant-type: authorization_code
            scope: openid, profile, email
        provider:
          itsyouonline:
            issuer-uri: ${quoted(facts.issuer)}

// Only for Spring Boot 3, which does not send PKCE by default:
@Bean
SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
    var requests = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
    requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    return http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
        .oauth2Login(login -> login.authorizationEndpoint(at -> at.authorizationRequestResolver(requests)))
        .build();
}`;
}

function phpSnippet(facts: SnippetFacts): string {
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

const publicClients = {
  curl: ['curl', curl],
  node: ['JavaScript', node],
  python: ['Python', python],
  go: ['Go', go],
} as const satisfies Readonly<Record<string, Writer>>;

const languages = {
  ...publicClients,
  java: ['Java', java],
  php: ['PHP', phpSnippet],
} as const satisfies Readonly<Record<string, Writer>>;

function grafana(facts: SnippetFacts): string {
  return `# grafana.ini; the callback is https://<grafana>/login/generic_oauth
[auth.generic_oauth]
enabled = true
name = ${service().name}
client_id = ${facts.clientId}
client_secret = $__env{CLIENT_SECRET}
scopes = ${scopes}
auth_url = ${endpoint(facts, 'authorize')}
token_url = ${endpoint(facts, 'access_token')}
api_url = ${endpoint(facts, 'userinfo')}
login_attribute_path = preferred_username
use_pkce = true`;
}

function nextcloud(facts: SnippetFacts): string {
  return `# With the app user_oidc; the callback is https://<nextcloud>/apps/user_oidc/code
occ user_oidc:provider itsyouonline \\
  --clientid=${shell(facts.clientId)} \\
  --clientsecret="$CLIENT_SECRET" \\
  --discoveryuri=${shell(`${facts.issuer}/.well-known/openid-configuration`)} \\
  --scope='${scopes}' \\
  --unique-uid=0 --mapping-uid=preferred_username`;
}

function gitlab(facts: SnippetFacts): string {
  return `# /etc/gitlab/gitlab.rb; the callback is https://<gitlab>/users/auth/openid_connect/callback
gitlab_rails['omniauth_providers'] = [{
  name: 'openid_connect',
  label: ${quoted(service().name)},
  args: {
    name: 'openid_connect',
    issuer: ${quoted(facts.issuer)},
    discovery: true,
    scope: ['openid', 'profile', 'email'],
    response_type: 'code',
    client_auth_method: 'basic',
    uid_field: 'sub',
    pkce: true,
    client_options: {
      identifier: ${quoted(facts.clientId)},
      secret: ENV['CLIENT_SECRET'],
      redirect_uri: ${quoted(facts.callback)}
    }
  }
}]`;
}

function oauth2Proxy(facts: SnippetFacts): string {
  return `# oauth2-proxy.cfg; the callback is https://<site>/oauth2/callback
# OAUTH2_PROXY_CLIENT_SECRET holds the secret, OAUTH2_PROXY_COOKIE_SECRET one of its own:
# openssl rand -base64 32 | tr -- '+/' '-_'
provider = "oidc"
oidc_issuer_url = ${quoted(facts.issuer)}
client_id = ${quoted(facts.clientId)}
redirect_url = ${quoted(facts.callback)}
scope = "${scopes}"
code_challenge_method = "S256"
email_domains = ["*"]`;
}

const products = {
  grafana: ['Grafana', grafana],
  nextcloud: ['Nextcloud', nextcloud],
  gitlab: ['GitLab', gitlab],
  'oauth2-proxy': ['oauth2-proxy', oauth2Proxy],
} as const satisfies Readonly<Record<string, Writer>>;

const machine = {
  curl: [
    'curl',
    (facts: SnippetFacts) => `curl ${shell(endpoint(facts, 'access_token'))} \\
  -d grant_type=client_credentials -d "client_secret=$CLIENT_SECRET" \\
  --data-urlencode ${shell(`client_id=${facts.clientId}`)}

curl ${shell(`${facts.issuer}/api/organizations/${encodeURIComponent(facts.clientId)}`)} \\
  -H "Authorization: Bearer $ACCESS_TOKEN"`,
  ],
  node: [
    'JavaScript',
    (facts: SnippetFacts) => `// npm install openid-client
import * as client from 'openid-client';

const issuer = new URL(${quoted(facts.issuer)});
const config = await client.discovery(issuer, ${quoted(facts.clientId)}, process.env.CLIENT_SECRET);
const tokens = await client.clientCredentialsGrant(config);`,
  ],
  python: [
    'Python',
    (facts: SnippetFacts) => `# pip install authlib requests
import os
from authlib.integrations.requests_client import OAuth2Session

client = OAuth2Session(${quoted(facts.clientId)}, os.environ["CLIENT_SECRET"])
client.fetch_token(${quoted(endpoint(facts, 'access_token'))}, grant_type="client_credentials")`,
  ],
  go: [
    'Go',
    (facts: SnippetFacts) => `// go get golang.org/x/oauth2
config := clientcredentials.Config{
	ClientID:     ${quoted(facts.clientId)},
	ClientSecret: os.Getenv("CLIENT_SECRET"),
	TokenURL:     ${quoted(endpoint(facts, 'access_token'))},
}
client := config.Client(ctx)`,
  ],
} as const satisfies Readonly<Record<string, Writer>>;
