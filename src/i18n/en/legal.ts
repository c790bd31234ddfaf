export const legal = {
  'legal.terms': 'Terms of use',
  'legal.privacy': 'Privacy',
  'legal.cookies': 'Cookies',
  'legal.accepted': 'By creating an account you accept these texts:',
} as const;
