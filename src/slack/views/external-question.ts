import { richText, textOf, type View } from './rich.ts'

export const POST_ANYWAY = 'post_anyway'
export const DO_NOT_POST = 'do_not_post'

/** Asked privately before a link goes where another company reads along. Nothing is made before the answer. */
export const externalQuestion = (key: string, channel: { id: string }): View => {
  const lines = [
    [
      { channel: channel.id },
      ' is shared with another company: people outside your company will see this link.',
    ],
    ['Nothing has been made yet.'],
  ] as const
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
