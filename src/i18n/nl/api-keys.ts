import type { apiKeys as english } from '../en/api-keys.ts';

export const apiKeys = {
  'apiKeys.title': 'API-sleutels',
  'apiKeys.text':
    'Met een API-sleutel krijgen je eigen programma’s toegang tot je account, zoals jij die hebt. Geef elk programma een eigen sleutel.',
  'apiKeys.none': 'Je hebt geen API-sleutels.',
  'apiKeys.add': 'API-sleutel maken',
  'apiKeys.create': 'Sleutel maken',
  'apiKeys.label.hint': 'Waarvoor de sleutel is, zoals “back-upscript”.',
  'apiKeys.applicationId': 'Toepassings-ID',
  'apiKeys.secret': 'Geheim',
  'apiKeys.created': 'Gemaakt op',
  'apiKeys.used': 'laatste token uitgegeven op',
  'apiKeys.unused': 'geen token uitgegeven in de afgelopen dag',
  'apiKeys.made': 'Je nieuwe sleutel “{label}”',
  'apiKeys.once': 'Kopieer het geheim nu. Het wordt niet opnieuw getoond. Wie het heeft, handelt als jij.',
  'apiKeys.getToken': 'Een toegangstoken opvragen',
  'apiKeys.useToken': 'Je account ermee opvragen',
  'apiKeys.done': 'Ik heb het geheim gekopieerd',
  'apiKeys.rename': 'Hernoemen',
  'apiKeys.rename.title': 'De sleutel “{label}” hernoemen',
  'apiKeys.remove.title': 'De sleutel “{label}” verwijderen?',
  'apiKeys.remove.text':
    'Programma’s die de sleutel gebruiken, hebben meteen geen toegang meer tot je account. Dit kan niet ongedaan worden gemaakt.',
  'notice.apiKeyRenamed': 'De sleutel heet nu “{label}”.',
  'notice.apiKeyRemoved': 'De sleutel “{label}” is verwijderd.',
} as const satisfies Record<keyof typeof english, string>;
