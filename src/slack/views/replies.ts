import type { ShareLink } from '../../domain/share.ts'
import { linesView, type View } from './rich.ts'
import { ending, newDownloads, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** In the thread: what was downloaded since the last line. */
export const downloadsReply = (share: ShareLink, from: number): View =>
  linesView([newDownloads(share.downloads - from, share)])

/** In the thread and to the channel, once. */
export const endReply = (share: ShareLink): View =>
  linesView(
    ['The link to ', { bold: nameLike(share.file.title) }, ' has ended. ', ...ending(share)],
    [`${use(share)} · Share ${share.id}`],
  )
