import type { PortalError } from '../../domain/portal-error.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { asOwn } from './as-own.ts'
import { type CheckDeps, checkShareable } from './check-file.ts'

const refusalOf = (error: PortalError, fileId: string, hadPassword: boolean): Refusal => {
  const unsure = error.unsure ? { unsure: true } : {}
  switch (error.kind) {
    case 'unavailable':
      return { reason: error.late ? 'portal-slow' : 'portal-down', ...unsure }
    case 'rate-limited':
      return { reason: 'portal-busy', ...unsure }
    case 'used-up':
      return { reason: 'portal-used-up', waitMs: error.retryAfterMs ?? 0 }
    case 'no-account':
      return { reason: 'connect-first' }
    case 'unauthorized':
      return { reason: 'portal-key' }
    case 'plan':
      return { reason: 'portal-plan' }
    case 'not-found':
      return { reason: 'unknown-file', fileId }
    case 'forbidden':
      return { reason: 'no-right-to-share', fileId }
    case 'rejected':
      return { reason: 'portal-rejected', hadPassword }
    case 'scope':
      return { reason: 'portal-scope' }
    case 'bad-response':
      return { reason: 'portal-odd', ...unsure }
  }
}

/**
 * What a person is told when the portal refuses to write a link. Where it only says that this is not allowed, the file is checked
 * again: links that were made since may have taken its last place.
 */
export const whyNotWritten = (deps: Pick<CheckDeps, 'portal' | 'isPersonal'>) => {
  const check = checkShareable(deps)

  return async (
    error: PortalError,
    { fileId, linkId, hadPassword }: { fileId: string; linkId: string; hadPassword: boolean },
  ): Promise<Refusal> => {
    const checked = error.kind === 'forbidden' ? await check(fileId, linkId).catch(() => null) : null
    return checked?.ok === false
      ? checked.refusal
      : asOwn(refusalOf(error, fileId, hadPassword), deps.isPersonal)
  }
}
