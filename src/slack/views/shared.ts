import type { Answer } from '../../domain/answer.ts'
import { type Line, linesView, type View } from './rich.ts'
import { use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** To the person who shared: what was made, where it went, and the password, which nobody else is told. */
export const sharedView = ({ share, password, botAbsent }: Extract<Answer, { kind: 'shared' }>): View => {
  const name = { bold: nameLike(share.file.title) }
  const where: Line[] = botAbsent
    ? [
        ['The link to ', name, ' is made, but Sharelink is not in this conversation and cannot post it.'],
        ['Pass it on yourself: ', share.address === null ? '' : { link: share.address }],
        ['To have it posted next time: ', { code: '/invite @Sharelink' }],
      ]
    : [['Shared ', name, ' in ', { channel: share.channel.id }, '.']]
  const secret: Line[] =
    password === null ? [] : [['Password: ', { code: password }, ' (only you see this; pass it on yourself)']]
  return linesView(
    ...where,
    ...secret,
    ['Ends ', { date: share.terms.expiresAt }, ` · ${use(share)} · Share ${share.id}`],
    ['To end it now: ', { code: `/sharelink revoke ${share.id}` }],
  )
}
