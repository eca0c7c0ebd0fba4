import { NOTE_LENGTH } from '../../domain/terms.ts'

/**
 * What is wrong with a command as it was typed: one sentence or two, where `{}` is the part that is quoted. Nothing else of them was
 * typed, and what stands between back quotes is code (`withCode`).
 */
export const COMMAND_WORDS = {
  noDuration: 'How long? A duration goes after {}, such as `7d` or `1h30m`.',
  duration: "I didn't understand {}. A duration looks like `7d` or `1h30m`.",
  unitTwice: "I didn't understand {}. Use each unit once, as in `1h30m`.",
  noDate: 'Until when? A date goes after {}, such as `2026-12-31` or `friday 5pm`.',
  date: "I didn't understand {}. A date looks like `2026-12-31`, `tomorrow` or `friday 5pm`.",
  time: "I didn't understand {}. A time looks like `17:00` or `5pm`.",
  noSuchDay: "There's no such day as {}.",
  noLimit: 'How many downloads? A number goes after {}, such as `3`, or `none`.',
  noChannel: 'Which channel? Its name goes after {}, such as `#general`.',
  channel: "I didn't understand {}. Write a channel with `#` before its name.",
  noNote: `What should the note say? It goes after {}, at most ${NOTE_LENGTH} characters.`,
  noPassword: 'Which password? It goes after {}.',
  emptyPassword: "A password can't be empty. It goes after {}.",
  openPassword: 'The closing quotation mark is missing after {}.',
  gluedPassword: "I didn't understand {}. Put a space between `password` and the password itself.",
  afterPassword:
    "I didn't understand what follows the password. If it has spaces, put it in quotation marks.",
  noPreset: 'Which preset? Its name goes after {}.',
  noId: 'Which link? Its ID goes after {}. It stands in the message of the link.',
  id: "I didn't understand {}. A link's ID stands in its message.",
  whichAll: "I didn't understand {}. After `all` can follow `by`, `in` or `of`.",
  noPerson: "Whose links? A person's name goes after {}, with `@` before it.",
  noFile: 'Which file? Its number or its DocSpace link goes after {}.',
  person: "I didn't understand {}. Pick a person from the list that Slack offers after `@`.",
  list: "I didn't understand {}. A list can be `mine`, `here` or `all`.",
  nobody: 'Whom? A person goes after {}, such as `@bob`.',
  days: "I didn't understand {}. A number of days goes there, such as `30`.",
  file: "I didn't understand {}. Use a file's number or its DocSpace link.",
  nothingMore: "I didn't understand {}. Nothing more can follow here.",
  terms:
    "I didn't understand {}. I know `for`, `until`, `max`, `view`, `exact`, `watched`, `password`, `preset`, `in` and `note`.",
  extensionTerms: "I didn't understand {}. Here I know `for`, `until` and `max`.",
  onlyExtension: "I can't change {} any more, only the end and the limit: `for`, `until` and `max`.",
  twice: 'Give that once: {} is a second one.',
  endTwice: 'Give the end once: {} is a second one.',
  twoEnds: 'Use either `for` or `until`: both set the end.',
  exactAndWatched: 'Use either `exact` or `watched`: a limit is kept in one way.',
  viewAndExact: 'Use either `view` or `exact`: view-only links have no downloads to count.',
  viewAndMax: 'Use either `view` or `max`: view-only links have no downloads to count.',
} as const

/** A sentence that is also said beside a field, with the part of the command that it is about. */
export const youTyped = (sentence: string): string => `${sentence} You typed {}.`
