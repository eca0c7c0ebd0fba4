import type { RequestedChannel } from '../../domain/terms.ts'
import { COMMAND_WORDS as WORDS } from '../views/command-words.ts'
import { notUnderstood } from './not-understood.ts'
import { decodeEntities, visible } from './slack-text.ts'
import { isKeyword, type TermPlace, type TermRead } from './term.ts'
import { type Word, wordAt } from './word.ts'

/** `in #general`, as typed or as Slack resolves it: `<#C1|general>`, `<#C1|>`, `<#C1>`. */
export const readChannel = ({ line, from, keyword, subject }: TermPlace): TermRead => {
  const refuse = (quoted: string, problem: string) => notUnderstood(quoted, problem, `${subject} in #general`)
  const word = wordAt(line, from)
  if (word === null || isKeyword(word.key)) return refuse(keyword, WORDS.noChannel)
  const channel = channelOf(word)
  return channel === null ? refuse(word.text, WORDS.channel) : { ok: true, terms: { channel }, end: word.end }
}

/** The channel that a word names; null: it is none. */
export const channelOf = ({ raw, key }: Word): RequestedChannel | null => {
  const resolved = /^<#([CDG][A-Z\d]{0,30})(?:\|([^<>]*))?>$/.exec(visible(raw))
  if (resolved?.[1] !== undefined) {
    const name = visible(decodeEntities(resolved[2] ?? ''))
    return { id: resolved[1], name: name === '' ? null : name }
  }
  // Slack's own names have no capitals.
  const name = raw.includes('<') ? undefined : /^#([\p{L}\p{M}\p{N}_-]{1,80})$/u.exec(key)?.[1]
  return name === undefined ? null : { id: null, name }
}
