import { COMMAND_WORDS as WORDS, youTyped } from '../views/command-words.ts'
import { fileWords } from '../views/file-words.ts'
import type { Failed, RequestedScope } from './command.ts'
import { notUnderstood } from './not-understood.ts'
import { channelOf } from './read-channel.ts'
import { readFile } from './read-file.ts'
import { visible } from './slack-text.ts'
import { type Word, wordAt } from './word.ts'

type ScopeRead = { ok: true; scope: RequestedScope; end: number } | Failed

const EXAMPLES = { by: 'revoke all by @bob', in: 'revoke all in #general', of: 'revoke all of 4821' } as const

const NOTHING = { by: WORDS.noPerson, in: WORDS.noChannel, of: WORDS.noFile } as const

/** Of somebody who has left Slack offers no name, so that their id has to be typed. */
/** The person whom Slack resolved what was typed to; null: none. */
export const personOf = ({ raw, bare }: Word): string | null =>
  (/^<@([UW][A-Z\d]{2,30})(?:\|[^<>]*)?>$/.exec(visible(raw)) ?? /^([UW][A-Z\d]{5,30})$/.exec(bare))?.[1] ??
  null

/** An archived channel is not offered either. */
const placeOfWord = (word: Word) => {
  const id = /^([CDG][A-Z\d]{5,30})$/.exec(word.bare)?.[1]
  return id === undefined ? channelOf(word) : { id, name: null }
}

/** Reads what stands behind `revoke all`: nothing, `by @user`, `in #channel` or `of FILE`. */
export const readRevokeAll = (line: string, all: Word, portalOrigin: string): ScopeRead => {
  const kind = wordAt(line, all.end)
  if (kind === null) return { ok: true, scope: { kind: 'all' }, end: all.end }
  if (kind.key !== 'by' && kind.key !== 'in' && kind.key !== 'of')
    return notUnderstood(kind.text, WORDS.whichAll, EXAMPLES.in)
  const { key } = kind
  const refuse = (quoted: string, problem: string) => notUnderstood(quoted, problem, EXAMPLES[key])
  const what = wordAt(line, kind.end)
  if (what === null) return refuse(kind.text, NOTHING[key])
  const { end } = what
  switch (key) {
    case 'by': {
      const user = personOf(what)
      return user === null ? refuse(what.text, WORDS.person) : { ok: true, scope: { kind: 'by', user }, end }
    }
    case 'in': {
      const channel = placeOfWord(what)
      return channel === null
        ? refuse(what.text, WORDS.channel)
        : { ok: true, scope: { kind: 'in', channel }, end }
    }
    case 'of': {
      const file = readFile(what, portalOrigin)
      if (file === null) return refuse(what.text, WORDS.file)
      return file.ok
        ? { ok: true, scope: { kind: 'of', fileId: file.fileId }, end }
        : refuse(what.text, youTyped(fileWords(file.problem, portalOrigin)))
    }
  }
}
