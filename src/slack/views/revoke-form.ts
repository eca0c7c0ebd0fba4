import type { ModalView } from '@slack/types'
import type { ShareLink } from '../../domain/share.ts'
import { plain } from './form-parts.ts'
import { richText } from './rich.ts'
import { liveWords } from './share-row.ts'
import { FORM_TITLES } from './titles.ts'
import { nameLike } from './untrusted.ts'

/** `callback_id` of the question. */
export const REVOKE_FORM = 'revoke_form'

/** Asked before a link is revoked that was chosen in a menu, where Slack asks nothing. `private_metadata` is the share's id. */
export const revokeForm = (share: ShareLink): ModalView => ({
  type: 'modal',
  callback_id: REVOKE_FORM,
  private_metadata: share.id,
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
