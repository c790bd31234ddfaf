import type { directory as english } from '../en/directory.ts';

export const directory = {
  'directory.title': 'Directory via SCIM',
  'directory.switch': 'Status van de directory',
  'directory.on': 'Aan',
  'directory.off': 'Uit',
  'directory.text':
    'Een directory zoals Microsoft Entra ID of Okta kan leden uitnodigen, lidmaatschappen beëindigen en suborganisaties vullen. Accounts kan ze niet zien of wijzigen.',
  'directory.lastUse': 'Laatst gebruikt',
  'directory.never': 'nooit',
  'directory.switchOn': 'Inschakelen',
  'directory.switchOff': 'Uitschakelen',
  'directory.connection': 'Verbinding',
  'directory.address': 'Adres van de directory (tenant-URL, basis-URL)',
  'directory.token.text':
    'Het token geeft alleen toegang tot de directory van deze organisatie. Een nieuw token vervangt het vorige. Vraag met client credentials de scope organization:scim aan.',
  'directory.token.make': 'Token maken',
  'directory.token.make.title': 'Een token voor de directory maken?',
  'directory.token.make.text': 'Het token wordt één keer getoond. Vul het in de directory in.',
  'directory.token.replace': 'Token vervangen',
  'directory.token.replace.title': 'Het token van de directory vervangen?',
  'directory.token.replace.text':
    'Het huidige token werkt meteen niet meer. De directory wijzigt hier niets tot je daar het nieuwe token invult.',
  'directory.token.replaced': 'Het vorige token werkt niet meer.',
  'directory.token.next': 'Terug naar de directory',
  'directory.token.remove': 'Token verwijderen',
  'directory.token': 'Token van de directory',
  'directory.token.once': 'Kopieer het token nu. Het wordt niet opnieuw getoond.',
  'directory.token.until': 'Geldig tot',
  'directory.token.inUse':
    'De API-sleutel “directory” wordt voor iets anders gebruikt. Geef die eerst een andere naam.',
  'notice.directory.on': 'De directory is ingeschakeld.',
  'directory.errors': 'Geweigerde verzoeken',
  'directory.errors.text':
    'Wat deze server de directory in de afgelopen week heeft geweigerd, nieuwste eerst.',
  'directory.errors.none': 'Geen.',
} as const satisfies Record<keyof typeof english, string>;
