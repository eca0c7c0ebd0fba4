import type { Call } from './call.ts'
import { parseDate, toTicks } from './dates.ts'
import type { LinkRequest } from './link-request.ts'
import { forcedInternal } from './rights.ts'
import type { Link, PortalFile } from './state-types.ts'
import { atLeast } from './version.ts'

/** Why a link write is refused: the envelope's status, message and exception type. */
export type Refusal = { status: 400 | 403; message: string; type?: string }

export const invalidOperation = (message: string): Refusal => ({
  status: 403,
  message,
  type: 'System.InvalidOperationException',
})

const TEN_YEARS = 10

/** The end of a link: past, present and unparsable mean none; over ten years is refused (docs/portal.md, The end). */
const grantedEnd = ({ state, now }: Call, text: string | null): string | null | Refusal => {
  const end = text === null ? null : parseDate(text, state.settings.serverOffsetMinutes)
  if (end === null || end <= toTicks(now())) return null
  const latest = new Date(now())
  latest.setUTCFullYear(latest.getUTCFullYear() + TEN_YEARS)
  return end > toTicks(latest)
    ? { status: 400, message: 'Value does not fall within the expected range.' }
    : end
}

/** `true` when the portal's policy takes the password: eight characters or more (docs/portal.md, What a PUT carries). */
const isStrong = (password: string): boolean => password.length >= 8

export type Terms = Pick<
  Link,
  'access' | 'title' | 'internal' | 'denyDownload' | 'password' | 'expirationDate'
>

/**
 * What a request grants, with what the place forces on it
 * (docs/portal.md, What a PUT carries; docs/portal.md, The end; docs/portal.md, What the portal forces). `verb` PUT:
 * before 3.5 it ignored title, password and denyDownload; POST ignores the title.
 */
export const grantTerms = (
  call: Call,
  file: PortalFile,
  asked: LinkRequest,
  verb: 'PUT' | 'POST',
): Terms | Refusal => {
  const { settings } = call.state
  const full = verb === 'POST' || atLeast(settings.version, 3, 5)
  const end = grantedEnd(call, asked.expirationDate)
  if (end !== null && typeof end === 'object') return end
  const password = full && asked.password ? asked.password : null
  if (password !== null && !isStrong(password)) return { status: 400, message: 'The password is too weak.' }
  const byDefault = verb === 'PUT' && settings.internalByDefault && asked.linkId === null
  return {
    access: asked.access,
    title: (full && verb === 'PUT' && asked.title) || 'Shared link',
    internal: forcedInternal(call.state, file) ?? (byDefault || asked.internal),
    denyDownload: full && asked.denyDownload,
    password,
    expirationDate: end,
  }
}
