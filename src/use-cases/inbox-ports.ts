/** An act of a person as it is kept: under its reference, sealed. */
export interface KeptAct {
  reference: string
  sealed: string
}

/**
 * Acts of people that Slack was told had arrived, kept until they are done (docs/slack.md, The inbox). What a process
 * keeps is its own for a few seconds, and for as long as it says that it works on it; then any process may take it over.
 */
export interface Inbox {
  /**
   * Keeps an act for this process. `known`: it came before (the same `key`), is done, or is another's by now. `refused`: it
   * is surely not kept. Throws where that is not known; keeping the same again finds it out.
   */
  keep(act: KeptAct & { key: string; keepMs: number }): Promise<'kept' | 'known' | 'refused'>
  /** Says that this process works on these, and takes over some that no process works on any more. */
  hold(references: readonly string[], most: number): Promise<KeptAct[]>
  /** Nothing is left to do of it. Called before an outcome is told that must not be followed by another try. */
  finish(reference: string): Promise<void>
}
