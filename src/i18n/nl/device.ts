import type { device as english } from '../en/device.ts';

export const device = {
  'device.title': 'Een apparaat koppelen',
  'device.text': 'Vul de code in die het apparaat toont.',
  'device.care':
    'Vul alleen een code in van een apparaat dat je voor je hebt. Vul nooit een code in die iemand je stuurt of voorleest.',
  'device.code': 'Code',
  'device.code.hint': 'Acht letters, bijvoorbeeld BCDF-GHJK.',
  'device.continue': 'Doorgaan',
  'device.wrong': 'Deze code is onjuist of verlopen. Controleer de code of begin opnieuw op het apparaat.',
  'device.warning':
    'Je koppelt een apparaat met {client}. Het houdt deze toegang als je de browser sluit. Sta dit alleen toe als je de code van je eigen apparaat hebt ingevuld.',
  'device.allowed.title': 'Je apparaat is gekoppeld',
  'device.allowed.text': 'Ga verder op het apparaat. Je kunt dit venster sluiten.',
  'device.refused.title': 'Het apparaat is niet gekoppeld',
  'device.refused.text': 'Er is niets gedeeld. Je kunt dit venster sluiten.',
  'device.decided.title': 'Dit apparaat heeft al antwoord gekregen',
  'device.decided.text':
    'Ga verder op het apparaat. Is het niet gekoppeld? Begin daar opnieuw en vul de nieuwe code in.',
  'device.decided.again': 'Een andere code invullen',
} as const satisfies Readonly<Record<keyof typeof english, string>>;
