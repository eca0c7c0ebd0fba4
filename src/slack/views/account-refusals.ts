import type { Refusal } from '../../domain/refusal.ts'
import type { Line } from './rich.ts'
import { nameLike } from './untrusted.ts'

type AccountRefusal = Extract<
  Refusal,
  { reason: 'connect-first' | 'no-accounts' | 'account-taken' | 'connecting-gone' }
>

/** What stands in the way of acting with one's own account of DocSpace. */
export const accountRefusalWords = (refusal: AccountRefusal): readonly Line[] => {
  switch (refusal.reason) {
    case 'connect-first':
      return [['Connect your DocSpace account first: you share with your own rights.'], ['Then try again.']]
    case 'no-accounts':
      return [["Everyone here shares with one DocSpace account, so there's nothing to connect."]]
    case 'account-taken':
      return [
        [{ bold: nameLike(refusal.account, 80) }, ' is already connected by somebody else in Slack.'],
        [
          'They can disconnect it with ',
          { code: '/sharelink disconnect' },
          ". If you don't know who that is, ask your Sharelink admin.",
        ],
      ]
    case 'connecting-gone':
      return [
        ['That was too long ago, or for somebody else.'],
        ['Begin again: ', { code: '/sharelink connect' }],
      ]
  }
}
