import type { Refusal } from '../../domain/refusal.ts'
import type { Preset } from '../../domain/rule-book.ts'
import { inWords } from './duration-words.ts'
import type { Line, Piece } from './rich.ts'
import { downloads } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** How many are named. Nobody would read a longer list. */
const MOST_NAMED = 10

const names = (known: readonly string[]): Piece[] =>
  known
    .slice(0, MOST_NAMED)
    .flatMap((name, index): Piece[] => [...(index === 0 ? [] : [', ']), { code: name }])

/** To a preset that there is not. */
export const unknownPreset = ({
  name,
  known,
}: Extract<Refusal, { reason: 'unknown-preset' }>): readonly Line[] => [
  ["There's no preset ", { code: nameLike(name, 40) }, ' here.'],
  known.length === 0
    ? ["Your Sharelink admin hasn't set up any."]
    : ['Here you can use ', ...names(known), '.'],
]

/** What a preset asks for: `7 days · 3 downloads · exact`. */
export const presetTerms = ({ end, limit, viewOnly, enforcement }: Preset): string => {
  const uses = limit === 'none' ? 'no download limit' : limit == null ? null : downloads(limit)
  return [
    end?.kind === 'for' ? inWords(end.ms) : null,
    viewOnly ? 'view only' : uses,
    viewOnly ? null : (enforcement ?? null),
  ]
    .filter((part) => part !== null)
    .join(' · ')
}
