import type { ShareLink } from './share.ts'

/** Whose links an act is for: everybody's, those of a person (Slack user id), of a channel, of both, or to a file. */
export type LinkScope =
  | { kind: 'all' }
  | { kind: 'by'; user: string }
  | { kind: 'in'; channel: string }
  | { kind: 'by-in'; user: string; channel: string }
  | { kind: 'of'; fileId: string }

/** The same with the name of the file, where that is known. */
export type NamedScope =
  | Exclude<LinkScope, { kind: 'of' }>
  | { kind: 'of'; fileId: string; title?: string | null | undefined }

/** It may have been asked for in one channel, and stand in another since that got another id. */
const isOfChannel = ({ channel, message }: ShareLink, id: string): boolean =>
  channel.id === id || message?.channel === id

export const isInScope = (share: ShareLink, scope: LinkScope): boolean => {
  switch (scope.kind) {
    case 'all':
      return true
    case 'by':
      return share.creator.id === scope.user
    case 'in':
      return isOfChannel(share, scope.channel)
    case 'by-in':
      return share.creator.id === scope.user && isOfChannel(share, scope.channel)
    case 'of':
      return share.file.id === scope.fileId
  }
}

const WORDS = /^(?:(all)|(by|in|of|by-in) (\S{1,1000})(?: (\S{1,100}))?)$/

/** A scope in one line, as in the value of a button: `all`, `by U0BOB`. */
export const scopeLine = (scope: LinkScope | NamedScope): string => {
  switch (scope.kind) {
    case 'all':
      return 'all'
    case 'by':
      return `by ${scope.user}`
    case 'in':
      return `in ${scope.channel}`
    case 'by-in':
      return `by-in ${scope.user} ${scope.channel}`
    case 'of':
      return `of ${scope.fileId}`
  }
}

/** Reads such a line, which may come from anybody; null when it is none. */
export const readScopeLine = (line: string): LinkScope | null => {
  const [, all, kind, what = '', channel] = WORDS.exec(line) ?? []
  if (all !== undefined) return { kind: 'all' }
  if (kind === 'by-in') return channel === undefined ? null : { kind, user: what, channel }
  if (channel !== undefined) return null
  if (kind === 'by') return { kind, user: what }
  if (kind === 'in') return { kind, channel: what }
  return kind === 'of' ? { kind, fileId: what } : null
}
