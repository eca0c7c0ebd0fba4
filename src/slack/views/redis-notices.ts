import type { RedisNotice } from '../../domain/redis-notice.ts'
import { roughDuration } from './duration-words.ts'
import { linesView, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** To admins: the database has taken no writes for long, or takes them again. */
export const redisNotice = (notice: RedisNotice): View =>
  notice.kind === 'back'
    ? linesView(
        [`The database of Sharelink takes writes again, after ${roughDuration(notice.afterMs)}.`],
        ['What happened meanwhile is counted now, and what has to end ends.'],
      )
    : linesView(
        ['The database of Sharelink has taken no writes since ', { date: notice.since }, '.'],
        ['What it says: ', { code: nameLike(notice.detail, 200) }],
        [
          'Until it does, no link is made, counted or ended: one that is used up stays open. The portal ends each at its time.',
        ],
        ['Sharelink goes on by itself then. Whoever runs it sees the same at /readyz.'],
      )
