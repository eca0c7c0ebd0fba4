import { readToken } from '../../portal/request-token.ts'
import type { AuditEvent } from '../../portal/state-types.ts'

/** An event's page never changes, and every drawing asks again. */
const known = new WeakMap<AuditEvent, string | null>()

const read = (page: string | null, secret: string): string | null => {
  if (page === null || !URL.canParse(page)) return null
  const { searchParams } = new URL(page)
  try {
    return readToken(searchParams.get('share') ?? searchParams.get('key') ?? '', secret)?.linkId ?? null
  } catch {
    // Whatever a visitor has made up.
    return null
  }
}

/** The link whose key stands in the event's `page`: the only trace of the way somebody came by (docs/portal.md, Who). */
export const linkOfEvent = (event: AuditEvent, secret: string): string | undefined => {
  let found = known.get(event)
  if (found === undefined) {
    found = read(event.page, secret)
    known.set(event, found)
  }
  return found ?? undefined
}
