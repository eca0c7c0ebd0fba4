import type { Answer, Audience } from '../../domain/answer.ts'
import { DO_NOT_POST, POST_ANYWAY } from './actions.ts'
import { richText, textOf, type View } from './rich.ts'
import { number } from './share-words.ts'

const who = (audience: Audience): string => {
  if (audience.kind === 'external') {
    return ' is shared with another company: people outside your company will see this link.'
  }
  if (audience.count === null) {
    return ' may have guests: people outside your company may see this link.'
  }
  return audience.count === 1
    ? ' has 1 guest: somebody outside your company will see this link.'
    : ` has ${number(audience.count)} guests: people outside your company will see this link.`
}

/** Asked privately before a link goes to more people than one may think. Nothing is made before the answer. */
export const audienceQuestion = ({
  audience,
  key,
  channel,
}: Extract<Answer, { kind: 'ask-audience' }>): View => {
  const lines = [[{ channel: channel.id }, who(audience)], ['Nothing has been made yet.']] as const
  return {
    text: textOf(lines),
    blocks: [
      richText(lines),
      {
        type: 'actions',
        block_id: `question:${key}`,
        elements: [
          {
            type: 'button',
            action_id: POST_ANYWAY,
            style: 'danger',
            text: { type: 'plain_text', text: 'Post anyway' },
            value: key,
          },
          {
            type: 'button',
            action_id: DO_NOT_POST,
            text: { type: 'plain_text', text: 'Do not post' },
            value: key,
          },
        ],
      },
    ],
  }
}
