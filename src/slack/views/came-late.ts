import { canBeRevived } from '../../domain/extension.ts'
import type { ShareLink } from '../../domain/share.ts'
import type { Line, View } from './rich.ts'
import { detailsButton, reopenButton } from './share-buttons.ts'
import { shareNotice } from './share-notice.ts'
import { use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** To its creator, once: somebody came for the file after the link had ended. */
export const cameLateNotice = (share: ShareLink): View => {
  const canComeBack = canBeRevived(share)
  const lines: Line[] = [
    ['Someone came for ', { bold: nameLike(share.file.title) }, ' after your link was closed.'],
    [
      canComeBack
        ? 'Reopen it and the same link works again. If nobody needs it, you can leave it closed.'
        : 'Their page told them to ask you. If they still need it, share the file again.',
    ],
    [`${use(share)} · ID ${share.id}`],
  ]
  const buttons = [...(canComeBack ? [reopenButton(share)] : []), detailsButton(share)]
  return shareNotice(share, lines, buttons)
}
