import type { ShareLink } from '../../domain/share.ts'
import { linesView, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** To admins: a link that is to end lives on, since nobody whom Sharelink acts for may remove it. */
export const noRightNotice = ({ file, creator, terms, id }: ShareLink): View =>
  linesView(
    ["Sharelink isn't allowed to end the link to ", { bold: nameLike(file.title) }, '.'],
    ['Neither its key nor the DocSpace account of ', { user: creator.id }, ' has the right to.'],
    [
      'To fix it, delete the link in DocSpace, or give the account of the key the right to share the file. Sharelink keeps trying.',
    ],
    ['Until then the link works. It expires ', { date: terms.expiresAt }, '.'],
    [`ID ${id}`],
  )
