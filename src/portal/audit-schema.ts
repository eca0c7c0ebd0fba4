import { z } from 'zod'
import type { AuditEvent } from '../domain/portal-facts.ts'
import { id, instant, int, text } from './schemas.ts'

/** One page of the audit trail. Its rows are read one by one, so that one odd row does not cost the others. */
export const auditPage = z
  .object({ response: z.array(z.unknown()).nullish() })
  .transform(({ response }) => response ?? [])

/** `actionType` is not part of the event, but tells whether the portal heeded the filter. */
export interface AuditRow {
  event: AuditEvent
  actionType: number | null
}

/** A row as the portal writes it, of which every member is there. */
export const auditRow = z.object({
  id: int,
  date: instant,
  actionId: int,
  actionType: z
    .unknown()
    .optional()
    .transform((value) => (typeof value === 'number' ? value : null)),
  userId: text,
  user: text,
  ip: text,
  browser: text,
  platform: text,
  country: text,
  city: text,
  page: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
  target: z
    .array(id)
    .nullish()
    .transform((value) => value ?? []),
})

export type RawRow = z.output<typeof auditRow>
