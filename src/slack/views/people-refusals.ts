import type { Refusal } from '../../domain/refusal.ts'
import { GUEST_LINES } from './guest-words.ts'
import type { Line } from './rich.ts'

type PeopleRefusal = Extract<
  Refusal,
  {
    reason:
      | 'outsider'
      | 'guest'
      | 'not-yours'
      | 'not-for-you'
      | 'membership-unknown'
      | 'may-not-take'
      | 'admins-only'
  }
>

const ASK_WHO_SHARED: Line = ['Ask the person who shared it.']

/** What cannot be done while it is not known who is in a channel. */
const NOT_KNOWN: Record<Extract<Refusal, { reason: 'membership-unknown' }>['to'], string> = {
  post: 'So nothing was shared.',
  look: "Only people in it can see the link's details.",
  take: 'Only people in it can get the file.',
}

const SEE_YOURS: Line = ['See yours with ', { code: '/sharelink list' }, '.']

const ADMINS_ONLY: Record<
  NonNullable<Extract<Refusal, { reason: 'admins-only' }>['to']> | 'list',
  readonly Line[]
> = {
  list: [["Only admins can list everyone's links."], SEE_YOURS],
  'try-counting': [['Only admins can test the download counting.'], ['Ask one of them.']],
  'see-to': [["Only admins can decide what becomes of other people's links."], SEE_YOURS],
  forget: [['Only admins can have a person forgotten.'], ['Ask one of them.']],
  'read-record': [['Only admins can read the record of what was done.'], ['Ask one of them.']],
  approve: [['Only admins can decide whether a link may go beyond the rules.'], ['Ask one of them.']],
  'apply-rules': [["Only admins can apply the rules to other people's links."], SEE_YOURS],
  'revoke-all': [['Only admins can revoke many links at once.'], SEE_YOURS],
}

/** Why this person may not do something, and who may. */
export const peopleRefusalWords = (refusal: PeopleRefusal): readonly Line[] => {
  switch (refusal.reason) {
    case 'outsider':
      return [['Only members of this workspace can share files.'], ['Ask the person who sent you the link.']]
    case 'guest':
      return GUEST_LINES
    case 'not-yours': {
      const who = refusal.creator === undefined ? 'the person who shared it' : { user: refusal.creator }
      return [['Only ', who, ` or an admin can ${refusal.to ?? 'change'} this link.`]]
    }
    case 'not-for-you':
      return [['Only people in the channel of this link can see its details.'], ASK_WHO_SHARED]
    case 'membership-unknown':
      return [
        [
          `Slack doesn't say whether you're in that channel, as happens in very large ones. ${NOT_KNOWN[refusal.to]}`,
        ],
        [
          refusal.to === 'take'
            ? 'Press the button in the channel itself.'
            : 'Type the command in the channel itself.',
        ],
      ]
    case 'may-not-take':
      return [
        [
          refusal.who === 'outsider'
            ? "This file wasn't shared with people from other companies."
            : 'Only people in the channel where it was shared can get this file.',
        ],
        ASK_WHO_SHARED,
      ]
    case 'admins-only':
      return ADMINS_ONLY[refusal.to ?? 'list']
  }
}
