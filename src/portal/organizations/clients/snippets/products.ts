import { service } from '../../../../base/service.ts';
import { endpoint, quoted, type SnippetFacts, scopes, shell, type Writer } from './facts.ts';

function spring(facts: SnippetFacts): string {
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

/** Settings to paste into what others have written. */
export const products = {
  spring: ['Java (Spring Boot)', spring],
  grafana: ['Grafana', grafana],
  nextcloud: ['Nextcloud', nextcloud],
  gitlab: ['GitLab', gitlab],
  'oauth2-proxy': ['oauth2-proxy', oauth2Proxy],
} as const satisfies Readonly<Record<string, Writer>>;
