import type { RedisNotice } from '../../domain/redis-notice.ts'
import { roughDuration } from './duration-words.ts'
import { linesView, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** To admins: the database has taken no writes for long, or takes them again. */
export const redisNotice = (notice: RedisNotice): View =>
  notice.kind === 'back'
    ? linesView(
        [`Sharelink's database takes writes again, after ${roughDuration(notice.afterMs)}.`],
        ['Sharelink now counts what it missed, and closes what is due.'],
      )
    : linesView(
        ["Sharelink's database hasn't taken writes since ", { date: notice.since }, '.'],
        ['It says: ', { code: nameLike(notice.detail, 200) }],
        [
          'Until it does, no link is made, counted or closed, and a used-up link stays open. DocSpace still ends each link on time.',
        ],
        ['Sharelink resumes by itself then. To look into it, see /readyz.'],
      )
