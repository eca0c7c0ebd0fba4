import { canBeRevived } from '../../domain/extension.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Line, View } from './rich.ts'
import { detailsButton, extendButton } from './share-buttons.ts'
import { shareNotice } from './share-notice.ts'
import { use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** To its creator, once: somebody came for the file after the link had ended. */
export const cameLateNotice = (share: ShareLink): View => {
  const canComeBack = canBeRevived(share)
  const lines: Line[] = [
    ['Somebody came for ', { bold: nameLike(share.file.title) }, ' after your link had ended.'],
    [
      canComeBack
        ? 'Extend it and the same address works again. If nobody needs it any more, there is nothing to do.'
        : 'They were told to ask you. If they still need it, share the file again.',
    ],
    [`${use(share)} · Share ${share.id}`],
  ]
  const buttons = [...(canComeBack ? [extendButton(share)] : []), detailsButton(share)]
  return shareNotice(share, lines, buttons)
}
