import type { legal as english } from '../en/legal.ts';

export const legal = {
  'legal.terms': 'Условия использования',
  'legal.privacy': 'Политика конфиденциальности',
  'legal.cookies': 'Политика использования файлов cookie',
  'legal.accepted': 'Создавая учётную запись, вы принимаете:',
} as const satisfies Record<keyof typeof english, string>;
