/** A scope of the Slack app. */
interface BotScope {
  scope: string
  /** May be left out when the app is installed (`bot_optional` of manifest.yml). */
  isOptional?: true
  /** What does not work without it, as an operator reads it. */
  without: string
}

/** All scopes of manifest.yml, in its order. A test compares them. */
export const SCOPES: readonly BotScope[] = [
  { scope: 'commands', without: 'nobody can use /sharelink or the shortcuts' },
  { scope: 'chat:write', without: 'no message of a link can be posted or rewritten' },
  { scope: 'users:read', without: 'nobody is known: time zones, admins, guests, other companies' },
  { scope: 'channels:read', without: 'links in public channels are refused, as is "in #channel"' },
  { scope: 'im:read', without: 'links in direct messages are refused' },
  {
    scope: 'chat:write.public',
    isOptional: true,
    without: 'public channels need an invitation of the app first',
  },
  { scope: 'groups:read', isOptional: true, without: 'links in private channels are refused' },
  { scope: 'mpim:read', isOptional: true, without: 'links in direct messages of several people are refused' },
  {
    scope: 'usergroups:read',
    isOptional: true,
    without: 'what a rule for a user group is about is refused',
  },
  { scope: 'team:read', isOptional: true, without: 'another company has no name in questions' },
  {
    scope: 'channels:history',
    isOptional: true,
    without: 'a post in a public channel whose answer was lost may come twice',
  },
  {
    scope: 'groups:history',
    isOptional: true,
    without: 'a post in a private channel whose answer was lost may come twice',
  },
  {
    scope: 'im:history',
    isOptional: true,
    without: 'people who write to the app get no answer, and a direct message may come twice',
  },
  {
    scope: 'mpim:history',
    isOptional: true,
    without: 'a post in a direct message of several people may come twice',
  },
  {
    scope: 'im:write',
    isOptional: true,
    without: '/sharelink audit gives no file, and a direct message may come twice',
  },
  { scope: 'files:write', isOptional: true, without: '/sharelink audit gives no file' },
]

/** What an installation asks for: all of them. */
export const BOT_SCOPES: string[] = SCOPES.map(({ scope }) => scope)
