/** A form that is open, by Slack's id of it, which stays the same until it is closed. */
export interface FormRef {
  team: string
  viewId: string
}

/** One sending of it. */
export interface FormSent {
  /** The id that a link would have which comes of it. */
  linkId: string
  /** A mark of what it asks for, the same of the same terms. */
  terms: string
  /** The modal over the form in which it is answered. */
  answerIn: string
  /** The link that came of it before, which is over by now, so that it is for another. */
  over?: string
}

/** What open forms were sent for, so that one form makes one link, however often somebody goes back and sends it again. */
export interface SentForms {
  /**
   * Gives the id of the link that comes of it: that of the sending before, where it asked for the same and something comes of
   * that (`stands`: that was answered). Null: what it asked for before, which was something else, has no answer yet.
   */
  send(form: FormRef, sent: FormSent): Promise<{ linkId: string; stands: boolean } | null>
  /**
   * Notes that it is being answered, for a sending whose answer was to be in that modal, and gives the one that lies over the form by
   * now. `stands`: sent again for the same, it would get the same link.
   */
  answer(form: FormRef, answerIn: string, stands: boolean): Promise<string>
}
