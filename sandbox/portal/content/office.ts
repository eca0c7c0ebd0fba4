import { zip } from './zip.ts'

export const xmlText = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const KINDS = 'application/vnd.openxmlformats-officedocument.'

/** Namespaces as office documents name them. */
export const NS = {
  r: 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  a: 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
}

/** A part of an office document: its XML, and what it points to, as `type` and path from its own folder. */
export type Part = { kind: string; xml: string; links?: Record<string, [type: string, target: string]> }

const relationships = (links: Part['links'] = {}): string => {
  const items = Object.entries(links).map(
    ([id, [type, target]]) =>
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
  )
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`
}

/** An office document: its parts by path, the main one first. */
export const officeFile = (parts: Record<string, Part>): Buffer => {
  const types = Object.entries(parts).map(
    ([path, { kind }]) => `<Override PartName="/${path}" ContentType="${KINDS}${kind}+xml"/>`,
  )
  const files: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join('')}</Types>`,
    '_rels/.rels': relationships({ rId1: ['officeDocument', Object.keys(parts)[0] ?? ''] }),
  }
  for (const [path, { xml, links }] of Object.entries(parts)) {
    files[path] = HEAD + xml
    if (links) files[path.replace(/([^/]+)$/, '_rels/$1.rels')] = relationships(links)
  }
  return zip(files)
}
