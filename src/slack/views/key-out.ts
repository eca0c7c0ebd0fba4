import type { ShareLink } from '../../domain/share.ts'
import type { Line, View } from './rich.ts'
import { detailsButton, revokeButton } from './share-buttons.ts'
import { shareNotice } from './share-notice.ts'
import { number, place, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const evidence = ({ keyOut }: ShareLink): string => {
  const { seen = 0, asked = 0 } = keyOut ?? {}
  const ours = asked === 0 ? 'none' : `only ${number(asked)}`
  const others =
    seen === 1
      ? 'the only download or view with it'
      : `of ${number(seen)} downloads and views with it, ${ours}`
  const verb = seen === 1 ? "didn't come" : 'came'
  return `Only Sharelink should know its DocSpace link, but ${others} ${verb} through Sharelink.`
}

/** To admins and its creator: somebody got at the file past Sharelink, and that way is closed. */
export const keyOutNotice = (share: ShareLink): View => {
  const lines: Line[] = [
    ['Someone took ', { bold: nameLike(share.file.title) }, ' straight from DocSpace, past Sharelink.'],
    [{ user: share.creator.id }, ' shared it in ', place(share.channel), '. ', evidence(share)],
    [
      'Sharelink is replacing that link: the old one stops working, and what was handed out in Slack goes on.',
    ],
    ["Most likely someone opened or copied it in the file's sharing settings in DocSpace."],
    [`${use(share)} · ID ${share.id}`],
  ]
  return shareNotice(share, lines, [detailsButton(share), revokeButton(share)])
}
