import type { Refusal } from '../../domain/refusal.ts'
import type { Piece } from './rich.ts'
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

/** Why Slack refused what was needed, and what would help. */
export const slackWords = (refusal: SlackRefusal): readonly (readonly Piece[])[] => {
  switch (refusal.reason) {
    case 'slack-down':
      return [['Slack did not answer, so nothing was done.'], ['Try again in a few minutes.']]
    case 'slack-busy':
      return [['Slack takes no more requests just now, so nothing was done.'], ['Try again in a minute.']]
    case 'slack-scope':
      return [
        refusal.needed === null
          ? ['The Slack app of Sharelink lacks a scope for this, so nothing was done.']
          : [
              'The Slack app of Sharelink lacks the scope ',
              { code: nameLike(refusal.needed, 200) },
              ', so nothing was done.',
            ],
        ['An admin of Slack must add it and install the app again.'],
      ]
    case 'slack-token':
      return [
        [
          'Slack does not accept the token of Sharelink any more (',
          { code: nameLike(refusal.code, 80) },
          '), so nothing was done.',
        ],
        ['Whoever runs Sharelink must install the app again, or set another token (SLACK_BOT_TOKEN).'],
      ]
    case 'slack-refused':
      return [
        ['Slack refused this (', { code: nameLike(refusal.code, 80) }, '), so nothing was done.'],
        ['If it stays so, give the reference to whoever runs Sharelink.'],
      ]
    case 'bot-absent':
      return [
        ['Sharelink is not in ', { channel: refusal.channel.id }, '. Nothing was shared.'],
        [
          'Invite it there with ',
          { code: '/invite @Sharelink' },
          ' and try again. It cannot join a direct message: type ',
          { code: '/sharelink' },
          ' there, and pass the link on yourself.',
        ],
      ]
    case 'cannot-post':
      return [
        [
          'Slack does not let Sharelink post in ',
          { channel: refusal.channel.id },
          ` (${nameLike(refusal.code, 60)}). Nothing was shared.`,
        ],
        ['Choose another channel.'],
      ]
  }
}
