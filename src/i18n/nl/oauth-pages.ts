import type { oauthPages as english } from '../en/oauth-pages.ts';

export const oauthPages = {
  'authorize.refused.title': 'Deze aanmelding kan niet doorgaan',
  'authorize.refused.text':
    'De toepassing die je hierheen stuurde vroeg iets waarop niet veilig te antwoorden is, dus blijf je hier.',
  'authorize.refused.advice': 'Laat het de beheerders van de toepassing weten.',

  'logout.title': 'Afmelden',
  'logout.text': 'Wil je je in deze browser afmelden? Je bent aangemeld als {username}.',
  'logout.client': '{client} vraagt of je je ook hier wilt afmelden.',
  'logout.button': 'Afmelden',
  'logout.stay': 'Aangemeld blijven',
  'logout.done.title': 'Je bent afgemeld',
  'logout.done.text': 'Je kunt dit venster sluiten.',
} as const satisfies Readonly<Record<keyof typeof english, string>>;
