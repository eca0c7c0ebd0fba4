/**
 * How a visitor meets a file by its link: in the editor, in the media viewer, or as a download
 * (docs/portal.md, What a visitor meets).
 */
type Presentation = 'document' | 'media' | 'download'

type Format = { type: number; shown: Presentation; convert?: boolean; access: number[] }

// Access levels: 2 read, 5 review, 6 comment, 8 custom filter, 10 editing (docs/portal.md, What a PUT carries).
const document = { type: 7, shown: 'document', access: [2, 5, 6, 10] } satisfies Format
const sheet = { type: 5, shown: 'document', access: [2, 6, 8, 10] } satisfies Format
const slides = { type: 6, shown: 'document', access: [2, 6, 10] } satisfies Format
const pdf = { type: 10, shown: 'document', access: [2, 6, 10] } satisfies Format
const old = (type: number): Format => ({ type, shown: 'document', convert: true, access: [2] })
const media = (type: number): Format => ({ type, shown: 'media', access: [2] })

const FORMATS: Record<string, Format> = {
  '.docx': document,
  '.xlsx': sheet,
  '.pptx': slides,
  '.pdf': pdf,
  '.doc': old(7),
  '.odt': old(7),
  '.rtf': old(7),
  '.txt': old(7),
  '.xls': old(5),
  '.csv': old(5),
  '.ppt': old(6),
  '.png': media(4),
  '.jpg': media(4),
  '.gif': media(4),
  '.svg': media(4),
  '.mp3': media(3),
  '.mp4': media(2),
  '.zip': { type: 1, shown: 'download', access: [2] },
}

const MIME: Record<string, string> = {
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.zip': 'application/zip',
  '.txt': 'text/plain',
}

/** Lower-case extension with its dot, empty when there is none. */
export const extensionOf = (title: string): string => /\.[^./\s]+$/.exec(title)?.[0].toLowerCase() ?? ''

export const formatOf = (title: string): Format =>
  FORMATS[extensionOf(title)] ?? { type: 0, shown: 'download', access: [2] }

export const mimeOf = (title: string): string => MIME[extensionOf(title)] ?? 'application/octet-stream'
