import { PortalError } from '../domain/portal-error.ts'

/**
 * An id as one segment of a path. Third-party ids are free text (contract 9); those that would make another
 * path of it, or none, belong to no file and never reach the portal.
 */
export const segment = (id: string): string => {
  if (/^\.{0,2}$/.test(id) || /\p{Surrogate}/u.test(id)) {
    throw new PortalError('not-found', 'no file or folder can have this id')
  }
  return encodeURIComponent(id)
}

export const filePath = (fileId: string): string => `/api/2.0/files/file/${segment(fileId)}`
