/** What names one act of a person, the same each time that it is carried out. */
export interface Act {
  /** Finds its lines in the log, and what it has left in the records. */
  reference: string
  /** The id of the link that it makes, or of the download that it claims, if it does. */
  linkId: string
}
