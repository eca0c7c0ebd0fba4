import { type Line, linesView, type View } from './rich.ts'
import { NOT_SEEN } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const LINES: readonly (readonly [command: string, meaning: string])[] = [
  ['/sharelink', 'open the form'],
  ['/sharelink FILE [terms]', 'make a link and post it; FILE is an id or an address from the portal'],
  ['/sharelink list [mine|here|all]', 'live links, newest first'],
  ['/sharelink info ID', 'one link, with its downloads'],
  ['/sharelink why ID', 'every event of the file: counted or not, and why'],
  [
    '/sharelink extend ID [terms]',
    'a later end or another limit (for, until, max); the address stays the same',
  ],
  ['/sharelink revoke ID', 'end a link now'],
  ['/sharelink help', 'this text'],
  ['/sharelink canary [FILE]', 'for admins: try whether downloads are counted'],
]

const TERMS: readonly (readonly [term: string, meaning: string])[] = [
  ['for 7d', 'ends after that time (s m h d w, as in 1h30m)'],
  ['until friday 5pm', 'ends then, in your time zone; also 2026-12-31 17:00'],
  ['max 3', 'ends after 3 downloads; max none: no limit'],
  ['view', 'view only, no download'],
  ['exact', 'each download is counted before it begins, so there is never one more than the limit'],
  [
    'watched',
    'downloads are counted from the portal’s records, so the link ends a little after the last one',
  ],
  ['password WORD', 'visitors must type it; quotes allowed'],
  ['in #channel', 'post there instead of here'],
  ['note TEXT', 'shown with the link; takes the rest of the line'],
]

const row = ([code, meaning]: readonly [string, string]): Line => [{ code }, `: ${meaning}`]

export const helpView = (unknown: string | null): View =>
  linesView(
    ...(unknown === null
      ? []
      : [['There is no command ', { code: nameLike(unknown, 60) }, '. Nothing was made.'] as const]),
    [
      'Sharelink makes links to files of the portal that end by themselves. ID is the share ID in their message.',
    ],
    ...LINES.map(row),
    ['Terms, in any order:'],
    ...TERMS.map(row),
    ['A watched limit counts what the portal records. ', NOT_SEEN],
    ['For example: ', { code: '/sharelink 4821 for 7d max 3 note the final version' }],
  )
