/** Mails about what an operator did to an account. */
export const operatorMails = {
  'operatorMail.locked.subject': 'Je account is geblokkeerd',
  'operatorMail.locked.what':
    'Een beheerder van deze dienst heeft je account {username} geblokkeerd op {at}. Je bent overal afgemeld en toepassingen hebben geen toegang meer.',
  'operatorMail.locked.advice':
    'Zolang het geblokkeerd is, kan niemand zich ermee aanmelden. Neem contact op met de beheerder van deze dienst om te horen waarom.',
  'operatorMail.locked.button': 'Naar de dienst',
  'operatorMail.unlocked.subject': 'Je account is niet meer geblokkeerd',
  'operatorMail.unlocked.what':
    'Een beheerder van deze dienst heeft de blokkering van je account {username} opgeheven op {at}. Je kunt je weer aanmelden.',
  'operatorMail.unlocked.advice':
    'Je API-sleutels werken weer. Toepassingen vragen je opnieuw om je aan te melden.',
  'operatorMail.unlocked.button': 'Aanmelden',
  'operatorMail.signedOut.subject': 'Je bent overal afgemeld',
  'operatorMail.signedOut.what':
    'Een beheerder van deze dienst heeft alle sessies van je account {username} beëindigd op {at}.',
  'operatorMail.signedOut.advice':
    'Je kunt je op elk moment weer aanmelden. Neem contact op met de beheerder van deze dienst om te horen waarom.',
  'operatorMail.signedOut.button': 'Aanmelden',
  'operatorMail.organizationDeleted.subject': 'De organisatie {organization} is verwijderd',
  'operatorMail.organizationDeleted.what':
    'Een beheerder van deze dienst heeft de organisatie {organization} verwijderd op {at}, met alle organisaties eronder. Je was eigenaar ervan, of van een organisatie erboven of eronder.',
  'operatorMail.organizationDeleted.advice':
    'Haar toepassingen kunnen geen gebruikers meer aanmelden. Neem contact op met de beheerder van deze dienst om te horen waarom.',
  'operatorMail.organizationDeleted.button': 'Naar de dienst',
} as const;
