/** The way back for users who lost their second factor, and its mails. */
export const lostFactor = {
  'lostFactor.link': 'Telefoon of toegangssleutel kwijt?',
  'lostFactor.noSms':
    'Deze dienst kan nu geen sms versturen. Je kunt je daarom niet aanmelden met je telefoonnummer.',
  'lostFactor.title': 'Telefoon of toegangssleutel kwijt?',
  'lostFactor.text':
    'Heb je nog een herstelcode of een andere manier om een aanmelding te bevestigen, gebruik die dan.',
  'lostFactor.none.title': 'Als je niets daarvan hebt',
  'lostFactor.none':
    '{days, plural, one {Je kunt al je tweede factoren laten verwijderen. Dat duurt # dag.} other {Je kunt al je tweede factoren laten verwijderen. Dat duurt # dagen.}} We sturen naar al je bevestigde adressen een link waarmee het verzoek kan worden geannuleerd. Daarna meld je je aan met je wachtwoord en stel je een nieuwe tweede factor in.',
  'lostFactor.request': 'Verwijdering aanvragen',
  'lostFactor.waiting':
    'Je verzoek loopt. Vanaf {at} kun je hier terugkomen nadat je je wachtwoord hebt ingevuld. Een link om het te annuleren is naar al je bevestigde e-mailadressen gestuurd.',
  'lostFactor.ready':
    'De wachttijd is voorbij. Je telefoonnummers, authenticator-app, toegangssleutels en herstelcodes bevestigen geen aanmelding meer en je wordt overal afgemeld. Daarna stel je een nieuwe tweede factor in.',
  'lostFactor.reset': 'Alle tweede factoren verwijderen',
  'lostFactor.impossible':
    'Je account heeft geen bevestigd e-mailadres waarheen een waarschuwing kan worden gestuurd, of deze dienst kan geen e-mail versturen. Neem contact op met de beheerder van deze dienst.',
  'lostFactor.cancel.title': 'Je tweede factoren behouden',
  'lostFactor.cancel.text':
    'Iemand die het wachtwoord van {username} kent, of een beheerder van deze dienst, heeft gevraagd alle tweede factoren te verwijderen. Wilde je dat niet, annuleer het verzoek dan.',
  'lostFactor.cancel.submit': 'Verzoek annuleren',
  'lostFactor.kept.title': 'Het verzoek is geannuleerd',
  'lostFactor.kept.text':
    'Je tweede factoren blijven. Komt het verzoek niet van jou en niet van een beheerder, dan kent iemand anders je wachtwoord: wijzig het nu.',
  'lostFactor.deadLink.title': 'Deze link is niet geldig',
  'lostFactor.deadLink.text': 'Het verzoek is geannuleerd of uitgevoerd, of de link is onvolledig.',
  'lostFactor.requested.subject': 'Verwijdering van je tweede factoren is aangevraagd',
  'lostFactor.requested.what':
    'Iemand die het wachtwoord van je account {username} kent, heeft gevraagd alle tweede factoren te verwijderen. Dat kan vanaf {at}.',
  'lostFactor.requested.advice':
    'Was jij dit niet, annuleer het verzoek dan en wijzig je wachtwoord: iemand anders kent het.',
  'lostFactor.requested.button': 'Verzoek annuleren',
  'lostFactor.requestedByOperator.subject': 'Verwijdering van je tweede factoren is aangevraagd',
  'lostFactor.requestedByOperator.what':
    'Een beheerder van deze dienst heeft gevraagd alle tweede factoren van je account {username} te verwijderen, omdat je ze kwijt zou zijn. Vanaf {at} kun je je aanmelden met je wachtwoord en nieuwe instellen.',
  'lostFactor.requestedByOperator.advice':
    'Heb je je tweede factoren nog, of heb je de beheerder dit niet gevraagd, annuleer het verzoek dan.',
  'lostFactor.requestedByOperator.button': 'Verzoek annuleren',
  'lostFactor.cancelled.subject': 'Je tweede factoren blijven',
  'lostFactor.cancelled.what':
    'Het verzoek om de tweede factoren van je account {username} te verwijderen is geannuleerd op {at}.',
  'lostFactor.cancelled.advice':
    'Komt dat verzoek niet van jou en niet van een beheerder, wijzig dan je wachtwoord: iemand anders kent het.',
  'lostFactor.cancelled.button': 'Een nieuw wachtwoord kiezen',
  'lostFactor.cancelledByOperator.subject': 'Je tweede factoren blijven',
  'lostFactor.cancelledByOperator.what':
    'Een beheerder van deze dienst heeft het verzoek om de tweede factoren van je account {username} te verwijderen geannuleerd op {at}.',
  'lostFactor.cancelledByOperator.advice':
    'Heb jij of een beheerder dat verzoek niet gedaan? Wijzig dan je wachtwoord: iemand anders kent het.',
  'lostFactor.cancelledByOperator.button': 'Een nieuw wachtwoord kiezen',
  'lostFactor.done.subject': 'Je tweede factoren zijn verwijderd',
  'lostFactor.done.what':
    'Alle tweede factoren van je account {username} zijn verwijderd op {at}, en alle browsers zijn afgemeld.',
  'lostFactor.done.advice':
    'Was jij dit niet, stel dan nu een nieuw wachtwoord in en neem contact op met de beheerder van deze dienst.',
  'lostFactor.done.button': 'Een nieuw wachtwoord instellen',
} as const;
