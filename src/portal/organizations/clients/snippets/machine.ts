import { endpoint, organizationAddress, quoted, type SnippetFacts, shell, type Writer } from './facts.ts';
import { goMachine } from './go.ts';
import { javaMachine } from './java.ts';

/** Programs that act for their organization. */
export const machine = {
  curl: [
    'curl',
    (facts: SnippetFacts) => `curl ${shell(endpoint(facts, 'access_token'))} \\
  -d grant_type=client_credentials -d "client_secret=$CLIENT_SECRET" \\
  --data-urlencode ${shell(`client_id=${facts.clientId}`)}

curl ${shell(organizationAddress(facts))} \\
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
  go: ['Go', goMachine],
  java: ['Java', javaMachine],
} as const satisfies Readonly<Record<string, Writer>>;
