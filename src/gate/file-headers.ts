import type { OutgoingHttpHeaders } from 'node:http'
import { create } from 'content-disposition'
import { nameLike } from '../domain/name-like.ts'
import type { FileHead } from '../use-cases/gate-ports.ts'
import { PRIVATE } from './answer-page.ts'

/** Longer names than this do not fit into some file systems. */
const LONGEST_NAME = 200

/** A browser shows nothing of it and guesses no type, whatever the portal says. */
const FIXED = {
  ...PRIVATE,
  'content-type': 'application/octet-stream',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'accept-ranges': 'bytes',
}

/** Nothing that would lead out of the folder for downloads, or be read as two headers. */
const disposition = (title: string): string => {
  const name = nameLike(title, LONGEST_NAME).replace(/[/\\]/g, '_')
  return create(name, { type: 'attachment', fallback: name.replace(/[^\x20-\x7e]/g, '_') })
}

/** The headers under which the bytes of a file go out. None of the portal's own is passed on but what stands in `FileHead`. */
export const fileHeaders = (
  title: string,
  head: Omit<FileHead, 'status' | 'total'>,
): OutgoingHttpHeaders => ({
  ...FIXED,
  'content-disposition': disposition(title),
  ...(head.length !== null && { 'content-length': head.length }),
  ...(head.contentRange !== null && { 'content-range': head.contentRange }),
  ...(head.etag !== null && { etag: head.etag }),
  ...(head.lastModified !== null && { 'last-modified': head.lastModified }),
})

/** The answer where a part was asked for that the file does not have. */
export const noSuchPartHeaders = (total: number | null): OutgoingHttpHeaders => ({
  ...FIXED,
  'content-length': 0,
  ...(total !== null && { 'content-range': `bytes */${total}` }),
})
