import { type ClientFor, slackErrorOf } from '../slack/web-api/client.ts'
import { type Finding, findingsOf } from './finding.ts'

const { pass, warn, fail } = findingsOf('people.admins')

interface AdminsExam {
  adminUsers: readonly string[]
  adminChannel: string | null
  client: ReturnType<ClientFor>
}

/** Whether warnings to admins reach anybody. */
export const adminsFindings = async ({
  adminUsers,
  adminChannel,
  client,
}: AdminsExam): Promise<Finding[]> => {
  if (adminChannel === null && adminUsers.length === 0)
    return [
      warn(
        'Nobody is warned when something breaks: no admin is named.',
        'Set ADMIN_CHANNEL (and invite the app there), or ADMIN_USERS.',
      ),
    ]
  if (adminChannel === null)
    return [pass(`Warnings go to ${adminUsers.length} person(s) of ADMIN_USERS, each in a direct message.`)]
  const invite = 'Invite the app there: /invite @Sharelink.'
  try {
    const { channel } = await client.conversations.info({ channel: adminChannel })
    if (channel?.is_archived) return [fail('ADMIN_CHANNEL is archived.', 'Set ADMIN_CHANNEL to another one.')]
    if (channel?.is_member === false)
      return [fail("The app isn't in ADMIN_CHANNEL, where warnings go.", invite)]
    return [pass(`Warnings go to #${channel?.name ?? adminChannel}.`)]
  } catch (error) {
    const { code } = slackErrorOf(error)
    if (code === 'channel_not_found')
      return [
        fail(`Slack shows the app no channel ${adminChannel} (ADMIN_CHANNEL).`, `Check the id. ${invite}`),
      ]
    return [warn(`Whether the app is in ADMIN_CHANNEL can't be seen (${code}).`, invite)]
  }
}
