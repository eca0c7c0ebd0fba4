import type { RefusedFile } from '../../domain/answer.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { notDone } from './not-done.ts'
import type { Line } from './rich.ts'
import { nameLike } from './untrusted.ts'

type SlackRefusal = Extract<
  Refusal,
  {
    reason:
      | 'slack-down'
      | 'slack-busy'
      | 'slack-scope'
      | 'slack-token'
      | 'slack-refused'
      | 'bot-absent'
      | 'cannot-post'
  }
>

/** Why Slack refused what was needed, what that leaves, and what would help. */
export const slackWords = (refusal: SlackRefusal, file: RefusedFile | null): readonly Line[] => {
  const left = notDone(file)
  switch (refusal.reason) {
    case 'slack-down':
      return [["Slack didn't answer, so ", ...left], ['Try again in a few minutes.']]
    case 'slack-busy':
      return [['Slack is busy, so ', ...left], ['Try again in a minute.']]
    case 'slack-scope':
      return [
        [
          'Sharelink lacks ',
          ...(refusal.needed === null
            ? ['a scope']
            : ['the scope ', { code: nameLike(refusal.needed, 200) }]),
          ' in Slack, so ',
          ...left,
        ],
        ['Ask a Slack admin to add it and to install the app again.'],
      ]
    case 'slack-token':
      return [
        ["Slack doesn't accept Sharelink's token (", { code: nameLike(refusal.code, 80) }, '), so ', ...left],
        ['Ask your Sharelink admin to install the app again, or to set another token (SLACK_BOT_TOKEN).'],
      ]
    case 'slack-refused':
      return [
        ['Slack refused this (', { code: nameLike(refusal.code, 80) }, '), so ', ...left],
        ['Try again. If that fails too, give your Sharelink admin this reference.'],
      ]
    case 'bot-absent':
      return [
        ["Sharelink isn't in ", { channel: refusal.channel.id }, ', so nothing was shared.'],
        ['Invite it with ', { code: '/invite @Sharelink' }, ' and try again.'],
        [
          "It can't join a direct message. Type ",
          { code: '/sharelink' },
          ' there, and send the link yourself.',
        ],
      ]
    case 'cannot-post':
      return [
        [
          "Slack doesn't let Sharelink post in ",
          { channel: refusal.channel.id },
          ` (${nameLike(refusal.code, 60)}), so nothing was shared.`,
        ],
        ['Choose another channel.'],
      ]
  }
}
