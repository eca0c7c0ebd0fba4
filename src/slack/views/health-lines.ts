import type { AuditHealth } from '../../domain/audit-health.ts'
import { blindSince, remedy } from './blind-words.ts'
import { roughDuration } from './duration-words.ts'
import type { Line } from './rich.ts'

const clockLines = ({ skewMs }: AuditHealth): Line[] =>
  skewMs === 0
    ? []
    : [
        [
          `The portal's clock is ${roughDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} ours. `,
          'Downloads are counted right; ends come by our clock.',
        ],
      ]

const stateLines = ({ state, cause, since, sweptAt }: AuditHealth): Line[] => {
  const last: Line[] = sweptAt === null ? [] : [['Last read ', { date: sweptAt }, '.']]
  if (state === 'blind' && cause !== null && since !== null) {
    return [
      blindSince(cause, since),
      remedy(cause),
      ['Until then new links with a limit are refused; others can be made.'],
      ...last,
    ]
  }
  if (sweptAt === null) return [['It has not been read yet: downloads are not counted.']]
  if (state === 'ok') return [['OK. Last read ', { date: sweptAt }, '.']]
  return [
    ['The last readings failed, or are late. Downloads are counted when it can be read again.'],
    ...last,
  ]
}

/** How the reading of the audit trail goes, for admins. */
export const healthLines = (health: AuditHealth): Line[] => [...stateLines(health), ...clockLines(health)]
