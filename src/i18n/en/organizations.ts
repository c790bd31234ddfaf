/** The pages of organizations. */
export const organizations = {
  'org.search': 'Search',
  'org.search.none': 'Nothing found for “{search}”.',
  'org.search.entries': 'Search entries',
  'org.pages': 'More pages',
  'org.pages.before': 'Previous',
  'org.pages.after': 'Next',
  'org.pages.of': 'Page {number} of {count}',
  'org.role.owner': 'Owner',
  'org.role.member': 'Member',

  'org.list.title': 'Organizations',
  'org.list.search': 'Search your organizations',
  'org.list.none': 'You do not belong to an organization yet.',
  'org.list.notFound': 'None of your organizations has “{search}” in its name.',

  'org.new.title': 'Create an organization',
  'org.new.text':
    'An organization has members and applications of its own. Its name is also the client ID of its applications and cannot be changed later.',
  'org.new.submit': 'Create organization',
  'org.new.tooMany': 'You own as many organizations as you can.',
  'org.name': 'Name',
  'org.name.hint': 'At least 3 characters: lower-case letters a–z, digits, “-”, “_” and single spaces.',
  'org.name.hintBelow':
    'Follows {prefix} and may have lower-case letters a–z, digits, “-”, “_” and single spaces.',
  'org.name.free': 'This name is free.',
  'org.name.taken': 'This name is taken.',
  'org.name.malformed':
    'This cannot be a name. Use lower-case letters a–z, digits, “-”, “_” and single spaces.',
  'org.below.title': 'Create an organization below',
  'org.below.text':
    'The owners and members of {organization} have the same role in the organizations below it.',

  'org.overview.noDescription': 'This organization has no description.',
  'org.overview.since': 'Created on',
  'org.overview.numbers': 'At a glance',
  'org.overview.owners': 'Owners',
  'org.overview.members': 'Members',
  'org.overview.linked': 'Linked organizations',
  'org.overview.invitations': 'Pending invitations',
  'org.overview.below': 'Organizations below',
  'org.overview.clients': 'Clients',
  'org.checklist.title': 'What is left to do',
  'org.checklist.done': 'Done',
  'org.checklist.secondOwner': 'Add a second owner',
  'org.checklist.secondOwner.why': 'If the only owner loses their account, the organization is lost too.',
  'org.checklist.logo': 'Upload a logo',
  'org.checklist.logo.why': 'Users see it when they sign in to your application.',
  'org.checklist.description': 'Write a description',
  'org.checklist.description.why': 'Users read it when they sign in to your application.',
  'org.checklist.client': 'Create the first client',
  'org.checklist.client.why': 'With a client, your application lets users sign in or calls the API.',
  'org.checklist.callback': 'Set a callback address',
  'org.checklist.callback.why': 'Users are sent back there after they sign in.',

  'notice.org.created': 'The organization {organization} has been created.',
} as const;
