import { FILES } from '../portal/seed-ids.ts'
import type { Portal } from '../portal/types.ts'
import type { Slack } from '../slack/types.ts'

/** As in Slack, where everybody of the company finds the app among their direct messages. */
const openDirectMessages = ({ state, teamId, dm }: Slack): void => {
  for (const user of state.users) if (user.team_id === teamId && !user.is_bot && !user.deleted) dm(user.id)
}

/** What people said before you came: a place for the app to be useful in. */
export const firstWords = (slack: Slack, portal: Portal): void => {
  openDirectMessages(slack)
  const page = (id: string) => `${portal.url}/doceditor?fileid=${id}`
  const say = (who: string, where: string, text: string) => slack.person(who).say(where, text)
  say(
    'carol',
    '#general',
    'Welcome! Type /sharelink in the box below to share a file by a link that ends by itself.',
  )
  say('bob', '#general', `The quarterly report is ready: ${page(FILES.report)}`)
  say('alice', '#design', `New logo, please have a look: ${page(FILES.png)}`)
  say('gina', '#design', 'Thank you! I only see this channel, I am a guest here.')
  say('xavier', '#acme-shared', 'Hello from Acme. Could you send us the offer?')
  say('carol', '#board', `Budget for the meeting: ${page(FILES.xlsx)}`)
}
