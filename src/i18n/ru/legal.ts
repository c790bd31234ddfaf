import type { legal as english } from '../en/legal.ts';

export const legal = {
  'legal.terms': 'Условия использования',
  'legal.privacy': 'Обработка персональных данных',
  'legal.cookies': 'Файлы cookie',
  'legal.accepted': 'Создавая учётную запись, вы принимаете эти условия:',
} as const satisfies Record<keyof typeof english, string>;
