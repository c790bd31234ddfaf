import { endpoint, hasSecret, organizationAddress, quoted, type SnippetFacts, scopes } from './facts.ts';

/** Signs a user in, with the standard library alone. */
export function java(facts: SnippetFacts): string {
  const secret = hasSecret(facts) ? ',\n            "client_secret", System.getenv("CLIENT_SECRET")' : '';
  return `// java SignIn.java
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Scanner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

class SignIn {
    public static void main(String[] arguments) throws Exception {
        // Keep both in the session of the browser.
        String verifier = random(), state = random();
        byte[] challenge = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
        System.out.println(${quoted(`${endpoint(facts, 'authorize')}?`)} + form(Map.of(
            "response_type", "code",
            "client_id", ${quoted(facts.clientId)},
            "redirect_uri", ${quoted(facts.callback)},
            "scope", "${scopes}",
            "state", state,
            "code_challenge", base64(challenge),
            "code_challenge_method", "S256")));

        // Redirect there. Here you open it, then paste the address of the callback.
        String callback = new Scanner(System.in).nextLine();
        if (!state.equals(find("[?&]state=([^&#]*)", callback)))
            throw new Exception("not the response to this request: " + callback);
        String response = post(${quoted(endpoint(facts, 'access_token'))}, Map.of(
            "grant_type", "authorization_code",
            "code", URLDecoder.decode(find("[?&]code=([^&#]*)", callback), UTF_8),
            "code_verifier", verifier,
            "redirect_uri", ${quoted(facts.callback)},
            "client_id", ${quoted(facts.clientId)}${secret}));
        System.out.println(get(${quoted(endpoint(facts, 'userinfo'))}, find(token, response)));
    }

    static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return base64(bytes);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

${methods}
}`;
}

/** Reads the organization with its own token. */
export function javaMachine(facts: SnippetFacts): string {
  return `// java Machine.java
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

class Machine {
    public static void main(String[] arguments) throws Exception {
        String response = post(${quoted(endpoint(facts, 'access_token'))}, Map.of(
            "grant_type", "client_credentials",
            "client_id", ${quoted(facts.clientId)},
            "client_secret", System.getenv("CLIENT_SECRET")));
        System.out.println(get(${quoted(organizationAddress(facts))}, find(token, response)));
    }

${methods}
}`;
}

/** Any library for JSON reads the token as well; the standard library has none. */
const methods = `    static final String token = "\\"access_token\\"\\\\s*:\\\\s*\\"([^\\"]*)";

    static String find(String pattern, String text) throws Exception {
        var found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) throw new Exception("nothing like " + pattern + " in " + text);
        return found.group(1);
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    }

    static String post(String address, Map<String, String> fields) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
    }

    static String get(String address, String token) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token));
    }

    static String send(HttpRequest.Builder request) throws Exception {
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new Exception(response.statusCode() + " " + response.body());
        return response.body();
    }`;
