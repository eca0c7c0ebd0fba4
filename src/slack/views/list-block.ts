import type { Answer } from '../../domain/answer.ts'

type Page = Pick<Extract<Answer, { kind: 'list' }>, 'scope' | 'skip'>

/** How the blocks of the rows of a page begin, so that a click in one of them says which page that is. */
export const listBlock = ({ scope, skip }: Page): string => `list:${scope}:${skip}`

const SCOPES: Record<string, Page['scope']> = { mine: 'mine', here: 'here', all: 'all' }

/** The page that such a block is of; null: of none. */
export const readListBlock = (block: string): Page | null => {
  const [, name = '', skip] = /^list:([a-z]+):(\d{1,6}):/.exec(block) ?? []
  const scope = SCOPES[name]
  return scope === undefined ? null : { scope, skip: Number(skip) }
}
