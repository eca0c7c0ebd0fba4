import { COMMAND_WORDS as WORDS, youTyped } from '../views/command-words.ts'
import { fileWords } from '../views/file-words.ts'
import type { Command, CommandContext, Parsed } from './command.ts'
import { guessCommand } from './guess-command.ts'
import { notUnderstood, quotable } from './not-understood.ts'
import { readFile } from './read-file.ts'
import { personOf, readRevokeAll } from './read-revoke-all.ts'
import { readId } from './read-share-id.ts'
import { OF_EXTENSION, readTerms } from './read-terms.ts'
import { type Word, wordAt } from './word.ts'

const EXAMPLE_FILE = '4821'

/**
 * Reads the `text` of a `/sharelink` command (docs/use.md, Commands), with or without Slack's `should_escape`. Pure,
 * never throws, and never repeats a password in a refusal.
 */
export const parseCommand = (text: string, context: CommandContext): Parsed => {
  const first = wordAt(text, 0)
  if (first === null) return understood({ verb: 'form' })
  switch (first.key) {
    case 'help':
      return understood({ verb: 'help' })
    case 'connect':
    case 'disconnect':
      return nothingAfter(text, first.end, first.key, { verb: first.key })
    case 'list':
      return parseList(text, first)
    case 'info':
    case 'why':
      return parseAboutOne(text, first, first.key)
    case 'revoke':
      return parseRevoke(text, first, context)
    case 'extend':
      return parseExtend(text, first, context)
    case 'forget':
      return parseForget(text, first)
    case 'audit':
      return parseAudit(text, first)
    case 'canary':
      return parseCanary(text, first, context)
    default:
      return parseShare(text, first, context)
  }
}

/** Whether a command can do nothing but end a share. */
export const isRevoke = (text: string): boolean => wordAt(text, 0)?.key === 'revoke'

const understood = (command: Command): Parsed => ({ ok: true, command })

const parseShare = (text: string, first: Word, context: CommandContext): Parsed => {
  const file = readFile(first, context.portalOrigin)
  if (file === null)
    return understood({ verb: 'unknown', typed: quotable(first.text), guess: guessCommand(first.key) })
  if (!file.ok) {
    const address = `${new URL(context.portalOrigin).origin}/doceditor?fileid=${EXAMPLE_FILE}`
    return notUnderstood(
      first.text,
      youTyped(fileWords(file.problem, context.portalOrigin)),
      `${address} for 7d`,
    )
  }
  const read = readTerms(text, first.end, context, EXAMPLE_FILE)
  return read.ok ? understood({ verb: 'share', fileId: file.fileId, terms: read.terms }) : read
}

const parseList = (text: string, verb: Word): Parsed => {
  const word = wordAt(text, verb.end)
  if (word === null) return understood({ verb: 'list', scope: 'mine' })
  if (word.key !== 'mine' && word.key !== 'here' && word.key !== 'all') {
    return notUnderstood(word.text, WORDS.list, 'list here')
  }
  return nothingAfter(text, word.end, `list ${word.key}`, { verb: 'list', scope: word.key })
}

const parseAboutOne = (text: string, word: Word, verb: 'info' | 'why' | 'revoke'): Parsed => {
  const read = readId(text, word)
  return read.ok ? nothingAfter(text, read.end, `${verb} ${read.id}`, { verb, id: read.id }) : read
}

const parseRevoke = (text: string, verb: Word, { portalOrigin }: CommandContext): Parsed => {
  const all = wordAt(text, verb.end)
  // No ID begins so: none has an L.
  if (all?.key !== 'all') return parseAboutOne(text, verb, 'revoke')
  const read = readRevokeAll(text, all, portalOrigin)
  return read.ok
    ? nothingAfter(text, read.end, 'revoke all in #general', { verb: 'revoke-all', scope: read.scope })
    : read
}

const parseExtend = (text: string, verb: Word, context: CommandContext): Parsed => {
  const read = readId(text, verb)
  if (!read.ok) return read
  const terms = readTerms(text, read.end, context, `extend ${read.id}`, OF_EXTENSION)
  return terms.ok ? understood({ verb: 'extend', id: read.id, terms: terms.terms }) : terms
}

const parseCanary = (text: string, verb: Word, { portalOrigin }: CommandContext): Parsed => {
  const word = wordAt(text, verb.end)
  if (word === null) return understood({ verb: 'canary', fileId: null })
  const file = readFile(word, portalOrigin)
  if (file === null) return notUnderstood(word.text, WORDS.file, `canary ${EXAMPLE_FILE}`)
  if (!file.ok)
    return notUnderstood(word.text, youTyped(fileWords(file.problem, portalOrigin)), `canary ${EXAMPLE_FILE}`)
  return nothingAfter(text, word.end, `canary ${EXAMPLE_FILE}`, { verb: 'canary', fileId: file.fileId })
}

const parseAudit = (text: string, verb: Word): Parsed => {
  const word = wordAt(text, verb.end)
  if (word === null) return understood({ verb: 'audit', days: null })
  if (!/^[1-9]\d{0,3}$/.test(word.key)) return notUnderstood(word.text, WORDS.days, 'audit 30')
  return nothingAfter(text, word.end, 'audit 30', { verb: 'audit', days: Number(word.key) })
}

const parseForget = (text: string, verb: Word): Parsed => {
  const word = wordAt(text, verb.end)
  if (word === null) return notUnderstood(verb.text, WORDS.nobody, 'forget @bob')
  const userId = personOf(word)
  if (userId === null) return notUnderstood(word.text, WORDS.person, 'forget @bob')
  return nothingAfter(text, word.end, 'forget @bob', { verb: 'forget', userId })
}

const nothingAfter = (text: string, from: number, example: string, command: Command): Parsed => {
  const extra = wordAt(text, from)
  if (extra === null) return understood(command)
  return notUnderstood(extra.text, WORDS.nothingMore, example)
}
