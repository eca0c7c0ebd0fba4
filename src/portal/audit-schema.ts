import { z } from 'zod'
import type { AuditEvent } from '../domain/portal-facts.ts'
import { factsOfPage } from '../domain/share-key.ts'
import { clip } from './clip.ts'
import { id, instant, int, text } from './schemas.ts'

/** One page of the audit trail. Its rows are read one by one, so that one odd row does not cost the others. */
export const auditPage = z
  .object({ response: z.array(z.unknown()).nullish() })
  .transform(({ response }) => response ?? [])

/** Twice what the portal keeps of an address (docs/portal.md, Who). The key stands near its beginning. */
const LONGEST_PAGE = 8_192

/** `actionType` is not part of the event, but tells whether the portal heeded the filter. */
export interface AuditRow {
  event: AuditEvent
  actionType: number | null
}

export const auditRow = z
  .object({
    id: int,
    date: instant,
    actionId: int,
    actionType: z.unknown().optional(),
    userId: text,
    user: text,
    ip: text,
    browser: text,
    platform: text,
    country: text,
    city: text,
    page: z.string().nullish(),
    target: z.array(id).nullish(),
  })
  .transform(
    ({ date, actionType, page, target, ...rest }): AuditRow => ({
      event: {
        ...rest,
        at: date,
        page: factsOfPage(page == null ? null : clip(page, LONGEST_PAGE)),
        target: target ?? [],
      },
      actionType: typeof actionType === 'number' ? actionType : null,
    }),
  )
