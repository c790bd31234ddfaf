import type { layout as english } from '../en/layout.ts';

export const layout = {
  'layout.skip': 'Naar de inhoud',
  'layout.account': 'Je account',
  'layout.about': 'Over deze dienst',
  'layout.signOut': 'Afmelden',
  'layout.apiDocumentation': 'API-documentatie',
  'layout.language': 'Taal',
  'layout.theme': 'Weergave',
  'layout.theme.system': 'Apparaatinstelling',
  'layout.theme.light': 'Licht',
  'layout.theme.dark': 'Donker',
  'layout.preferences': 'Taal en weergave',
  'layout.back': 'Terug',

  'outbox.title': 'Postvak UIT',
  'outbox.text':
    'Berichten die deze server zou hebben verstuurd. Deze pagina bestaat alleen tijdens het ontwikkelen.',
  'outbox.none': 'Er is nog niets verstuurd.',

  'form.problem': 'Controleer wat je hebt ingevuld',
  'form.refused': 'Dat is niet gelukt',
  'form.codeMissing': 'Vul de code in.',
  'form.codeWrong': 'Onjuiste code. Controleer de code en probeer het opnieuw.',
  'form.showPassword': 'Wachtwoord tonen',

  'error.requestId': 'Vermeld het nummer {requestId} als je dit probleem meldt.',
  'error.again': 'Opnieuw proberen',
  'error.home': 'Naar de startpagina',
  'error.refused.title': 'Dat is niet gelukt',
  'error.refused.text': 'Dit verzoek is niet geldig. Ga terug en probeer het opnieuw.',
  'error.tooLarge.title': 'Te groot',
  'error.tooLarge.text': 'Wat je hebt verstuurd is te groot. Ga terug en maak het korter.',
  'error.notFound.title': 'Pagina niet gevonden',
  'error.notFound.text': 'Deze pagina bestaat niet, of je hebt er geen toegang toe.',
  'error.forbidden.title': 'Geen toegang',
  'error.forbidden.text': 'Je mag dit niet doen.',
  'error.formExpired.title': 'Dit formulier is verlopen',
  'error.formExpired.text':
    'Het formulier stond te lang open, of je hebt je intussen aan- of afgemeld. Er is niets gewijzigd. Ga terug, laad de pagina opnieuw en probeer het nog eens.',
  'error.numberNotServed.title': 'Geen sms naar dit nummer',
  'error.numberNotServed.text':
    'Deze dienst stuurt geen sms naar telefoonnummers van dat land of netwerk. Gebruik een ander nummer.',
  'error.tooMany.title': 'Te veel pogingen',
  'error.tooMany.text': 'Wacht even en probeer het dan opnieuw.',
  'error.tooMany.wait':
    'Wacht {minutes, plural, one {# minuut} other {# minuten}} en probeer het dan opnieuw.',
  'error.busy.title': 'De dienst is overbelast',
  'error.busy.text': 'Probeer het over enkele seconden opnieuw.',
  'error.failed.title': 'Er is iets misgegaan',
  'error.failed.text': 'Het probleem ligt bij ons. Probeer het zo meteen opnieuw.',
} as const satisfies Record<keyof typeof english, string>;
