import type { documentation as english } from '../en/documentation.ts';

export const documentation: Readonly<Record<keyof typeof english, string>> = {
  'docs.title': 'API-documentatie',
  'docs.guides': 'Handleidingen',
  'docs.users': 'Gebruikers',
  'docs.organizations': 'Organisaties',
  'docs.copy': 'Kopiëren',
  'docs.copied': 'Gekopieerd',
  'docs.raml': 'RAML downloaden',
  'docs.openapi': 'OpenAPI downloaden',
  'docs.group.operations': 'Bewerkingen',
  'docs.group.types': 'Typen',
  'docs.group.try': '{operation} uitproberen',
  'docs.group.details': 'Parameters, antwoorden en andere voorbeelden van {operation}',

  'docs.search': 'Bewerkingen zoeken',
  'docs.search.button': 'Zoeken',
  'docs.search.title': 'Zoeken',
  'docs.search.count':
    '{count, plural, =0 {Geen bewerking gevonden.} one {# bewerking gevonden.} other {# bewerkingen gevonden.}}',
  'docs.search.hint':
    'Alle woorden moeten voorkomen: in namen, paden, scopes en samenvattingen, of anders ergens in de teksten.',

  'docs.start': 'Aan de slag',
  'docs.start.steps': 'Drie stappen',
  'docs.start.token': 'Haal een token op',
  'docs.start.token.text': 'Met een eigen API-sleutel, of voor een andere gebruiker die dat goedvindt.',
  'docs.start.call': 'Doe de eerste aanroep',
  'docs.start.call.text': 'Lees je eigen account met één regel.',
  'docs.start.find': 'Zoek je bewerking',
  'docs.start.find.text':
    'Elke heeft voorbeelden voor curl, TypeScript en Python, en is hier uit te proberen.',
  'docs.start.files': 'Voor generatoren en gereedschap',
  'docs.start.all': 'Alle bewerkingen',

  'docs.tokens': 'Token ophalen',
  'docs.tokens.text': 'Elke aanroep noemt de aanroeper met een toegangstoken in de header {header}.',
  'docs.tokens.own': 'Voor jezelf: een API-sleutel',
  'docs.tokens.own.text':
    'Maak een sleutel bij {keys} en wissel die in voor een token. Het token mag wat jij mag.',
  'docs.tokens.organization': 'Voor een organisatie: een client',
  'docs.tokens.organization.text':
    'Eigenaren maken een client bij {organizations}, met client credentials ingeschakeld. Het inwisselen gaat net zo; de id van de client is de naam van de organisatie.',
  'docs.tokens.user': 'Voor andere gebruikers: vraag het hun',
  'docs.tokens.user.text':
    'Stuur de gebruiker naar het authorization endpoint (authorization code met PKCE) en wissel de code in voor een token. Dat geeft toegang tot wat de gebruiker wil delen. Elke OpenID Connect-bibliotheek kan dit; ze heeft alleen het adres van deze server nodig:',
  'docs.tokens.lifetime':
    'Een token eindigt uiterlijk na een dag, en meteen als de sleutel wordt verwijderd of de gebruiker de toegang intrekt. Houd het geheim; vraag een nieuw token als een aanroep 401 geeft.',
  'docs.tokens.scopes': 'Waar een token toegang toe geeft',

  'docs.call': 'Eerste aanroep',
  'docs.call.text':
    'Zet het token in de omgeving van je shell; de voorbeelden van alle bewerkingen lezen het daar.',
  'docs.call.read': 'Je account lezen',
  'docs.call.answer': 'Het antwoord is JSON:',
  'docs.call.change': 'Iets wijzigen',
  'docs.call.change.text': 'Ook wat je stuurt is JSON. Wat het contract niet noemt, wordt weggelaten.',
  'docs.call.next': 'Elk antwoord bevat {header}: vermeld dat nummer als je een probleem meldt.',

  'docs.endpoints': 'OAuth en OpenID',
  'docs.endpoints.text': 'Bibliotheken vinden alles in de metagegevens; je hoeft hier niets over te nemen.',
  'docs.endpoints.metadata': 'Metagegevens',
  'docs.endpoints.list': 'Adressen',
  'docs.endpoint.authorization_endpoint': 'Hier meldt de gebruiker zich aan en stemt toe',
  'docs.endpoint.pushed_authorization_request_endpoint': 'Neemt een autorisatieverzoek vooraf aan',
  'docs.endpoint.device_authorization_endpoint': 'Voor apparaten zonder browser',
  'docs.endpoint.token_endpoint': 'Wisselt een code, sleutel of refreshtoken in voor tokens',
  'docs.endpoint.jwks_uri': 'De sleutels die handtekeningen controleren',
  'docs.endpoint.userinfo_endpoint': 'Gegevens over de gebruiker van een token',
  'docs.endpoint.revocation_endpoint': 'Beëindigt een token',
  'docs.endpoint.introspection_endpoint': 'Zegt wat een token waard is',
  'docs.endpoint.registration_endpoint': 'Registreert clients per programma',
  'docs.endpoint.end_session_endpoint': 'Meldt de gebruiker af',

  'docs.errors': 'Fouten',
  'docs.errors.text':
    'Een weigering is een JSON-object. De code verandert niet en is voor programma’s; de beschrijving is voor mensen en kan veranderen.',
  'docs.errors.statuses': 'Statuscodes',
  'docs.errors.codes': 'Codes die bewerkingen noemen',
  'docs.errors.operations': 'Bewerkingen',
  'docs.status.400':
    'Het verzoek is onleesbaar, onvolledig of in strijd met een regel. De beschrijving noemt het veld.',
  'docs.status.401':
    'Er is geen token, of het is onbekend, verlopen of ingetrokken; of de sessie moet zich opnieuw bevestigen.',
  'docs.status.403': 'Het token geeft hier geen toegang toe.',
  'docs.status.404': 'Het bestaat niet, of de aanroeper mag er niet van weten.',
  'docs.status.409': 'Wat al is opgeslagen, laat het niet toe.',
  'docs.status.412': 'Er moet eerst iets anders gebeuren.',
  'docs.status.413': 'De inhoud is te groot.',
  'docs.status.422': 'De waarden zijn leesbaar, maar worden geweigerd.',
  'docs.status.429': 'Te veel aanroepen. {header} zegt hoeveel seconden je moet wachten.',
  'docs.status.500': 'Het probleem ligt bij ons.',
  'docs.status.503': 'De dienst is druk of start opnieuw. Probeer het over enkele seconden weer.',

  'docs.limits': 'Limieten',
  'docs.limits.text':
    'Limieten beschermen gebruikers tegen raden en tegen stromen berichten. Gewone programma’s merken er niets van. Daarboven geven aanroepen 429 met {header}.',
  'docs.limits.what': 'Wat wordt geteld',
  'docs.limits.attempts': 'Hoeveel',
  'docs.limits.window': 'Binnen',
  'docs.limits.body': 'De inhoud is hoogstens 1 MiB, tenzij de bewerking iets anders zegt.',
  'docs.limits.lists':
    'Hoeveel vermeldingen van een soort er mogen zijn, staat bij de bewerking die er een toevoegt.',
  'docs.limits.headers': 'Getelde aanroepen zeggen hoeveel er over zijn: {headers}.',
  'docs.limit.clientFailures': 'Onjuiste gegevens van een client, vanuit één netwerk',
  'docs.limit.userLookupsOfCaller':
    'Opzoeken van gebruikers op e-mailadres of telefoonnummer, door één aanroeper',
  'docs.limit.contactLookups': 'Hetzelfde zonder token, vanuit één netwerk',
  'docs.limit.phoneValidationCalls': 'Aanroepen om een telefoonnummer te bevestigen, vanuit één netwerk',
  'docs.limit.smsToNumber': 'Sms’en naar één nummer',
  'docs.limit.mailsToAddress': 'E-mails van één soort naar één adres',
  'docs.limit.pushedRequestsFromNetwork': 'Vooraf gestuurde autorisatieverzoeken, vanuit één netwerk',
  'docs.limit.devicesFromNetwork': 'Autorisaties van apparaten, vanuit één netwerk',
  'docs.limit.clientRegistrations': 'Registraties van clients van één organisatie',
  'docs.limit.invitationsOfInviter': 'Uitnodigingen van één gebruiker of organisatie',

  'docs.console': 'Uitproberen',
  'docs.console.signedIn':
    'Verzoeken worden verstuurd als {username}, met de sessie van deze browser. Die verlaat deze site nooit; er wordt geen token getoond.',
  'docs.console.signedOut':
    'Je bent niet aangemeld. {signIn}, of kies “Authorize” en plak een toegangstoken.',
  'docs.console.signIn': 'Meld je aan',
  'docs.console.readOnly': 'Alleen bewerkingen die lezen, kunnen worden verstuurd.',
  'docs.console.allow': 'Wijzigingen toestaan',
  'docs.console.changes': 'Bewerkingen die iets wijzigen, worden echt uitgevoerd, op je eigen account.',
  'docs.console.forbid': 'Alleen lezen',
  'docs.console.needsScripts': 'De console heeft JavaScript nodig. De documentatie niet.',
};
