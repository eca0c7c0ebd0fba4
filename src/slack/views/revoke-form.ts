import type { ModalView } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import { plain } from './form-parts.ts'
import { richText } from './rich.ts'
import { liveWords } from './share-row.ts'
import { FORM_TITLES } from './titles.ts'
import { nameLike } from './untrusted.ts'

/** `callback_id` of the question. */
export const REVOKE_FORM = 'revoke_form'

/**
 * Asked before a link is revoked that was chosen in a menu, where Slack asks nothing. `private_metadata` is the share's id and, after a
 * space, the list with that menu.
 */
export const revokeForm = ({ share, list }: Extract<Answer, { kind: 'ask-revoke' }>): ModalView => ({
  type: 'modal',
  callback_id: REVOKE_FORM,
  private_metadata: list === undefined ? share.id : `${share.id} ${list}`,
  title: plain(FORM_TITLES.revoke),
  submit: plain('Revoke'),
  close: plain('Cancel'),
  blocks: [
    richText([
      [
        'The link to ',
        { bold: nameLike(share.file.title) },
        " stops working right away. This can't be undone.",
      ],
      liveWords(share, true),
    ]),
  ],
})
