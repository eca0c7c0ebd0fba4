import type { AuditHealth } from '../../domain/audit-health.ts'
import { blindSince, remedy } from './blind-words.ts'
import { roughDuration } from './duration-words.ts'
import type { Line } from './rich.ts'

const clockLines = ({ skewMs }: AuditHealth): Line[] =>
  skewMs === 0
    ? []
    : [
        [
          `DocSpace's clock is ${roughDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} ours. `,
          'Downloads are counted right; links expire by our clock.',
        ],
      ]

const stateLines = ({ state, cause, since, sweptAt }: AuditHealth): Line[] => {
  const last: Line[] = sweptAt === null ? [] : [['Last checked ', { date: sweptAt }, '.']]
  if (state === 'blind' && cause !== null && since !== null) {
    return [
      blindSince(cause, since),
      remedy(cause),
      ["Until then, new links with a limit can't be made; others can."],
      ...last,
    ]
  }
  if (sweptAt === null) return [["Downloads aren't counted yet: the audit trail has not been read."]]
  if (state === 'ok') return [['The audit trail can be read. Last checked ', { date: sweptAt }, '.']]
  return [
    ["Counting is late: the audit trail couldn't be read lately. Downloads will be counted once it can."],
    ...last,
  ]
}

/** How the reading of the audit trail goes, for admins. */
export const healthLines = (health: AuditHealth): Line[] => [...stateLines(health), ...clockLines(health)]
