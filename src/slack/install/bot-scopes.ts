/** What an installation asks for: all scopes of manifest.yml, of which some may be left out. A test compares them. */
export const BOT_SCOPES: string[] = [
  'commands',
  'chat:write',
  'users:read',
  'channels:read',
  'im:read',
  'chat:write.public',
  'groups:read',
  'mpim:read',
  'team:read',
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'im:write',
  'usergroups:read',
  'files:write',
]
