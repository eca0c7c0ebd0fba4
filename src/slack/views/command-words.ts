import { NOTE_LENGTH } from '../../domain/terms.ts'

/** What is wrong with a command as it was typed: one sentence each, without anything that was typed. */
export const COMMAND_WORDS = {
  noDuration: 'A duration is missing here.',
  duration: 'A duration is a number followed by s, m, h, d or w, such as 1h30m.',
  unitTwice: 'Each unit of a duration can be given once.',
  noDate: 'A date is missing here.',
  date: 'A date looks like 2026-12-31, friday, tomorrow or friday 5pm.',
  time: 'A time looks like 17:00 or 5pm.',
  noSuchDay: 'The calendar has no such day.',
  noLimit: 'A number of downloads is missing here.',
  noChannel: 'A channel is missing here.',
  channel: 'A channel is written with # before its name.',
  noNote: `The text of the note is missing here, at most ${NOTE_LENGTH} characters.`,
  noPassword: 'A password is missing here.',
  emptyPassword: 'A password cannot be empty.',
  openPassword: 'The closing quotation mark of the password is missing.',
  gluedPassword: 'A space is missing between password and the password itself.',
  afterPassword: 'Only another term can follow a password. A password with spaces needs quotation marks.',
  noId: 'The share ID is missing here. It stands in the message of the link.',
  id: 'This is not a share ID. It stands in the message of the link.',
  list: 'A list can be mine, here or all.',
  file: 'A file is its id, or an address from the portal.',
  nothingMore: 'Nothing more can follow here.',
  terms: 'The terms are for, until, max, view, exact, watched, password, in and note.',
  extensionTerms: 'The terms here are for, until and max.',
  onlyExtension: 'Only the end and the limit of a link can be changed: for, until and max.',
  twice: 'Each term can be given once.',
  endTwice: 'The end can be given once.',
  twoEnds: 'for and until both set the end; only one of them can be given.',
  exactAndWatched: 'exact and watched are two ways to keep a limit; only one of them can be given.',
  viewAndExact:
    'view shows the file on a page of the portal, so there is no download for exact to count; only one of them can be given.',
  viewAndMax:
    'view allows no downloads at all, so there is nothing for max to limit; only one of them can be given.',
} as const
