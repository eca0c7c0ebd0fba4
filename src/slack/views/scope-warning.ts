import { linesView, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** To admins: Slack refuses calls because the app lacks a scope. */
export const scopeWarning = (scope: string): View =>
  linesView(
    ["Sharelink's Slack app lacks the scope ", { code: nameLike(scope, 200) }, '.'],
    ['Until it has that, Sharelink refuses what needs it, and tells people why.'],
    [
      "To fix it, add it to the app's bot token scopes (they are all in ",
      { code: 'manifest.yml' },
      ') and install the app again. If Slack gives you another token, set it as SLACK_BOT_TOKEN.',
    ],
  )
