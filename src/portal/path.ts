import { PortalError } from '../domain/portal-error.ts'

/**
 * An id as one segment of a path. Ids of files in connected storages are free text (docs/portal.md, Ids). One that
 * would change the path cannot belong to a file, and is refused here.
 */
export const segment = (id: string): string => {
  if (/^\.{0,2}$/.test(id) || /\p{Surrogate}/u.test(id)) {
    throw new PortalError('not-found', 'no file or folder can have this id')
  }
  return encodeURIComponent(id)
}

export const filePath = (fileId: string): string => `/api/2.0/files/file/${segment(fileId)}`
