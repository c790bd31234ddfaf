import type { oauthPages as english } from '../en/oauth-pages.ts';

export const oauthPages = {
  'authorize.refused.title': 'Je kunt je niet aanmelden bij deze toepassing',
  'authorize.refused.text':
    'De toepassing stuurde een verzoek dat niet geldig is of niet veilig te beantwoorden.',
  'authorize.refused.advice': 'Neem contact op met de beheerders van de toepassing.',
  'authorize.refused.badEncoding': 'De query is niet juist percent-gecodeerd.',
  'authorize.refused.noClientId': 'client_id moet precies één keer zijn opgegeven.',
  'authorize.refused.noRedirectUri': 'redirect_uri moet precies één keer zijn opgegeven.',
  'authorize.refused.unknownClient': 'De client is niet bekend.',
  'authorize.refused.unregisteredRedirect': 'De redirect_uri is niet geregistreerd voor deze client.',
  'authorize.refused.unusableRequest': 'De request_uri is onbekend, verlopen of al gebruikt.',
  'authorize.refused.developer': 'Ben jij de ontwikkelaar?',
  'authorize.refused.log': 'Vind de oorzaak in het logboek van de client',

  'formPost.title': 'Terug naar de toepassing',
  'formPost.text': 'Het antwoord gaat naar {place}.',
  'formPost.button': 'Verder',

  'logout.title': 'Afmelden',
  'logout.text': 'Je bent aangemeld als {username}. Wil je je in deze browser afmelden?',
  'logout.client': '{client} vraagt of je je ook hier wilt afmelden.',
  'logout.button': 'Afmelden',
  'logout.stay': 'Aangemeld blijven',
  'logout.done.title': 'Je bent afgemeld',
  'logout.done.text': 'Je kunt dit venster sluiten.',
} as const satisfies Readonly<Record<keyof typeof english, string>>;
