import { type FileRead, readFileId, readTypedFileId } from '../../domain/file-address.ts'
import { decodeEntities, visible } from './slack-text.ts'
import type { Word } from './word.ts'

/** Reads a file from the address that Slack wrapped, ignoring its label, or else from the word as typed. Null: it is none. */
export const readFile = ({ raw, bare }: Word, portalOrigin: string): FileRead | null => {
  const address = /^<([a-z][^<>|]*)(?:\|[^<>]*)?>$/i.exec(visible(raw))?.[1]
  return address === undefined
    ? readTypedFileId(bare, portalOrigin)
    : readFileId(decodeEntities(address), portalOrigin)
}
