import { createHash } from 'node:crypto'
import { type Answer, empty } from './answer.ts'
import type { Call } from './call.ts'
import { formatOf, mimeOf } from './formats.ts'
import { recordCall } from './record-call.ts'
import { mayReadFile } from './rights.ts'
import { checkShare, SHARE } from './share-access.ts'
import type { PortalFile } from './state-types.ts'
import { notValidPage, passwordPage } from './visitor-page.ts'

type Range = { start: number; end: number } | 'bad' | undefined

/** As the portal's program reads it: what is no number there, or behind the end, is a bad request (FH ProcessRangeHeader). */
const rangeOf = (header: string | undefined, size: number): Range => {
  if (header === undefined) return undefined
  const [, from = '', to = ''] = header.split(/[=-]/)
  if (!/^\s*\d+\s*$/.test(from) || !/^\s*\d*\s*$/.test(to)) return 'bad'
  const end = to.trim() === '' || Number(to) >= size ? size - 1 : Number(to)
  const start = Number(from)
  return start > end ? 'bad' : { start, end }
}

/**
 * Whether the visitor may have the bytes: by the share key, else by their own right to the file
 * (docs/portal.md, What a visitor meets).
 */
const mayHave = (call: Call, file: PortalFile, saves: boolean): boolean => {
  const key = call.query('share') ?? call.query('key')
  const check = key === undefined ? undefined : checkShare(call, key, file)
  // Images and media stay downloadable where the link denies it (FH 483-495).
  const denied = saves && check?.link?.denyDownload && formatOf(file.title).shown !== 'media'
  if (check?.status === SHARE.ok && !denied) return true
  return mayReadFile(call.state, call.caller.user, file)
}

const bytesAnswer = (call: Call, file: PortalFile, inline: boolean): Answer => {
  const bytes = Buffer.from(file.content, 'base64')
  const etag = `"${createHash('sha1').update(bytes).digest('hex')}"`
  const range = rangeOf(call.headers.range, bytes.length)
  const headers = { etag, 'accept-ranges': 'bytes' }
  if (call.headers['if-none-match'] === etag) return empty(304, headers)
  if (range === 'bad') return empty(400)
  const name = encodeURIComponent(file.title).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  const about = {
    ...headers,
    'content-type': mimeOf(file.title),
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
  }
  if (!range || range.end - range.start + 1 === bytes.length)
    return { status: 200, headers: about, body: bytes }
  const { start, end } = range
  const part = { 'content-range': `bytes ${start}-${end}/${bytes.length}` }
  return { status: 206, headers: { ...about, ...part }, body: bytes.subarray(start, end + 1) }
}

/** Counts at the start of the request: no Range, or one from byte 0; HEAD and 304 too (docs/portal.md, Events). */
const counts = (call: Call, file: PortalFile): boolean => {
  const range = rangeOf(call.headers.range, Buffer.byteLength(file.content, 'base64'))
  return range === undefined || (range !== 'bad' && range.start === 0)
}

/** The portal's own answer has no body; people would take their browser's page for it as a fault of the sandbox. */
const refuse = (call: Call, file: PortalFile): Answer => {
  if (!call.headers.accept?.includes('text/html')) return empty(403)
  const { status } = checkShare(call, call.query('share') ?? call.query('key') ?? '', file)
  return status === SHARE.requiredPassword ? passwordPage(403) : notValidPage(403)
}

/** `GET|HEAD /filehandler.ashx?action=download|view|stream&fileid=…&share=…` (rules 12, 13). */
export const handleFile = (call: Call): Answer => {
  const { state, query } = call
  const action = (query('action') ?? '').toLowerCase()
  if (!['download', 'view', 'stream'].includes(action)) return empty(400)
  const file = state.files[query('fileid') ?? '']
  if (!file) return empty(404)
  const saves = action === 'download'
  if (!mayHave(call, file, saves)) return refuse(call, file)
  // The event comes before the body: who breaks off has downloaded too. A view sends the same bytes.
  if (action !== 'stream' && counts(call, file)) {
    recordCall(call, saves ? (query('version') ? 5062 : 5009) : 5064, file)
  }
  return bytesAnswer(call, file, !saves)
}

/** What the editor's "Download as" fetches from the document server: the bytes, and no event (rule 15). */
export const downloadAs = (call: Call): Answer => {
  const file = call.state.files[call.query('fileid') ?? '']
  if (!file) return empty(404)
  return mayHave(call, file, true) ? bytesAnswer(call, file, false) : empty(403)
}
