import type { Refusal } from '../../domain/refusal.ts'
import type { Line, Piece } from './rich.ts'
import { ruleBeside } from './rule-words.ts'
import { links } from './share-words.ts'
import { nameLike } from './untrusted.ts'

type FileRefusal = Extract<
  Refusal,
  {
    reason:
      | 'unknown-file'
      | 'no-right-to-share'
      | 'not-shareable'
      | 'quota-full'
      | 'no-link-free'
      | 'form-room'
      | 'data-room'
      | 'key-cut-off'
  }
>

const OF_FILE: ReadonlySet<Refusal['reason']> = new Set([
  'unknown-file',
  'no-right-to-share',
  'not-shareable',
  'quota-full',
  'form-room',
  'data-room',
])
const isOfFile = (refusal: Refusal): refusal is FileRefusal => OF_FILE.has(refusal.reason)

const plainOf = (piece: Piece): string => {
  if (typeof piece === 'string') return piece
  return 'bold' in piece ? piece.bold : 'code' in piece ? piece.code : ''
}

/** These refusals have neither quotes nor lists. */
const literal = (line: Line): string => ('quote' in line || 'item' in line ? '' : line.map(plainOf).join(''))

const named = (title: string): Piece => ({ bold: nameLike(title) })

const keyCutOff = (hadPassword: boolean): readonly Line[] => [
  [
    hadPassword
      ? "With this password the link is so long that DocSpace may not record who used it, so its limit can't be kept."
      : "This file's ID is so long that DocSpace may not record which link was used, so a limit can't be kept.",
  ],
  [
    hadPassword
      ? 'Use a shorter password or none, or share the file without a limit ('
      : 'Copy the file to a DocSpace room and share the copy, or share it without a limit (',
    { code: 'max none' },
    ') or view only (',
    { code: 'view' },
    ').',
  ],
]

/** The same beside the field of a form, where nothing is formatted; null for a refusal that is not about the file. */
export const besideFile = (refusal: Refusal): string | null => {
  if (refusal.reason === 'policy') return ruleBeside(refusal)
  return isOfFile(refusal) ? fileRefusalWords(refusal).map(literal).join(' ') : null
}

const ASK_FOR_RIGHT: Line = ["Ask its owner or the room's manager to give you the right to share it."]

/** Why a file cannot be shared as it is or where it is. */
export const fileRefusalWords = (refusal: FileRefusal): readonly Line[] => {
  switch (refusal.reason) {
    case 'unknown-file':
      return [
        ["There's no file ", { code: nameLike(refusal.fileId, 60) }, ' that Sharelink can see.'],
        ["Paste the file's link instead."],
      ]
    case 'no-right-to-share':
      if (refusal.own)
        return [
          ["You can't share file ", { code: nameLike(refusal.fileId, 60) }, ' in DocSpace.'],
          ASK_FOR_RIGHT,
        ]
      return [
        ["Sharelink isn't allowed to share file ", { code: nameLike(refusal.fileId, 60) }, '.'],
        [
          "Ask its owner to give Sharelink's account the right to share it, or to move it to a room where it has that right.",
        ],
      ]
    case 'not-shareable':
      if (refusal.own) return [["You can't share ", named(refusal.title), ' in DocSpace.'], ASK_FOR_RIGHT]
      return [
        ["DocSpace doesn't let Sharelink share ", named(refusal.title), '.'],
        ["Ask its owner or the room's manager to give Sharelink's account the right to share it."],
      ]
    case 'quota-full':
      return [
        [
          named(refusal.title),
          ` already has ${links(refusal.quota)}, the most DocSpace allows for one file.`,
        ],
        ["Revoke one and try again. Expired links count until they're deleted."],
      ]
    case 'no-link-free':
      return [
        [
          named(refusal.title),
          ` already has ${links(refusal.quota)}, the most DocSpace allows for one file. Your download needs one for two minutes.`,
        ],
        ['No download was used. Try again in a few minutes, or tell the person who shared it.'],
      ]
    case 'form-room':
      return [
        [named(refusal.title), ' is in a form filling room, where its link would open the whole room.'],
        ['Copy the form to another room and share the copy.'],
      ]
    case 'data-room':
      return [
        [named(refusal.title), ' is in a data room, which only its members can open.'],
        ['Copy the file to another room and share the copy.'],
      ]
    case 'key-cut-off':
      return keyCutOff(refusal.hadPassword)
  }
}
