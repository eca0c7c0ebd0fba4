import type { ShareLink } from '../../domain/share.ts'
import { linesView, type View } from './rich.ts'

/** In the thread: what was changed at the portal. */
export const driftReply = (share: ShareLink): View => linesView([`Changed at the portal. Share ${share.id}`])
