import type { RecordNotice } from '../../domain/record-notice.ts'
import { roughDuration } from './duration-words.ts'
import { linesView, type View } from './rich.ts'

/** To admins: the receiver of the record has taken nothing for long, or takes lines again. */
export const recordNotice = (notice: RecordNotice): View =>
  notice.kind === 'back'
    ? linesView([
        `The receiver of Sharelink's record takes lines again, after ${roughDuration(notice.afterMs)}. Nothing was lost.`,
      ])
    : linesView(
        [
          "The receiver of Sharelink's record hasn't taken a line since ",
          { date: notice.since },
          ' (AUDIT_WEBHOOK_URL).',
        ],
        [
          'Nothing is lost: Sharelink keeps trying, and keeps each line for HISTORY_DAYS. Links end as always.',
        ],
      )
