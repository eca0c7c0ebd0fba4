import type { ShareLink } from '../../domain/share.ts'
import type { Line, View } from './rich.ts'
import { detailsButton, revokeButton } from './share-buttons.ts'
import { shareNotice } from './share-notice.ts'
import { number, place, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const evidence = ({ keyOut }: ShareLink): string => {
  const { seen = 0, asked = 0 } = keyOut ?? {}
  const all = seen === 1 ? '1 download or view' : `${number(seen)} downloads and views`
  return `Its portal link is known to Sharelink alone. Of ${all} by it, ${asked === 0 ? 'none' : number(asked)} came from Sharelink.`
}

/** To admins and its creator: somebody got at the file past Sharelink, and that way is closed. */
export const keyOutNotice = (share: ShareLink): View => {
  const lines: Line[] = [
    ['Somebody took ', { bold: nameLike(share.file.title) }, ' straight from the portal, past Sharelink.'],
    ['It is shared by ', { user: share.creator.id }, ' in ', place(share.channel), '. ', evidence(share)],
    ['That link is being replaced: the old one stops working, and what was handed out in Slack goes on.'],
    ['Most likely somebody opened or copied it where the portal shows how the file is shared.'],
    [`${use(share)} · Share ${share.id}`],
  ]
  return shareNotice(share, lines, [detailsButton(share), revokeButton(share)])
}
