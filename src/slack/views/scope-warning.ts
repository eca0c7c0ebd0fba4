import { linesView, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** To admins: Slack refuses calls because the app lacks a scope. */
export const scopeWarning = (scope: string): View =>
  linesView(
    ['The Slack app of Sharelink lacks the scope ', { code: nameLike(scope, 200) }, '.'],
    ['What needs it is refused until then, and whoever asks for it is told so.'],
    [
      'An admin of Slack adds it to the app’s bot token scopes (all that are needed stand in ',
      { code: 'manifest.yml' },
      ') and installs the app in the workspace again. If Slack gives another token then, it belongs into SLACK_BOT_TOKEN.',
    ],
  )
