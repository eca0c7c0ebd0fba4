import type { RecordedLine, RecordLine } from '../domain/record-line.ts'

/** Writes acts that change no share. What changes one, or takes a download, is written by the store in the same step. */
export interface Recorder {
  /** `key`: the reference of the act, the same each time that it is carried out. It has one line however often that is. */
  write(team: string, key: string, line: RecordLine): Promise<void>
}

/** What was done in a workspace, line by line. Nothing in it is changed, but for the name of who is forgotten. */
export interface RecordBook extends Recorder {
  /** At most so many lines behind `after` (a line's id; null: from the first on), the oldest first. */
  read(team: string, after: string | null, most: number): Promise<RecordedLine[]>
  /** Puts a mark in the place of a person, in every line. */
  forget(team: string, userId: string, mark: string): Promise<void>
  /** Drops what is older. */
  trim(team: string, before: number): Promise<void>
}

/** Since when the receiver of the record takes no line, and whether admins know. */
export interface ReceiverAway {
  since: number
  told: boolean
}

/** How far the record was sent on. */
export interface RecordSending {
  /** Whether it is this process, of that name, that sends: one does at a time. */
  isSender(owner: string): Promise<boolean>
  /** The id of the last line that was taken; null: none yet. */
  sentTo(team: string): Promise<string | null>
  noteSent(team: string, id: string): Promise<void>
  /** Null: it takes lines, as far as is known. */
  away(): Promise<ReceiverAway | null>
  noteAway(away: ReceiverAway | null): Promise<void>
}
