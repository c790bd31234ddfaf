import { endpoint, hasSecret, organizationAddress, quoted, type SnippetFacts, scopes } from './facts.ts';

/** Signs a user in, with the standard library alone. */
export function go(facts: SnippetFacts): string {
  const { clientId, callback } = facts;
  const request = {
    response_type: '"code"',
    client_id: quoted(clientId),
    redirect_uri: quoted(callback),
    scope: quoted(scopes),
    state: 'state',
    code_challenge: 'base64.RawURLEncoding.EncodeToString(challenge[:])',
    code_challenge_method: '"S256"',
  };
  const exchange = {
    grant_type: '"authorization_code"',
    code: 'redirect.Query().Get("code")',
    code_verifier: 'verifier',
    redirect_uri: quoted(callback),
    client_id: quoted(clientId),
    ...(hasSecret(facts) && { client_secret: secret }),
  };
  return `${start([...imports, 'crypto/rand', 'crypto/sha256', 'encoding/base64', ...(hasSecret(facts) ? ['os'] : [])])}

func main() {
	// Keep both in the session of the browser.
	verifier, state := random(), random()
	challenge := sha256.Sum256([]byte(verifier))
	fmt.Println(${quoted(`${endpoint(facts, 'authorize')}?`)} + ${valuesOf(request)}.Encode())

	// Redirect there. Here you open it, then paste the address of the callback.
	var callback string
	fmt.Scanln(&callback)
	redirect, err := url.Parse(callback)
	if err != nil || redirect.Query().Get("state") != state {
		log.Fatal("not the response to this request: ", callback)
	}
	token := read(http.PostForm(${quoted(endpoint(facts, 'access_token'))}, ${valuesOf(exchange)}))["access_token"]
	fmt.Println(get(${quoted(endpoint(facts, 'userinfo'))}, token))
}

func random() string {
	bytes := make([]byte, 32)
	if _, err := rand.Read(bytes); err != nil {
		log.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(bytes)
}

${functions}`;
}

/** Reads the organization with its own token. */
export function goMachine(facts: SnippetFacts): string {
  const exchange = {
    grant_type: '"client_credentials"',
    client_id: quoted(facts.clientId),
    client_secret: secret,
  };
  return `${start([...imports, 'os'])}

func main() {
	token := read(http.PostForm(${quoted(endpoint(facts, 'access_token'))}, ${valuesOf(exchange)}))["access_token"]
	fmt.Println(get(${quoted(organizationAddress(facts))}, token))
}

${functions}`;
}

const secret = 'os.Getenv("CLIENT_SECRET")';

/** As `gofmt` writes them. */
function valuesOf(fields: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(fields).map((name) => name.length)) + 4;
  const lines = Object.entries(fields).map(
    ([name, value]) => `\t\t${`"${name}":`.padEnd(width)}{${value}},\n`,
  );
  return `url.Values{\n${lines.join('')}\t}`;
}

const imports: readonly string[] = ['encoding/json', 'fmt', 'log', 'net/http', 'net/url'];

function start(packages: readonly string[]): string {
  const lines = [...packages].sort().map((name) => `\t"${name}"`);
  return `// go run main.go\npackage main\n\nimport (\n${lines.join('\n')}\n)`;
}

const functions = `func get(address string, token any) map[string]any {
	request, err := http.NewRequest("GET", address, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", fmt.Sprint("Bearer ", token))
	return read(http.DefaultClient.Do(request))
}

func read(response *http.Response, err error) map[string]any {
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	var content map[string]any
	if err := json.NewDecoder(response.Body).Decode(&content); err != nil || response.StatusCode != 200 {
		log.Fatal(response.Status, " ", content, " ", err)
	}
	return content
}`;
